"""What is remembered of a container beside its state: its instances, and what the state counts only up to a bound."""

from hashlib import sha256
from typing import Any, NamedTuple

from podproof.spec.pod.state import ContainerState

Json = dict[str, Any]
"""A part of an object, spelled as in the API; never changed once it is made."""

LOST = "ContainerStatusUnknown"
"""The reason of an instance that the runtime has lost, with exit code 137 [2.6]."""

REMOVED = "RestartingAllContainers"
"""The reason of an instance that was removed to restart all containers [4.13]."""

FORGETTING = "forgets_container"
"""The event in which the runtime loses an instance [2.10]."""

STARTS = frozenset({"starts", "start_fails"})
"""The events that make an instance."""


class ContainerInstance(NamedTuple):
    """One instance of a container; times are spelled as in the API, None while they lie ahead."""

    container_id: str = ""
    started: str | None = None
    finished: str | None = None
    exit_code: int | None = None
    reason: str = ""

    @property
    def terminated(self) -> Json:
        """Its end, as `state` or `lastState`."""
        known = {"exitCode": self.exit_code, "reason": self.reason, "startedAt": self.started}
        return {"terminated": known | {"finishedAt": self.finished, "containerID": self.container_id}}


LOST_INSTANCE = ContainerInstance("", None, None, 137, LOST)
"""What a kubelet says of an instance that it does not find any more."""


class ContainerInstances(NamedTuple):
    """The instances of one container.

    `restarts` counts those before `current`; without a current one, those before the next.  `before` is the last one
    that has ended before the current one. `waits` counts the back-offs in a row.
    """

    restarts: int = 0
    current: ContainerInstance | None = None
    before: ContainerInstance | None = None
    waits: int = 0

    def begin(self, container_id: str, started: str | None, is_first: bool) -> "ContainerInstances":
        """The runtime has made a new instance."""
        restarts = self.restarts if is_first else self.restarts + 1
        return self._replace(restarts=restarts, current=ContainerInstance(container_id, started), before=self._ended)

    def end(self, exit_code: int, reason: str, finished: str) -> "ContainerInstances":
        """The current instance has ended."""
        assert self.current is not None
        return self._replace(current=self.current._replace(exit_code=exit_code, reason=reason, finished=finished))

    def vanish(self, event: str) -> "ContainerInstances":
        """The runtime does not have the current instance any more."""
        gone = self._replace(restarts=self.restarts + 1, current=None, before=self._ended)
        if event == FORGETTING:
            return gone._replace(before=LOST_INSTANCE)
        if event == "removes_containers" and gone.before is not None:
            return gone._replace(before=gone.before._replace(reason=REMOVED))
        return gone

    @property
    def before_is_lost(self) -> bool:
        """The runtime has lost the instance before, or removed it to restart all containers."""
        return self.before is not None and self.before.reason in (LOST, REMOVED)

    @property
    def _ended(self) -> ContainerInstance | None:
        return self.current if self.current is not None and self.current.finished else self.before


def container_id(seed: str) -> str:
    """An ID like those of containerd, the same for the same text."""
    return f"containerd://{sha256(seed.encode()).hexdigest()}"


def made_instance(event: str, here: bool, now: ContainerState) -> bool:
    """Whether the event has made a new instance of this container."""
    return event in STARTS and here and now.runtime in ("Running", "Created")
