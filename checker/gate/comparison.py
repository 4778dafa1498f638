"""Two reports compared Pod by Pod: findings and situations gained and lost, and laws with another verdict."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from podproof.checker.gate.explored import ExplorationSummary
from podproof.checker.gate.report import CLEAN, FOUND, UNDECIDED, UNREADABLE, CheckedPod, GateReport
from podproof.checker.gate.results import Result

Place = Callable[[str], str]
"""The name of a file without what differs between the two sides."""


class LocatedPod(NamedTuple):
    """A checked Pod with its file, and the place of the file; one without kind stands for problems of the file."""

    file: str
    place: str
    pod: CheckedPod


class PodChange(NamedTuple):
    """What differs between two versions of a Pod; one that was added or removed has only one version."""

    old: LocatedPod | None
    new: LocatedPod | None
    gained: tuple[Result, ...]
    lost: tuple[Result, ...]
    situations_gained: Mapping[str, int | None] = {}
    situations_lost: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """Whether the Pod was added, removed or changed."""
        return "added" if self.old is None else "removed" if self.new is None else "changed"

    @property
    def laws(self) -> tuple[Mapping[str, int], Mapping[str, int]]:
        """The number of laws with each outcome, before and after."""
        old, new = (each.pod.explored.laws if each else {} for each in (self.old, self.new))
        return old, new

    @property
    def moved_laws(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """The laws that move from one outcome to another, by both outcomes."""
        if self.old is None or self.new is None:
            return {}
        was, now = (_outcomes(each.pod.explored) for each in (self.old, self.new))
        moved = defaultdict[tuple[str, str], list[str]](list)
        for law in dict.fromkeys((*was, *now)):
            before, after = was.get(law, "holds"), now.get(law, "holds")
            if before != after:
                moved[before, after].append(law)
        return {outcomes: tuple(laws) for outcomes, laws in moved.items()}

    def __bool__(self) -> bool:
        parts = (self.gained, self.lost, self.situations_gained, self.situations_lost, self.moved_laws)
        return any(parts) or self.kind != "changed" or self.laws[0] != self.laws[1]


def _outcomes(explored: ExplorationSummary) -> Mapping[str, str]:
    """The outcome of each law that does not hold."""
    return {law: outcome for outcome, laws in explored.not_holding.items() for law in laws}


class Comparison(NamedTuple):
    """All changes, the number of Pods that behave the same, and the exit code."""

    changes: tuple[PodChange, ...]
    same: int
    code: int


def compare(old: GateReport, new: GateReport, places: tuple[Place, Place] = (str, str)) -> Comparison:
    """Compare the Pods of two reports; `places` make the names of files comparable, one for each report.

    Pods belong together that have the same kind and name, first in files of the same name, then in any; or that are the
    only ones of each side.
    """
    before, after = list(_located(old, places[0])), list(_located(new, places[1]))
    are_alone = len(before) == len(after) == 1 and before[0].pod.kind == after[0].pod.kind
    pairs = [(before[0], after[0])] if are_alone else list(_pairs(before, after))
    changes = [change for pair in pairs if (change := _change(*pair))]
    return Comparison(tuple(changes), len(pairs) - len(changes), _code(old, new, changes))


def _code(old: GateReport, new: GateReport, changes: Iterable[PodChange]) -> int:
    """Unreadable input comes first, as in a check; then what counts among the gains, then what is undecided."""
    if any(unit.unreadable for report in (old, new) for unit in report.units):
        return UNREADABLE
    if any(new.counts(result) for change in changes for result in change.gained):
        return FOUND
    is_open = any(new.code_of(change.new.pod) == UNDECIDED for change in changes if change.new)
    return UNDECIDED if is_open else CLEAN


def _located(report: GateReport, place: Place) -> Iterator[LocatedPod]:
    for unit in report.units:
        yield from (LocatedPod(unit.file, place(unit.file), pod) for pod in unit.pods)
        if unit.problems:
            yield LocatedPod(unit.file, place(unit.file), CheckedPod("", "", 0, unit.problems))


def _in_its_file(each: LocatedPod) -> tuple[str, ...]:
    return each.pod.kind, each.pod.name, each.place


def _anywhere(each: LocatedPod) -> tuple[str, ...]:
    return each.pod.kind, each.pod.name or each.place


def _pairs(
    old: Sequence[LocatedPod], new: Sequence[LocatedPod]
) -> Iterator[tuple[LocatedPod | None, LocatedPod | None]]:
    for key in (_in_its_file, _anywhere):
        waiting = defaultdict[tuple[str, ...], list[LocatedPod]](list)
        for each in old:
            waiting[key(each)].append(each)
        unpaired = []
        for each in new:
            if found := waiting[key(each)]:
                yield found.pop(0), each
            else:
                unpaired.append(each)
        old, new = [each for left in waiting.values() for each in left], unpaired
    yield from ((None, each) for each in new)
    yield from ((each, None) for each in old)


def _change(old: LocatedPod | None, new: LocatedPod | None) -> PodChange:
    before, after = (each.pod.results if each else () for each in (old, new))
    change = PodChange(old, new, tuple(_without(after, before)), tuple(_without(before, after)))
    if old is None or new is None:
        return change
    was, now = old.pod.explored, new.pod.explored
    return change._replace(
        situations_gained={name: steps for name, steps in now.reachable.items() if name in was.unreachable},
        situations_lost=tuple(name for name in was.reachable if name in now.unreachable),
    )


def _without(results: Sequence[Result], others: Sequence[Result]) -> Iterator[Result]:
    """The results that count and that the others do not have: as often, whatever their texts and lines are."""
    known = Counter(_identity(each) for each in others if not each.suppressed)
    for each in results:
        if each.suppressed:
            continue
        if known[_identity(each)]:
            known[_identity(each)] -= 1
        else:
            yield each


def _identity(result: Result) -> tuple[str, str, bool]:
    return result.rule, result.container, result.undecided
