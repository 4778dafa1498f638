"""What an adapter reads of a test case: a case with a key that it did not read asks for more than it answers."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from podproof.spec.kubernetes_tests.decisions import Input, NotModeled

T = TypeVar("T")

Place = tuple[str, ...]
"""Where a key stands: the keys that lead to it, and itself; the objects of a list stand in one place."""

_OF_A_STATUS = "state reason exitCode started lastTermination restartCount id createdAt"
_UNASKED = {
    "": "function kind derived",
    "computePodActions": f"{_OF_A_STATUS} ephemeralContainers conditions restartPolicy probeResults specChanged",
    "condition": f"{_OF_A_STATUS} conditions featureGates readinessGates podRestartPolicy phase",
    "podIsTerminal": f"{_OF_A_STATUS} featureGates",
    "convertToAPIContainerStatuses": f"{_OF_A_STATUS} featureGates podRestartPolicy",
    "checkContainerStateTransition": _OF_A_STATUS,
    "mergePodStatus": "message reason status",
    "ShouldContainerBeRestarted": "exitCode",
    "findMatchingContainerRestartRule": "name restartPolicy podRestartPolicy",
    **dict.fromkeys(("ShouldPodBeInEndpoints", "includeTerminating"), "restartPolicy"),
    **dict.fromkeys(("PodGC", "terminatedThreshold"), "pod"),
    **dict.fromkeys(("printPod", "initKinds"), "readinessGates"),
    "doProbe": "deletionTimestamp execResult exitCode runningForSeconds",
    "doProbeSequence": "container phase",
    "stopWorker": "stopCalls",
    "hook": "on target gracePeriod",
    "http": "body code status target targetStatus targetHasLocation followNonLocalRedirects hostHeader",
    "sidecarDuringTermination": "terminating",
}
UNASKED: Mapping[str, frozenset[str]] = {form: frozenset(keys.split()) for form, keys in _UNASKED.items()}
"""The keys that a case may have although its answer does not depend on them, by its form; "" stands for every form.

Some name the form or tell it nothing, such as the name of a Pod; others matter only where nothing else decides before.
"""


class NotedInput(Mapping[str, Any]):
    """An object of a case that notes which of its keys are read; the objects in it note theirs in the same place."""

    def __init__(self, data: Input, place: Place = (), read: set[Place] | None = None) -> None:
        self.place, self.read = place, set[Place]() if read is None else read
        self.data = {key: self._noted(value, (*place, key)) for key, value in data.items()}

    def _noted(self, value: Any, place: Place) -> Any:
        if isinstance(value, list):
            return [self._noted(each, place) for each in value]
        return NotedInput(value, place, self.read) if isinstance(value, Mapping) else value

    def __getitem__(self, key: str) -> Any:
        self.read.add((*self.place, key))
        return self.data[key]

    def __iter__(self) -> Iterator[str]:
        self.read.update((*self.place, key) for key in self.data)
        return iter(self.data)

    def __len__(self) -> int:
        return len(self.data)

    def unread(self) -> Iterator[str]:
        """The keys that were not read, but not those below them."""
        for key, value in self.data.items():
            if (*self.place, key) not in self.read:
                yield key
            else:
                for each in value if isinstance(value, list) else [value]:
                    yield from each.unread() if isinstance(each, NotedInput) else ()


def read_whole(form: str, question: Callable[[Input], T], case: Input) -> T:
    """What the question makes of a case of this form, of which it must read all that is asked.  Raises NotModeled."""
    noted = NotedInput(case)
    given = question(noted)
    if others := {*noted.unread()} - UNASKED[""] - UNASKED.get(form, frozenset()):
        raise NotModeled(f"nothing reads {', '.join(sorted(others))} of such a case")
    return given


def plain(value: Any) -> Any:
    """A value of an answer as it stands in a file, whatever of it is a part of the case."""
    if isinstance(value, Mapping):
        return {key: plain(each) for key, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, list) else value
