"""`conform trace`: can a Pod behave as each recorded Pod does?"""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.text import Text

from podproof.checker.cli import gate
from podproof.checker.cli.messages import tell
from podproof.checker.cli.output import Output
from podproof.checker.conformance.pod_observers import PodObservers
from podproof.checker.conformance.recordings import NOTHING, Recording, RecordingProblem, doubts
from podproof.checker.errors import UsageError
from podproof.checker.fleet.formats import FORMATS, render
from podproof.checker.fleet.records import OUTCOMES, Judged, VerdictReader
from podproof.checker.fleet.sources import Source, open_file, sources
from podproof.checker.fleet.summary import Summary
from podproof.checker.gate.cache import Cache, is_trusted
from podproof.checker.gate.configuration import read_configuration
from podproof.checker.gate.declared_times import node_latencies
from podproof.checker.names import fault_classes, modeled_version, nearest
from podproof.checker.output_files import refuse_unsafe
from podproof.checker.rendering.json_text import json_text
from podproof.checker.rendering.text import count
from podproof.checker.times.answers import number
from podproof.checker.times.recorded import TimeJudge
from podproof.spec.manifest.problems import printable
from podproof.spec.pod.latencies import Latencies

if TYPE_CHECKING:
    from podproof.checker.fleet.run import Finished
    from podproof.checker.fleet.worker import FleetSettings

VERSION = 2
"""The version of the JSON format."""


def run(arguments: argparse.Namespace) -> int:
    """Judge every Pod of every recording, and return the exit code."""
    times = TimeJudge(_latencies(arguments)) if arguments.times or arguments.fit else None
    reader = VerdictReader(arguments.format == "json", arguments.explain, times)
    writers = _summaries(arguments.summary)
    printer = VerdictPrinter(reader, arguments.fit, arguments.quiet, Summary() if writers else None)
    judge_all = _fleet if arguments.cluster else _one_process
    try:
        judge_all(arguments, printer)
    except KeyboardInterrupt:
        printer.end()
        raise
    code = printer.end()
    for name, file in writers:
        printer.write_summary(name, file)
    return code


def _latencies(arguments: argparse.Namespace) -> Latencies:
    """The latencies of the node that the configuration gives, else the measured ones."""
    return node_latencies(read_configuration({}, os.environ, arguments.config or ""))


def _summaries(asked: Sequence[str]) -> list[tuple[str, str]]:
    """The formats of the summaries with their files; the file of text on stdout has no name."""
    pairs = []
    for each in asked:
        name, equals, file = each.partition("=")
        if not file and (equals or name != "text"):
            raise UsageError(f"--summary {each}: write FORMAT=FILE, such as html=fleet.html, or text for stdout")
        pairs.append((nearest(name, list(FORMATS), "format"), file))
        if file:
            refuse_unsafe(file)
    return pairs


def _one_process(arguments: argparse.Namespace, printer: "VerdictPrinter") -> None:
    """Judge recordings one after the other, and print each verdict at once."""
    version = modeled_version(arguments.kubernetes)
    observers = PodObservers(version.minor, patch=version.patch, faults=fault_classes(arguments.faults))
    for source in sources(arguments.paths):
        if isinstance(source, Source):
            _judge(source, Recording(source.files[0], observers, noted=printer.summary is not None), printer)
        else:
            printer.warn(source)


def _fleet(arguments: argparse.Namespace, printer: "VerdictPrinter") -> None:
    """Have a cluster judge recordings, and print what is found in each, in their order."""
    from podproof.checker.fleet.dask_pool import DaskPool
    from podproof.checker.fleet.run import Fleet
    from podproof.checker.fleet.worker import prepare

    if "-" in arguments.paths:
        raise UsageError("--cluster reads files; the standard input is read without it")
    settings, found = _settings(arguments, printer), sources(arguments.paths)
    folder = gate.cache(arguments)
    if folder is not None and not is_trusted(folder, arguments.paths):
        _warn(f"the cache {folder} lies among the recordings, so it is not believed; name a folder outside")
        folder = None
    cache = Cache(folder, _warn)
    pool = DaskPool(arguments.cluster, prepare, settings)
    try:
        for problem in found:
            if isinstance(problem, RecordingProblem):
                printer.warn(problem)
        for source, each in Fleet(pool, settings, cache).finished(each for each in found if isinstance(each, Source)):
            printer.show_all(source, each, settings.kubernetes)
            cache.keep()
    finally:
        cache.close()
        pool.end()


def _settings(arguments: argparse.Namespace, printer: "VerdictPrinter") -> "FleetSettings":
    from podproof.checker.fleet.worker import FleetSettings

    version, faults = modeled_version(arguments.kubernetes), fault_classes(arguments.faults)
    times = printer.reader.times
    return FleetSettings(
        os.getcwd(),
        *version,
        faults=None if faults is None else tuple(sorted(faults)),
        as_json=printer.reader.as_json,
        explain=printer.reader.explain,
        latencies=times.latencies if times else None,
        noted=printer.summary is not None,
    )


