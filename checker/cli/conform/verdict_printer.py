"""Verdicts on recorded Pods on stdout, and problems of their recordings on stderr."""

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.text import Text

from podproof.checker.cli.messages import tell
from podproof.checker.cli.output import Output
from podproof.checker.conformance.recordings import Recording, RecordingProblem, doubts
from podproof.checker.fleet.formats import render
from podproof.checker.fleet.records import OUTCOMES, Judged, VerdictReader
from podproof.checker.fleet.sources import RecordingSource
from podproof.checker.fleet.summary import Summary
from podproof.checker.fleet.tally import Tally
from podproof.checker.rendering.json_text import json_text
from podproof.checker.rendering.text import count
from podproof.checker.times.answers import number
from podproof.spec.manifest.problems import printable
from podproof.spec.notation_of_time import Interval

if TYPE_CHECKING:
    from podproof.checker.fleet.results import PartitionResult

VERSION = 2
"""The version of the JSON format."""


class VerdictPrinter:
    """Prints verdicts to stdout and problems to stderr as they come, and counts them."""

    def __init__(self, reader: VerdictReader, fit: bool, summary: Summary | None = None) -> None:
        self.reader, self.fit, self.tally = reader, fit, Tally(summary=summary)
        self.console = Output()
        self.observations = self.problems = 0
        self.other_objects: Counter[str] = Counter()

    def print(self, judged: Any, cluster: str) -> None:
        """Print one verdict or problem at once."""
        if isinstance(judged, RecordingProblem):
            self.warn(judged)
        else:
            self.show(self.reader.judged(judged, cluster))

    def warn(self, problem: RecordingProblem) -> None:
        """Print one problem."""
        self.problems += problem.severity == "error"
        place = f"{problem.file}:{problem.line}" if problem.line else problem.file
        tell([f"{place}: {problem.severity}: {problem.message}"])

    def show(self, judged: Judged) -> None:
        """Print one verdict, and count it."""
        self.tally.count(judged.record)
        for text in judged.lines:
            self._line(text if "\n" not in text.plain else printable(text.plain))

    def show_all(self, source: RecordingSource, found: "PartitionResult", kubernetes: int) -> None:
        """Print and count what a fleet has found in a partition of a recording."""
        for problem in found.problems:
            self.warn(problem)
        for verdict in found.verdicts:
            self.show(Judged(verdict.record, list(map(Text, verdict.lines))))
        self.tally.add(found.tally)
        if found.totals is not None:
            for problem in doubts(source.files[-1], kubernetes, found.totals):
                self.warn(problem)
            self.count(found.totals.observations, found.totals.other_objects)

    def finish(self, recording: Recording, cluster: str) -> None:
        """Print the verdicts on the Pods that were still followed, and count what the recording held."""
        for judged in recording.finish():
            self.print(judged, cluster)
        self.count(recording.observations, recording.other_objects)

    def count(self, observations: int, other_objects: Mapping[str, int]) -> None:
        """Count what a recording held."""
        self.other_objects.update(other_objects)
        self.observations += observations

    def end(self) -> int:
        """Print the totals and return the exit code."""
        outcomes = {name: self.tally.outcomes.get(name, 0) for name in OUTCOMES.values()}
        legal, illegal, undecided = outcomes.values()
        if self.reader.as_json:
            summary = {"version": VERSION} | outcomes | {"problems": self.problems}
            self._line(json_text({"summary": summary | {"other_objects": dict(self.other_objects)}}))
        else:
            others = self.other_objects.total()
            skipped = f", {count(others, 'object')} of other kinds skipped" if others else ""
            seen = count(self.observations, "observation")
            judged = f"{legal} legal, {illegal} illegal" + (f", {undecided} not decided" if undecided else "")
            self._line(f"{count(self.tally.pods, 'Pod')} in {seen}: {judged}{skipped}")
            for line in self._times():
                self._line(line)
        return 1 if illegal or self.tally.early else 2 if self.problems else 3 if undecided else 0

    def write_summary(self, name: str, file: str) -> None:
        """Write the summary to a file, or print it."""
        assert self.tally.summary is not None
        written = render(name, self.tally.summary)
        if file:
            Path(file).write_bytes(written)
        else:
            for line in written.decode().splitlines():
                self._line(line)

    def _times(self) -> Iterator[str]:
        """How many times lie outside their bounds, and what node would be slow enough."""
        if self.reader.times is None:
            return
        node = self.reader.times.latencies
        assumed = (node.relist.most or 0) + (node.create.most or 0)
        yield (
            f"Times: {self.tally.early} too early, {self.tally.late} too late for a node that restarts a"
            f" container within {number(assumed)} s (relist {number(node.relist.most or 0)} s, create"
            f" {number(node.create.most or 0)} s)"
        )
        if self.fit:
            needed = assumed + self.tally.by
            yield f"Fit: a relist and a create of {number(needed)} s together put every restart within its bounds"
            yield from self._fit("schedule", node.schedule, "a schedule", "every kubelet accepts its Pod in time")
            stop = node.sync.plus(node.signal)
            yield from self._fit("signal", stop, "a sync and a signal", "every SIGKILL of a deletion is in time")

    def _fit(self, name: str, assumed: Interval, latency: str, explained: str) -> Iterator[str]:
        """The latency that the recordings show, where a Pod of them shows it."""
        if (shown := self.tally.needed.get(name)) is not None:
            yield f"Fit: with {latency} of {number(max(shown, assumed.most or 0))} s {explained}"

    def _line(self, text: Any) -> None:
        self.console.print(text)
        sys.stdout.flush()
