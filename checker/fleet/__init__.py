"""Many recordings: the files at hand, one record for each Pod, and a summary that an owner reads.

`sources` finds the files, `records` says of each verdict what a summary needs, `summary` counts, and `formats` renders.
On many machines, `paths` reads recordings, `judged_paths` judges them, and `worker` does both for `dask_pool`.
"""
