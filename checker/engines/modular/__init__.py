"""The modular engine: one set of local states for each class of equal components, instead of one of all states.

Thread-modular reasoning (Flanagan and Qadeer, "Thread-modular model checking", SPIN 2003), with a history variable that
says who holds a lock (Owicki and Gries, 1976).  The sets are computed on a smaller model, and *checked* to be an
inductive invariant of the whole one: what they exclude is unreachable whatever the smaller model is worth.
"""
