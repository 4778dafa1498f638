"""A report: what the gate found in a repository, and what that means for the one who waits at the gate."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from podproof.checker.gate.results import SEVERITIES, Result, Severity

CLEAN, FOUND, UNREADABLE, UNDECIDED = 0, 1, 2, 3
"""The exit codes."""


class Checked(NamedTuple):
    """A Pod that was checked, and what there is to say of it; `bound` is where its exploration stopped too early."""

    kind: str
    name: str
    line: int
    results: tuple[Result, ...]
    bound: str = ""
    skipped: int = 0
    own: Mapping[str, str] = {}


class Unit(NamedTuple):
    """A file: its Pods, what is wrong beside them, whether some of it could not be read, and what is none of ours."""

    file: str
    pods: tuple[Checked, ...] = ()
    problems: tuple[Result, ...] = ()
    unreadable: bool = False
    passed: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether another run might decide more."""
        return any(pod.bound or any(result.undecided for result in pod.results) for pod in self.pods)


@dataclass
class GateReport:
    """Everything that was found, in the order of the files, and the severity from which it counts."""

    fail_on: Severity = "warning"
    units: list[Unit] = field(default_factory=list)
    shapes: int = 0
    explored: int = 0
    seconds: float = 0.0

    @property
    def results(self) -> Iterator[Result]:
        """All results, suppressed ones too."""
        for unit in self.units:
            yield from unit.problems
            for pod in unit.pods:
                yield from pod.results

    def counts(self, result: Result) -> bool:
        """Whether the result is a reason not to pass."""
        return not (result.suppressed or result.undecided) and (
            SEVERITIES.index(result.severity) >= SEVERITIES.index(self.fail_on)
            or (result.severity == "error" and result.rule.startswith("law/"))
        )

    def code_of(self, pod: Checked) -> int:
        """What became of one Pod, as an exit code."""
        if any(map(self.counts, pod.results)):
            return FOUND
        is_open = pod.bound or any(result.undecided and not result.suppressed for result in pod.results)
        return UNDECIDED if is_open else CLEAN

    @property
    def code(self) -> int:
        """The exit code: what could not be read weighs most, then what was found, then what is open.

        Nothing is known of what could not be read, so that no other answer is that of the whole repository.
        """
        if any(unit.unreadable for unit in self.units) or not self.units:
            return UNREADABLE
        codes = {self.code_of(pod) for unit in self.units for pod in unit.pods}
        if FOUND in codes or any(map(self.counts, (result for unit in self.units for result in unit.problems))):
            return FOUND
        return UNDECIDED if UNDECIDED in codes else CLEAN

    @property
    def pods(self) -> int:
        """How many Pods were checked."""
        return sum(len(unit.pods) for unit in self.units)

    @property
    def passed(self) -> Counter[str]:
        """How many objects there were of each kind that makes no Pods."""
        return Counter(kind for unit in self.units for kind in unit.passed)

    @property
    def severities(self) -> Counter[str]:
        """How many results there are of each severity, those apart that are suppressed or undecided."""
        return Counter(_class(result) for result in self.results)


def _class(result: Result) -> str:
    return "suppressed" if result.suppressed else "undecided" if result.undecided else result.severity