def _warn(text: str) -> None:
    tell([f"podproof conform trace: {text}"])


def _judge(source: Source, recording: Recording, printer: "VerdictPrinter") -> None:
    """Print what a recording shows; if it is interrupted, what is known by then."""
    try:
        for number, file in enumerate(source.files):
            if number:
                recording.begin(file)
            if not _read(file, recording, printer, source.cluster) and len(source.files) == 1:
                return
    except KeyboardInterrupt:
        printer.finish(recording, source.cluster)
        raise
    printer.finish(recording, source.cluster)


def _read(file: str, recording: Recording, printer: "VerdictPrinter", cluster: str) -> bool:
    """Print what one part of a recording shows; False if it cannot be read."""
    try:
        with open_file(file) as stream:
            for judged in recording.read(stream):
                printer.print(judged, cluster)
    except BrokenPipeError:
        raise
    except OSError as error:
        printer.warn(RecordingProblem(file, 0, error.strerror or str(error)))
        return False
    return True


class VerdictPrinter:
    """Prints verdicts to stdout and problems to stderr as they come, and counts them."""

    def __init__(self, reader: VerdictReader, fit: bool, quiet: bool = False, summary: Summary | None = None) -> None:
        self.reader, self.fit, self.quiet, self.summary = reader, fit, quiet, summary
        self.late = 0.0
        self.console = Output()
        self.counts: Counter[str] = Counter()
        self.other_objects: Counter[str] = Counter()

    def print(self, judged: Any, cluster: str) -> None:
        """Print one verdict or problem at once."""
        if isinstance(judged, RecordingProblem):
            self.warn(judged)
        else:
            self.show(self.reader.judged(judged, cluster))

    def warn(self, problem: RecordingProblem) -> None:
        """Print one problem."""
        self.counts["problems"] += problem.severity == "error"
        place = f"{problem.file}:{problem.line}" if problem.line else problem.file
        print(printable(f"{place}: {problem.severity}: {problem.message}"), file=sys.stderr)

    def show(self, judged: Judged) -> None:
        """Print one verdict, and count it."""
        record = judged.record
        self.counts[record.outcome] += 1
        self.counts["legal"] -= record.withdraws_legal
        self.counts["early"] += record.early
        self.counts["late"] += record.late
        self.late = max(self.late, record.by)
        if self.summary is not None:
            self.summary.add(record)
        if not (self.quiet and record.outcome == "legal" and not (record.early or record.late)):
            for text in judged.lines:
                self._line(text if "\n" not in text.plain else printable(text.plain))

    def show_all(self, source: Source, found: "Finished", kubernetes: int) -> None:
        """Print and count what a fleet has found in a recording."""
        for problem in found.problems:
            self.warn(problem)
        for verdict in found.verdicts:
            self.show(Judged(verdict.record, list(map(Text, verdict.lines))))
        versions = frozenset(version for verdict in found.verdicts for version in verdict.versions)
        if found.totals != NOTHING or not found.problems:
            for problem in doubts(source.files[-1], kubernetes, found.totals._replace(versions=versions)):
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
        self.counts["observations"] += observations

    def end(self) -> int:
        """Print the totals and return the exit code."""
        legal, illegal, undecided, problems = (self.counts[name] for name in (*OUTCOMES.values(), "problems"))
        if self.reader.as_json:
            summary = {"version": VERSION} | {name: self.counts[name] for name in (*OUTCOMES.values(), "problems")}
            self._line(json_text({"summary": summary | {"other_objects": dict(self.other_objects)}}))
        else:
            others = self.other_objects.total()
            skipped = f", {count(others, 'object')} of other kinds skipped" if others else ""
            seen = count(self.counts["observations"], "observation")
            judged = f"{legal} legal, {illegal} illegal" + (f", {undecided} not decided" if undecided else "")
            self._line(f"{count(legal + illegal + undecided, 'Pod')} in {seen}: {judged}{skipped}")
            for line in self._times():
                self._line(line)
        return 1 if illegal or self.counts["early"] else 2 if problems else 3 if undecided else 0

    def write_summary(self, name: str, file: str) -> None:
        """Write the summary to a file, or print it."""
        assert self.summary is not None
        written = render(name, self.summary)
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
            f"Times: {self.counts['early']} too early, {self.counts['late']} too late for a node that restarts a"
            f" container within {number(assumed)} s (relist {number(node.relist.most or 0)} s, create"
            f" {number(node.create.most or 0)} s)"
        )
        if self.fit:
            needed = assumed + self.late
            yield f"Fit: a relist and a create of {number(needed)} s together put every restart within its bounds"

    def _line(self, text: Any) -> None:
        self.console.print(text)
        sys.stdout.flush()
