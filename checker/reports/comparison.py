"""A comparison for a reader: text for a terminal, and JSON."""

from collections import Counter
from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import NamedTuple

from podproof.checker.gate.comparison import Comparison, LocatedPod, PodChange
from podproof.checker.gate.results import Result
from podproof.checker.gate.sides import Side
from podproof.checker.rendering.text import TraceText, count
from podproof.spec.manifest.problems import printable

LAW = "law/"

WIDTH = 80

OUTCOMES = {0: "nothing worse", 1: "WORSE", 2: "UNREADABLE", 3: "UNDECIDED"}


class ComparisonReport(NamedTuple):
    """A comparison with its two sides, and for each change the traces into the situations that the Pod has gained.

    `unreadable` has a line for each problem of a file that cannot be read completely.
    """

    comparison: Comparison
    old: Side
    new: Side
    traces: tuple[Mapping[str, TraceText], ...]
    unreadable: tuple[str, ...] = ()

    @property
    def code(self) -> int:
        """The exit code: 0 nothing worse, 1 worse, 2 unreadable, 3 undecided."""
        return self.comparison.code

    @property
    def changes(self) -> tuple[PodChange, ...]:
        """The Pods that differ."""
        return self.comparison.changes

    def __str__(self) -> str:
        return "\n".join(self.text())

    def text(self) -> Iterator[str]:
        """The changes, each gain with its trace where that is not printed above, and a summary."""
        printed = set[TraceText]()
        for change, traces in zip(self.changes, self.traces, strict=True):
            yield from (printable(line) for line in self._change(change))
            for name, trace in _gained_traces(change, traces):
                if trace not in printed:
                    yield f"\n  {name}: how it happens"
                    yield from (f"  {line}" for line in trace.text())
                printed.add(trace)
            yield ""
        yield self.summary()

    def summary(self) -> str:
        """The verdict and the counts on one line."""
        changes = self.changes
        gained, lost = sum(len(each.gained) for each in changes), sum(len(each.lost) for each in changes)
        can, cannot = sum(len(c.situations_gained) for c in changes), sum(len(c.situations_lost) for c in changes)
        numbers = Counter(change.kind for change in changes) + Counter(same=self.comparison.same)
        pods = ", ".join(f"{number} {kind}" for kind, number in numbers.items())
        return (
            f"{OUTCOMES[self.comparison.code]}: {count(gained, 'finding')} gained, {lost} lost;"
            f" {count(can, 'situation')} gained, {cannot} lost; Pods: {pods}"
        )

    def document(self) -> dict[str, object]:
        """The comparison as JSON values."""
        return {
            "version": 1,
            "old": printable(self.old.label),
            "new": printable(self.new.label),
            "code": self.comparison.code,
            "same": self.comparison.same,
            "changes": [
                self._document(change, traces) for change, traces in zip(self.changes, self.traces, strict=True)
            ],
        }

    def _change(self, change: PodChange) -> Iterator[str]:
        kind = f"  {change.kind}" if change.kind != "changed" else ""
        yield f"{_name(change)}  {' → '.join(self._places(change))}{kind}"
        yield from (f"  + {_line(result)}" for result in change.gained)
        yield from (f"  - {_line(result)}" for result in change.lost)
        for name, steps in change.situations_gained.items():
            yield f"  + can happen    {name}" + (f" ({count(steps, 'step')})" if steps is not None else "")
        yield from (f"  - cannot happen {name}" for name in change.situations_lost)
        old, new = change.laws
        if change.kind == "changed" and old != new:
            yield f"    laws: {_laws(old)} → {_laws(new)}"
        for (before, after), laws in change.moved_laws.items():
            yield from wrap(
                f"{before} → {after}: {', '.join(laws)}",
                WIDTH,
                initial_indent="    ",
                subsequent_indent="      ",
                break_on_hyphens=False,
            )

    def _places(self, change: PodChange) -> list[str]:
        sides = ((self.old, change.old), (self.new, change.new))
        places = [_place(side.shown(each.file), each.pod.line) for side, each in sides if each]
        return list(dict.fromkeys(places))

    def _document(self, change: PodChange, traces: Mapping[str, TraceText]) -> dict[str, object]:
        old, new = change.laws
        return {
            "kind": change.kind,
            "pod": printable(_name(change)),
            "old": self._located(self.old, change.old),
            "new": self._located(self.new, change.new),
            "gained": [_result(self.new, result) for result in change.gained],
            "lost": [_result(self.old, result) for result in change.lost],
            "situationsGained": [
                {"name": name, "steps": steps, "trace": traces.get(name, TraceText()).text()}
                for name, steps in change.situations_gained.items()
            ],
            "situationsLost": list(change.situations_lost),
            "laws": {"old": dict(old), "new": dict(new)},
            "lawsMoved": [
                {"from": before, "to": after, "laws": list(laws)} for (before, after), laws in change.moved_laws.items()
            ],
        }

    def _located(self, side: Side, located: LocatedPod | None) -> dict[str, object] | None:
        return located and {"file": printable(side.shown(located.file)), "line": located.pod.line}


def _gained_traces(change: PodChange, traces: Mapping[str, TraceText]) -> Iterator[tuple[str, TraceText]]:
    yield from ((result.rule, result.trace) for result in change.gained if result.trace.lines)
    yield from traces.items()


def _name(change: PodChange) -> str:
    pods = [each.pod for each in (change.old, change.new) if each]
    return " → ".join(dict.fromkeys(f"{pod.kind}/{pod.name}" if pod.kind else "problems of a file" for pod in pods))


def _line(result: Result) -> str:
    position = f":{result.line}:{result.column}" if result.line else ""
    whose = f"{result.container}: " if result.container else ""
    label = "law" if result.rule.startswith(LAW) else result.severity
    return f"{label:<8} {result.rule.removeprefix(LAW)}  {position}  {whose}{result.message}"


def _place(file: str, line: int) -> str:
    return f"{file}:{line}" if line else file


def _laws(outcomes: Mapping[str, int]) -> str:
    return ", ".join(f"{number} {'hold' if name == 'holds' else name}" for name, number in sorted(outcomes.items()))


def _result(side: Side, result: Result) -> dict[str, object]:
    return {
        "rule": result.rule,
        "severity": result.severity,
        "message": printable(result.message),
        "advice": printable(result.advice),
        "file": printable(side.shown(result.file)),
        "line": result.line,
        "column": result.column,
        "container": printable(result.container),
        "undecided": result.undecided,
        "trace": [printable(line) for line in result.trace.text()],
    }
