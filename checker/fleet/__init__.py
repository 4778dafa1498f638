"""Many recordings: the files at hand, one record for each Pod, and a summary that an owner reads.

`sources` finds the files, `records` says of each verdict what a summary needs, `summary` counts, and `formats` renders.
"""
