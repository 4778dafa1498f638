"""How much an unlikely step weighs in a trace: a person reads the trace of the least weight."""

UNLIKELY = 6
"""The weight of an event that nothing ever forces, a fault or the act of a user; every other event weighs 1.

Of two executions with the same end a reader believes the one that needs nothing unusual, even if it takes up to five
steps more. With less, a Pod that fails under `Never` would be rejected by the kubelet (4 steps), and not exit with an
error (8 steps); with more, the ordinary execution is so long that nobody reads it to its end.
"""
