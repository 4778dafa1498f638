"""The verdicts on test cases of Kubernetes' unit tests: as text for a terminal, or as one JSON document."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rich.text import Text

from podproof.checker.conformance.vectors import BASES, OUTCOMES, CaseVerdict
from podproof.checker.rendering.text import count
from podproof.checker.reports.text import indented


def text(path: str, verdicts: Sequence[CaseVerdict]) -> Iterator[Text]:
    """A line for the file; below it each case that disagrees, and the cases that are not modeled, by reason."""
    counted = Counter(verdict.outcome for verdict in verdicts)
    style = "bold red" if counted["disagreed"] else "green"
    yield Text.assemble((f"{path}: ", "bold"), (summary(verdicts), style))
    for verdict in verdicts:
        if verdict.outcome == "disagreed":
            yield from _disagreement(verdict)
    reasons: dict[str, list[str]] = {}
    for verdict in verdicts:
        if verdict.outcome == "not modeled":
            reasons.setdefault(verdict.reason, []).append(verdict.case)
    for reason, cases in reasons.items():
        yield from indented(f"not modeled: {reason}: {', '.join(cases)}", "yellow")


def summary(verdicts: Sequence[CaseVerdict]) -> str:
    """The number of cases and of each outcome; agreement that rests on arithmetic only is counted apart."""
    counted = Counter(verdict.outcome for verdict in verdicts)
    parts = [f"{counted[outcome]} {outcome}" for outcome in OUTCOMES if counted[outcome]]
    if counted["agreed"]:
        parts[0] += f" ({_bases(verdicts)})"
    return ", ".join([count(len(verdicts), "test case"), *parts])


def _bases(verdicts: Sequence[CaseVerdict]) -> str:
    counted = Counter(verdict.basis for verdict in verdicts)
    texts = {"model": "by the model", "arithmetic": "by arithmetic only"}
    return ", ".join(f"{counted[basis]} {texts[basis]}" for basis in BASES if counted[basis])


def _disagreement(verdict: CaseVerdict) -> Iterator[Text]:
    yield from indented(f"DISAGREED {verdict.case}: {verdict.source}", "bold red")
    yield from indented(f"  input {_compact(verdict.input)}", "dim")
    for difference in verdict.differences:
        expected, got = _compact(difference.expected), _compact(difference.got)
        yield from indented(f"  {difference.name}: expected {expected}, got {got}")
        yield from indented(f"    decided by {', '.join(difference.by)}")


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def document(judged: Iterable[tuple[str, Sequence[CaseVerdict]]]) -> dict[str, Any]:
    """All verdicts as plain data, with counts for each file and in total."""
    listed = [(path, verdicts) for path, verdicts in judged]
    return {
        "files": [
            {"file": path, **_counts(verdicts), "verdicts": list(map(_plain, verdicts))} for path, verdicts in listed
        ],
        "summary": _counts([verdict for _, verdicts in listed for verdict in verdicts]),
    }


def _counts(verdicts: Sequence[CaseVerdict]) -> dict[str, int]:
    counted = Counter(verdict.outcome for verdict in verdicts)
    bases = Counter(verdict.basis for verdict in verdicts)
    return {
        "cases": len(verdicts),
        **{outcome: counted[outcome] for outcome in OUTCOMES},
        **{f"agreed by {basis}": bases[basis] for basis in BASES},
    }


def _plain(verdict: CaseVerdict) -> dict[str, Any]:
    plain: dict[str, Any] = {"case": verdict.case, "source": verdict.source, "outcome": verdict.outcome}
    if verdict.basis:
        plain["by"] = verdict.basis
    if verdict.reason:
        plain["reason"] = verdict.reason
    if verdict.differences:
        plain |= {"input": verdict.input, "differences": [each._asdict() for each in verdict.differences]}
    return plain
