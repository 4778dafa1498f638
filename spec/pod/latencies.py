"""How long the components of Kubernetes take for each step: measured, not guaranteed.

The defaults suffice for all recordings of one lab's kubelet 1.36.2 (`tests/reality/traces`); they are fitted to one
run of it and were checked on another.  A slower node needs larger ones.  They are never part of the specification's own
numbers: a period of 10 s is 10 s, and what the node adds stands here.
"""

from typing import NamedTuple

from podproof.spec.notation_of_time import AT_ONCE, Interval, up_to


class Latencies(NamedTuple):
    """What each step takes on a node, in seconds."""

    schedule: Interval = up_to(0.6)  # from the creation of a Pod without scheduling gates to its binding [3.1]
    sandbox: Interval = up_to(1.2)  # from the binding to a sandbox with its network [3.3]
    create: Interval = up_to(0.8)  # from the image to the running container: create and start it [3.13]
    sync: Interval = up_to(1)  # from a reason for a sync to what the sync does [9.6]
    relist: Interval = up_to(1.3)  # from an exit to the sync that knows of it [5.11]
    probe: Interval = up_to(1)  # from a start to its status being known to the probe workers [6.15]
    publish: Interval = up_to(1.3)  # from a change of the status to the status in the API [7.7]
    confirm: Interval = up_to(1.2)  # from the terminal phase of a deleted Pod to the removal of its object [9.21]
    remove: Interval = up_to(1.2)  # from the last exit to the removal of the sandbox [9.19]
    signal: Interval = up_to(0.2)  # from the reason for a signal to the signal [9.12]
    jitter: float = 0.5  # the share by which the wait for the next attempt of a failed sync may grow [5.12]
    truncation: float = 1  # seconds by which SIGKILL is late after a preStop hook, as elapsed seconds are whole [9.29]


MEASURED = Latencies()
"""One lab's kubelet 1.36.2."""

IDEAL = Latencies(
    schedule=AT_ONCE,
    sandbox=AT_ONCE,
    create=AT_ONCE,
    sync=AT_ONCE,
    relist=AT_ONCE,
    probe=AT_ONCE,
    publish=AT_ONCE,
    confirm=AT_ONCE,
    remove=AT_ONCE,
    signal=AT_ONCE,
    jitter=0,
    truncation=0,
)
"""A node that takes no time: what remains are the numbers of the manifest and of the specification."""
