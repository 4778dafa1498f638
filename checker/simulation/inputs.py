"""What clients do to a Pod; everything else that happens to it is chosen by an adversary."""

from collections.abc import Mapping
from typing import Any, NamedTuple

Answers = Mapping[str, bool]
"""What the state answers about the Pod, by the name of the predicate."""


class RequestedEvent(NamedTuple):
    """An input as an event of the Pod: its name (empty: none), its container, and what the client gives."""

    event: str
    container: str = ""
    changes: Mapping[str, Any] = {}


class Delete(NamedTuple):
    """A delete with a grace period in seconds; None: that of the Pod, 0: by force."""

    grace: int | None = None

    def ask(self, answers: Answers) -> RequestedEvent:
        """The first delete, one with a shorter grace period, or one by force [9.1 9.3 9.24]."""
        if self.grace == 0:
            return RequestedEvent("forces")
        changes = {} if self.grace is None else {"grace": self.grace}
        if answers["is_alive"]:
            return RequestedEvent("deletes", "", changes)
        is_sooner = self.grace is not None and answers["is_terminating"]
        return RequestedEvent("deletes_sooner" if is_sooner else "", "", changes)


class SetImage(NamedTuple):
    """A change of the image of a container."""

    container: str
    image: str

    def ask(self, answers: Answers) -> RequestedEvent:
        """The update [4.10]."""
        return RequestedEvent("updates_image", self.container, {"container": self.container, "image": self.image})


class SetCondition(NamedTuple):
    """A condition that a readiness gate names, written by its controller."""

    type: str
    is_true: bool

    def ask(self, answers: Answers) -> RequestedEvent:
        """The gate [7.5]."""
        event = "meets_readiness_gate" if self.is_true else "fails_readiness_gate"
        return RequestedEvent(event, "", {"gates": (self.type,), "gate_is_true": self.is_true})


class OpenSchedulingGates(NamedTuple):
    """The removal of all scheduling gates."""

    def ask(self, answers: Answers) -> RequestedEvent:
        """The removal [3.1]."""
        return RequestedEvent("opens_scheduling_gate")


class RemoveFinalizers(NamedTuple):
    """The removal of all finalizers of a deleted Pod."""

    def ask(self, answers: Answers) -> RequestedEvent:
        """The removal [9.5]."""
        return RequestedEvent("removes_finalizers")


Input = Delete | SetImage | SetCondition | OpenSchedulingGates | RemoveFinalizers
"""What a client does."""
