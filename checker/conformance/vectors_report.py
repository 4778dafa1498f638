"""What became of the rows of test tables: as text for a terminal, or as one document."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rich.text import Text

from podproof.checker.conformance.vectors import OUTCOMES, CaseVerdict
from podproof.checker.rendering.text import count
from podproof.checker.reports.text import indented


def text(path: str, verdicts: Sequence[CaseVerdict]) -> Iterator[Text]:
    """A line for the file, below it each row that is not as it should be, those not modelled by their reason."""
    counted = Counter(verdict.outcome for verdict in verdicts)
    style = "bold red" if counted["disagreed"] else "green"
    yield Text.assemble((f"{path}: ", "bold"), (summary(verdicts), style))
    for verdict in verdicts:
        if verdict.outcome == "disagreed":
            yield from _disagreement(verdict)
    reasons: dict[str, list[str]] = {}
    for verdict in verdicts:
        if verdict.outcome == "not modelled":
            reasons.setdefault(verdict.reason, []).append(verdict.row)
    for reason, those in reasons.items():
        yield from indented(f"not modelled: {reason}: {', '.join(those)}", "yellow")


def summary(verdicts: Sequence[CaseVerdict]) -> str:
    """How many rows there are, and what became of them."""
    counted = Counter(verdict.outcome for verdict in verdicts)
    parts = [f"{counted[outcome]} {outcome}" for outcome in OUTCOMES if counted[outcome]]
    return ", ".join([count(len(verdicts), "row"), *parts])


def _disagreement(verdict: CaseVerdict) -> Iterator[Text]:
    yield from indented(f"DISAGREED {verdict.row}: {verdict.source}", "bold red")
    yield from indented(f"  input {_compact(verdict.input)}", "dim")
    for difference in verdict.differences:
        expected, got = _compact(difference.expected), _compact(difference.got)
        yield from indented(f"  {difference.name}: expected {expected}, got {got}")
        yield from indented(f"    decided by {', '.join(difference.by)}")


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def document(found: Iterable[tuple[str, Sequence[CaseVerdict]]]) -> dict[str, Any]:
    """All verdicts as plain data, with their counts by file and in all."""
    listed = [(path, verdicts) for path, verdicts in found]
    return {
        "files": [
            {"file": path, **_counts(verdicts), "verdicts": list(map(_plain, verdicts))} for path, verdicts in listed
        ],
        "summary": _counts([verdict for _, verdicts in listed for verdict in verdicts]),
    }


def _counts(verdicts: Sequence[CaseVerdict]) -> dict[str, int]:
    counted = Counter(verdict.outcome for verdict in verdicts)
    return {"rows": len(verdicts), **{outcome: counted[outcome] for outcome in OUTCOMES}}


def _plain(verdict: CaseVerdict) -> dict[str, Any]:
    plain: dict[str, Any] = {"row": verdict.row, "source": verdict.source, "outcome": verdict.outcome}
    if verdict.reason:
        plain["reason"] = verdict.reason
    if verdict.differences:
        plain |= {"input": verdict.input, "differences": [each._asdict() for each in verdict.differences]}
    return plain
