"""A report: the results for a repository, and the exit code that follows from them."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from podproof.checker.gate.explored import ExplorationSummary
from podproof.checker.gate.results import SEVERITIES, Result, Severity
from podproof.checker.gate.version_bugs import VersionBug
from podproof.spec.manifest.edits import EditableText

CLEAN, FOUND, UNREADABLE, UNDECIDED = 0, 1, 2, 3
"""The exit codes."""


class CheckedPod(NamedTuple):
    """The answer about one Pod: its results, and what its exploration found.

    `bound` names the bound that stopped the exploration, and `own` has the outcomes of the user's own laws. `bugs` are
    those of the version of Kubernetes by which it violates laws in this Pod.
    """

    kind: str
    name: str
    line: int
    results: tuple[Result, ...]
    bound: str = ""
    skipped_laws: int = 0
    own: Mapping[str, str] = {}
    explored: ExplorationSummary = ExplorationSummary()
    bugs: tuple[VersionBug, ...] = ()


class Unit(NamedTuple):
    """A file: its Pods, the problems beside them, whether it has unreadable parts, and the kinds of skipped objects.

    `unrendered` says how to render the package that the file makes of its folder, if nobody did.
    """

    file: str
    pods: tuple[CheckedPod, ...] = ()
    problems: tuple[Result, ...] = ()
    unreadable: bool = False
    skipped: tuple[str, ...] = ()
    unrendered: str = ""

    @property
    def has_repairs(self) -> bool:
        """Whether something in the file can be fixed mechanically."""
        results = (*self.problems, *(result for pod in self.pods for result in pod.results))
        return any(result.repairs for result in results)

    def in_source(self, source: EditableText) -> "Unit":
        """The same with the edits of the text of the file that fix its results."""
        return self.with_results(lambda results: (each.in_source(source) for each in results))

    def with_results(self, change: Callable[[Iterable[Result]], Iterable[Result]]) -> "Unit":
        """The same with changed results: those of the file, then those of each Pod."""
        problems = tuple(change(self.problems))
        pods = tuple(pod._replace(results=tuple(change(pod.results))) for pod in self.pods)
        return self._replace(problems=problems, pods=pods)

    @property
    def is_open(self) -> bool:
        """Whether another run might decide more."""
        return any(pod.bound or any(result.undecided for result in pod.results) for pod in self.pods)


@dataclass
class GateReport:
    """All results in the order of the files, and the least severity that counts.

    `weakened` says in which ways the repository itself makes fewer results count.
    """

    fail_on: Severity = "warning"
    units: list[Unit] = field(default_factory=list)
    configurations: int = 0
    explored: int = 0
    seconds: float = 0.0
    weakened: tuple[str, ...] = ()

    @property
    def results(self) -> Iterator[Result]:
        """All results, suppressed ones too; a result that several Pods have at one place comes once."""
        for unit in self.units:
            for results in (unit.problems, *(pod.results for pod in unit.pods)):
                yield from (result for result in results if not result.repeats)

    def add(self, file: str, pod: CheckedPod) -> None:
        """Add the next Pod of a file."""
        if not (self.units and self.units[-1].file == file):
            self.units.append(Unit(file))
        self.units[-1] = self.units[-1]._replace(pods=(*self.units[-1].pods, pod))

    def counts(self, result: Result) -> bool:
        """Whether the result fails the gate."""
        return not (result.suppressed or result.undecided) and (
            SEVERITIES.index(result.severity) >= SEVERITIES.index(self.fail_on)
            or (result.severity == "error" and result.rule.startswith("law/"))
        )

    def code_of(self, pod: CheckedPod) -> int:
        """The exit code for one Pod."""
        if any(map(self.counts, pod.results)):
            return FOUND
        is_open = pod.bound or any(result.undecided and not result.suppressed for result in pod.results)
        return UNDECIDED if is_open else CLEAN

    @property
    def is_empty(self) -> bool:
        """Whether there was nothing to check: no Pod, nothing to render, and no problem."""
        return not any(unit.pods or unit.problems or unit.unrendered for unit in self.units)

    @property
    def code(self) -> int:
        """The exit code: unreadable input comes first, then results that count, then undecided ones.

        Nothing is known about unreadable input, so no other code would hold for the whole repository.
        """
        if any(unit.unreadable for unit in self.units) or self.is_empty:
            return UNREADABLE
        codes = {self.code_of(pod) for unit in self.units for pod in unit.pods}
        if FOUND in codes or any(map(self.counts, (result for unit in self.units for result in unit.problems))):
            return FOUND
        return UNDECIDED if UNDECIDED in codes else CLEAN

    @property
    def open_pods(self) -> list[CheckedPod]:
        """The Pods about which a bound left something open, but whose findings do not fail the gate."""
        return [pod for unit in self.units for pod in unit.pods if self.code_of(pod) == UNDECIDED]

    @property
    def pods(self) -> int:
        """The number of checked Pods."""
        return sum(len(unit.pods) for unit in self.units)

    @property
    def unrendered(self) -> list[str]:
        """How to render each kustomization and chart that was not rendered."""
        return [unit.unrendered for unit in self.units if unit.unrendered]

    @property
    def skipped(self) -> Counter[str]:
        """The number of skipped objects of each kind that makes no Pods."""
        return Counter(kind for unit in self.units for kind in unit.skipped)

    @property
    def severities(self) -> Counter[str]:
        """The number of results of each severity; suppressed and undecided ones are counted apart."""
        return Counter(_class(result) for result in self.results)


def _class(result: Result) -> str:
    return "suppressed" if result.suppressed else "undecided" if result.undecided else result.severity
