"""A verdict as plain data: what is printed of it, and what a summary counts."""

from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct
from rich.text import Text

from podproof.checker.conformance import report
from podproof.checker.conformance.notes import PodNotes
from podproof.checker.conformance.verdict import PodVerdict
from podproof.checker.rendering.json_text import json_text
from podproof.checker.times.recorded import Deviation, TimeJudge
from podproof.spec.observation.audit import EVICTION
from podproof.spec.observation.owners import NO_OWNER

OUTCOMES = {True: "legal", False: "illegal", None: "undecided"}
"""How each verdict is counted."""

Shown = tuple[int, int]
"""The line that shows something first, and the number of observations until then."""


class PodRecord(Struct, frozen=True):
    """One verdict; `early` and `late` count times outside their bounds, and `by` is the longest delay in seconds.

    `bugs`, `situations` and `hints` have names; `statuses` has what the Pod showed, in short; `needed` are latencies,
    in seconds, that its node needs at least.
    """

    cluster: str
    file: str
    namespace: str
    name: str
    outcome: str
    line: int
    observations: int
    withdraws_legal: bool = False
    owner: str = NO_OWNER
    images: tuple[str, ...] = ()
    bugs: tuple[str, ...] = ()
    early: int = 0
    late: int = 0
    by: float = 0.0
    situations: dict[str, Shown] = {}
    hints: dict[str, int] = {}
    statuses: tuple[str, ...] = ()
    needed: dict[str, float] = {}

    @property
    def is_unremarkable(self) -> bool:
        """Whether nothing speaks against the Pod."""
        return self.outcome == "legal" and not (self.early or self.late)


class Judged(NamedTuple):
    """A record, and the lines that are printed of it."""

    record: PodRecord
    lines: list[Text]


class VerdictReader(NamedTuple):
    """Makes records of verdicts; with `explain`, a trace is printed of legal Pods, too, with `quiet` nothing."""

    as_json: bool = False
    explain: bool = False
    times: TimeJudge | None = None
    quiet: bool = False

    def judged(self, verdict: PodVerdict, cluster: str = "") -> Judged:
        """The record of a verdict, and its lines."""
        found = self._deviations(verdict)
        record = _record(verdict, found, cluster, self._needed(verdict))
        return Judged(record, [] if self.quiet and record.is_unremarkable else list(self._lines(verdict, found)))

    def _deviations(self, verdict: PodVerdict) -> list[Deviation]:
        """The times of a Pod that lie outside their bounds; those of an impossible history mean nothing."""
        history = verdict.history
        if self.times is None or history.illegal is not None or history.instances is None:
            return []
        return list(self.times.deviations(history.observer.pod, history.instances))

    def _needed(self, verdict: PodVerdict) -> dict[str, float]:
        """The latencies that the Pod shows directly; an impossible history shows none."""
        history = verdict.history
        if self.times is None or history.illegal is not None or history.instances is None:
            return {}
        return self.times.needed(history.observer.pod, history.instances)

    def _lines(self, verdict: PodVerdict, deviations: list[Deviation]) -> Iterator[Text]:
        with_trace = self.explain or verdict.illegal is not None
        if self.as_json:
            found = {"times": [each._asdict() for each in deviations]} if self.times else {}
            yield Text(json_text(report.document(verdict, with_trace) | found))
            return
        yield from report.text(verdict, with_trace)
        for each in deviations:
            yield Text(f"         {each.text}", "bold red" if each.is_early else "yellow")


def _record(verdict: PodVerdict, deviations: list[Deviation], cluster: str, needed: dict[str, float]) -> PodRecord:
    history, notes = verdict.history, verdict.history.notes or PodNotes()
    early = sum(each.is_early for each in deviations)
    return PodRecord(
        cluster,
        verdict.file,
        verdict.namespace or "default",
        verdict.name,
        OUTCOMES[verdict.legal],
        _last_line(verdict),
        history.count,
        verdict.withdraws_legal,
        notes.owner,
        notes.images,
        tuple(" and ".join(bug.name for bug in bugs) for bugs in verdict.bugs()) if history.notes else (),
        early,
        len(deviations) - early,
        max((each.by for each in deviations), default=0.0),
        _situations(verdict, notes),
        {} if history.illegal else notes.hints,
        tuple(text for number, text in notes.statuses if number <= history.count),
        needed,
    )


def _last_line(verdict: PodVerdict) -> int:
    """The line of the observation that decides the verdict."""
    shown = verdict.illegal.now if verdict.illegal else verdict.history.last
    return shown.line if shown else 0


def _situations(verdict: PodVerdict, notes: PodNotes) -> dict[str, Shown]:
    """The situations of a Pod; an eviction that the API was asked for is one, though the status may not say so."""
    history = verdict.history
    found = {name: (each.line, each.number) for name, each in notes.situations.items() if each.number <= history.count}
    if EVICTION in notes.hints and not history.illegal:
        here = _last_line(verdict), history.count
        found.setdefault("Evicted", here)
        if history.last is not None and history.last.snapshot.phase == "Succeeded":
            found.setdefault("EvictedButSucceeded", here)
    return found
