"""Many recordings: the files at hand, one record for each Pod, and a summary that an owner reads.

`sources` finds the files, `records` says of each verdict what a summary needs, `tally` and `summary` count, and
`formats` renders.  On many machines, `paths` and `partitions` read recordings, `judged_paths` judges them, and `worker`
does both for `dask_pool`; `run` adds up the `results`.
"""
