"""What the state of a container has besides, where a clock runs: what durations depend on, but no time."""

from collections import namedtuple
from collections.abc import Callable
from typing import Annotated, Literal, NamedTuple, get_type_hints

from podproof.spec.notation import Record
from podproof.spec.pod.state import ContainerState


class ContainerTiming(NamedTuple):
    """What changes about a container and matters only to a clock."""

    health: Literal[  # the process as its probes see it, if its owner declares something of it
        "Starting",  # it is not ready to answer: probes fail [F7]
        "Healthy",  # probes succeed [F7]
        "Hanging",  # probes fail for good [F7]
    ] = "Starting"
    backoff_level: Annotated[int, "backoff_levels"] = 0  # how often the back-off was doubled [5.1]
    wait: Literal[  # the wait since the last exit, while the next instance may run
        "Over",  # it is over, or nothing has exited yet [5.2]
        "Counting",  # it is not over [5.2]
    ] = "Over"
    restart_by_kill: Literal[  # whether the sync that has killed the container restarts it
        "Ordinary",  # it does not, or the restart must wait [5.10]
        "AtOnce",  # it does: there is no exit before this one, or the wait since that exit is over [5.10]
    ] = "Ordinary"
    start: Literal[  # in a Pod of several containers: whether the pod worker is at the start of this one
        "Idle",  # it is not [3.12]
        "InProgress",  # it pulls the image, creates the container and starts it, and does nothing else [3.13 9.9]
    ] = "Idle"
    startup_tick: Literal[  # where the worker of the startup probe is on its grid
        "First",  # the probe has no result of this instance [6.15]
        "Later",  # the next result comes a period after the last one [6.15]
    ] = "First"
    liveness_tick: Literal[  # where the worker of the liveness probe is on its grid
        "First",  # the probe has no result of this instance [6.15]
        "Later",  # the next result comes a period after the last one [6.15]
    ] = "First"
    readiness_tick: Literal[  # where the worker of the readiness probe is on its grid
        "First",  # the probe has no result of this instance [6.15]
        "Triggered",  # the last result may have been triggered off the grid [6.16]
        "Later",  # the next result comes a period after the last one [6.15]
    ] = "First"


def _with_timing() -> Record:
    parts: tuple[Record, ...] = (ContainerState, ContainerTiming)
    defaults = {field: value for part in parts for field, value in part._field_defaults.items()}
    make: Callable[..., Record] = namedtuple
    record = make("TimedContainerState", defaults, defaults=defaults.values())
    record.__annotations__ = {
        field: hint for part in parts for field, hint in get_type_hints(part, include_extras=True).items()
    }
    return record


TimedContainerState = _with_timing()
"""What changes about a container where a clock runs."""
