"""The history of a simulated Pod: its objects as a watch shows them."""

from podproof.checker.simulation.pod import SimulatedPod
from podproof.checker.simulation.sources import Json

MOST_STEPS = 200
"""Steps after which an execution that has no end is cut."""


class Recorder:
    """Notes the objects of a Pod as a watch shows them, and the state in which each was written."""

    def __init__(self, pod: SimulatedPod) -> None:
        self.pod = pod
        self.events: list[Json] = []
        self.states: list[int] = []
        self.note("ADDED")

    def note(self, type: str) -> None:
        """The object as it is now, as an event of a watch."""
        shown = self.pod.object
        metadata = shown["metadata"] | {"resourceVersion": str(len(self.events) + 1)}
        self.events.append({"type": type, "object": shown | {"metadata": metadata}})
        self.states.append(self.pod.state)

    def run(self, most: int = MOST_STEPS) -> None:
        """Let the Pod go on until it has finished, or for so many steps."""
        for _ in range(most):
            if self.pod.step() is None:
                return
            if self.pod.is_gone:
                self.note("DELETED")
            elif self.pod.taken[-1].has_written:
                self.note("MODIFIED")
