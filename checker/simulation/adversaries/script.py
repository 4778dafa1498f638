"""Scripts: an execution as text, which repeats it exactly.

    schedules publishes pull_succeeds:app starts:app publishes

Each part is an event of the specification, with its container after a colon.
"""

from typing import NamedTuple

from podproof.checker.errors import UsageError
from podproof.checker.names import event_name
from podproof.checker.simulation.model import Choice
from podproof.checker.simulation.pod import SimulatedPod, Taken
from podproof.spec.pod.state import Pod


class Word(NamedTuple):
    """One step of a script."""

    event: str
    container: str = ""


class Script:
    """Takes the steps of a script, those of clients too, and then rests; a step that is not possible is an error."""

    plays_clients = True

    def __init__(self, text: str) -> None:
        self._words = [Word(*each.partition(":")[::2]) for each in text.split()]
        self._next = 0

    def choose(self, pod: SimulatedPod) -> Choice | None:
        """The next step of the script."""
        if self._next == len(self._words):
            return None
        word = self._words[self._next]
        self._next += 1
        for each in pod.choices:
            if each.event == word.event and container_of(pod.configuration, each.site) == word.container:
                return each
        place = f" of container {word.container}" if word.container else ""
        raise UsageError(f"step {self._next} of the script, {word.event}{place}, is not possible there")


def container_of(pod: Pod, site: int | None) -> str:
    """The name of the container at a place; empty for the Pod."""
    return "" if site is None else pod.members[site].name


def script_of(pod: Pod, taken: list[Taken]) -> str:
    """The script that repeats these steps."""
    return " ".join(event_name(pod, each.choice.event, each.choice.site) for each in taken)
