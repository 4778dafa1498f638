"""Recordings and rows of unit tests held against the specification.

A recording takes one path: `recordings` reads the observations of each Pod, `pod_history` follows a Pod from one
snapshot to the next, `observer` keeps the states that agree with all of them, `verdict` says why an observation is
illegal and which trace explains the others, and `report` renders it.  `phases` asks the same about a few texts.
"""
