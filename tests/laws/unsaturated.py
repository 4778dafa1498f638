"""Predicates that count in full: the saturating counters of the specification are compared with them."""

from typing import Literal

from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.predicates import *  # noqa: F403
from podproof.spec.pod.state import ContainerState
from podproof.spec.pod.timed.predicates import (
    liveness_limit as liveness_limit,
)
from podproof.spec.pod.timed.predicates import (
    one_more_readiness_result as one_more_readiness_result,
)
from podproof.spec.pod.timed.predicates import (
    readiness_failures as readiness_failures,
)
from podproof.spec.pod.timed.predicates import (
    readiness_limit as readiness_limit,
)
from podproof.spec.pod.timed.predicates import (
    readiness_successes,
)
from podproof.spec.pod.timed.predicates import (
    startup_limit as startup_limit,
)

MOST = 4
"""The restart count at which even this specification stops: two beyond the bound of the true one."""


def successes_carried_over(readiness_streak, readiness_probe, kubelet):
    """The run of successes goes on in a new container. [6.1 6.2]"""
    return readiness_successes(readiness_probe) - 1 if readiness_streak == 0 and kubelet == "Up" else 0


def one_more_restart(restarts):
    """The restart count, two beyond where the specification stops. [2.1]"""
    return min(restarts + 1, MOST)


def has_restarted_twice(restarts):
    """The restart count is 2 or more. [2.1]"""
    return restarts not in (0, 1)


def counting_in_full(machine, transition):
    """The transition with the functions of this module in place of those that saturate."""
    changes = {field: globals()[to.__name__] if callable(to) else to for field, to in transition.changes.items()}
    return (transition._replace(changes=changes),)


class Record(ContainerState):
    """The state of a container with a longer count of restarts."""


Record.__annotations__ = {**ContainerState.__annotations__, "restarts": Literal[0, 1, 2, 3, 4]}


def specification(predicates):
    """The specification without saturation; `predicates` is this module."""
    return LIFECYCLE._replace(
        predicates=predicates, records={**LIFECYCLE.records, "container": Record}, edit=counting_in_full
    )
