"""How long processes, hooks and networks take, as far as the owner of a Pod declares it.

What is not declared may take any time, and may happen at any time.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from podproof.spec.notation_of_time import ANY_TIME, Interval


class Declared(NamedTuple):
    """What is declared of one container, in seconds; None: it never happens.

    A declared pull or hook succeeds; one that is not declared may also fail.
    """

    pull: Interval = ANY_TIME  # the pull of the image [3.13]
    starts: Interval | None = ANY_TIME  # from the start of the process until its probes succeed [F7]
    hangs: Interval | None = ANY_TIME  # from the start of the process until its probes fail for good [F7]
    exits: Interval | None = ANY_TIME  # from the start of the process until it exits by itself [2.4]
    drains: Interval | None = ANY_TIME  # from the stop signal to the exit; None: it ignores the signal [9.12]
    pre_stop: Interval = ANY_TIME  # the preStop hook, unless it is a `sleep` [9.12]
    post_start: Interval = ANY_TIME  # the postStart hook, unless it is a `sleep` [3.13]
    answer: Interval = ANY_TIME  # from the beginning of a probe to its answer; the timeout cuts it [6.9]
    exit_code: Literal["", "Zero", "NonZero"] = ""  # of exits by itself or on the stop signal; "": either [2.4]

    @property
    def knows_health(self) -> bool:
        """Whether something is declared of what probes see; else they answer as they like."""
        return (self.starts, self.hangs) != (ANY_TIME, ANY_TIME)


class DeclaredTimes(NamedTuple):
    """What is declared of a Pod and of its containers, by their names, in seconds; None: it never happens."""

    containers: Mapping[str, Declared] = {}  # a container that is missing here has nothing declared
    endpoint_removal: Interval = ANY_TIME  # from the deletion until no client sends requests any more [8.3]
    endpoint_addition: Interval = ANY_TIME  # from Ready until clients send requests [8.1]
    deletion: Interval | None = ANY_TIME  # from the creation of the Pod to its deletion [9.2]
    second_deletion: Interval | None = ANY_TIME  # from the deletion to one with a shorter grace period [9.3]

    def of(self, container: str) -> Declared:
        """What is declared of the container."""
        return self.containers.get(container, Declared())


UNDECLARED = DeclaredTimes()
"""Nothing is declared."""
