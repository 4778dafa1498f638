"""The verdicts on stages: as text for a terminal, and as JSON."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from rich.text import Text

from podproof.checker.compile import Compiled
from podproof.checker.conformance import report
from podproof.checker.conformance.diagnosis import Diagnosis
from podproof.checker.conformance.pod_history import IllegalObservation
from podproof.checker.conformance.verdict import PodVerdict
from podproof.checker.rendering.text import count
from podproof.checker.reports.text import indented
from podproof.checker.stages.reading import KwokStage
from podproof.checker.stages.trials import IMPOSSIBLE_BEFORE, StageChange
from podproof.spec.conditions import names
from podproof.spec.rules import Rule, numbers_cited, rules

MOST_RULES = 3
"""Rules that are named for a change."""

UNTRIED = "no tried Pod meets its selector"


class StageVerdict(NamedTuple):
    """The verdict on a stage: its changes, and the first of them that no kubelet makes."""

    stage: KwokStage
    changes: Sequence[StageChange]
    reason: str

    @property
    def illegal(self) -> Sequence[StageChange]:
        """The changes that no kubelet makes."""
        return [each for each in self.changes if each.verdict is not None and each.verdict.legal is False]

    @property
    def outcome(self) -> str:
        """Whether a change is illegal, or else one is not decided."""
        return "illegal" if self.illegal else "undecided" if self.reason else "legal"


def verdicts(stages: Iterable[KwokStage], changes: Iterable[StageChange]) -> list[StageVerdict]:
    """The verdict on each stage, in the order of the files."""
    found = list(changes)
    return [_verdict(stage, [change for change in found if change.stage is stage]) for stage in stages]


def _verdict(stage: KwokStage, changes: Sequence[StageChange]) -> StageVerdict:
    reasons = [each.undecided or next(iter(each.verdict.undecided if each.verdict else ()), "") for each in changes]
    own = [reason for reason in reasons if reason != IMPOSSIBLE_BEFORE or set(reasons) == {IMPOSSIBLE_BEFORE}]
    return StageVerdict(stage, changes, stage.undecided or next(filter(None, own if changes else [UNTRIED]), ""))


LABELS = {
    "legal": ("legal        ", "green"),
    "illegal": ("ILLEGAL      ", "bold red"),
    "undecided": ("not decided  ", "yellow"),
}


def text(verdict: StageVerdict) -> Iterator[Text]:
    """One stage: its verdict, and why its first illegal change is impossible."""
    stage, judged = verdict.stage, [change for change in verdict.changes if change.verdict is not None]
    number = count(len(judged), "change")
    tried = f"{len(verdict.illegal)} of {number}" if verdict.illegal else number
    why = f": {verdict.reason}" if verdict.outcome == "undecided" else ""
    yield Text.assemble(LABELS[verdict.outcome], f"{stage.name} {stage.file}:{stage.line} ({tried}){why}")
    for change in verdict.illegal[:1]:
        assert change.verdict is not None and change.verdict.illegal is not None
        before = f" after {', '.join(change.path)}" if change.path else ""
        yield from indented(f"no kubelet makes this change of {change.pod}{before}:")
        yield from _reasons(change.verdict, change.verdict.illegal)


def _reasons(verdict: PodVerdict, illegal: IllegalObservation) -> Iterator[Text]:
    """Why a change is impossible: facts in conflict, laws, and the rules behind the facts that no law names."""
    yield from report.changed(verdict, illegal)
    diagnosis = verdict.diagnosis()
    if diagnosis is not None:
        if not illegal.violations:
            yield from report.reasons(verdict.compiled, diagnosis)
        for rule in cited(verdict.compiled, diagnosis):
            yield from indented(f"rule {rule.number}: {rule.text}")


def cited(compiled: Compiled, diagnosis: Diagnosis) -> list[Rule]:
    """The rules of the facts in conflict, unless a law says more."""
    conditions = [fact.condition for conflict in diagnosis.conflicts for fact in conflict.facts]
    predicates = [compiled.specification.predicate(name) for each in conditions for name in names(each)]
    numbers = dict.fromkeys(number for each in predicates for number in numbers_cited(each.__doc__ or "").split())
    return [] if diagnosis.laws else [rules()[number] for number in islice(numbers, MOST_RULES)]


def summary(verdicts: Sequence[StageVerdict], others: Counter[str], bound: str) -> str:
    """The count of each outcome, and the bound at which the trials stopped."""
    counts = Counter(verdict.outcome for verdict in verdicts)
    undecided = f", {counts['undecided']} not decided" if counts["undecided"] else ""
    skipped = f"; {count(others.total(), 'stage')} of other kinds skipped" if others else ""
    stopped = f"; not everything was tried: stopped at {bound}" if bound else ""
    judged = f"{counts['legal']} legal, {counts['illegal']} illegal{undecided}"
    return f"{count(len(verdicts), 'stage')} of Pods: {judged}{skipped}{stopped}"


def document(verdict: StageVerdict) -> dict[str, Any]:
    """One stage as JSON."""
    stage = verdict.stage
    return {
        "file": stage.file,
        "line": stage.line,
        "name": stage.name,
        "outcome": verdict.outcome,
        "reason": verdict.reason,
        "changes": [_change(change) for change in verdict.changes],
    }


def _change(change: StageChange) -> dict[str, Any]:
    legal = None if change.verdict is None else change.verdict.legal
    found = {"pod": change.pod, "path": list(change.path), "legal": legal, "reason": change.undecided}
    if change.verdict is None or legal is not False:
        return found
    judged = report.document(change.verdict, with_trace=False)
    return found | {name: judged[name] for name in ("changes", "violations", "conflicts", "laws", "blocked")}
