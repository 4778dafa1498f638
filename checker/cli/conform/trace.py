"""`conform trace`: can a Pod behave as each recorded Pod does?"""

import argparse
import os
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from podproof.checker.cli import gate
from podproof.checker.cli.conform.verdict_printer import VerdictPrinter
from podproof.checker.cli.progress import progress
from podproof.checker.conformance.pod_observers import PodObservers
from podproof.checker.conformance.recordings import Recording, RecordingProblem
from podproof.checker.errors import UsageError
from podproof.checker.fleet.formats import FORMATS, refuse_missing
from podproof.checker.fleet.records import VerdictReader
from podproof.checker.fleet.sources import PartsReader, RecordingSource, sources
from podproof.checker.fleet.summary import Summary
from podproof.checker.gate.cache import open_cache
from podproof.checker.gate.configuration import read_configuration
from podproof.checker.gate.declared_times import node_latencies
from podproof.checker.names import fault_classes, modeled_version, nearest
from podproof.checker.output_files import refuse_unsafe, refuse_unwritable
from podproof.checker.times.recorded import TimeJudge
from podproof.spec.pod.latencies import Latencies

if TYPE_CHECKING:
    from podproof.checker.fleet.worker import FleetSettings


def run(arguments: argparse.Namespace) -> int:
    """Judge every Pod of every recording, and return the exit code."""
    times = TimeJudge(_latencies(arguments)) if arguments.times or arguments.fit else None
    reader = VerdictReader(arguments.format == "json", arguments.explain, times, arguments.quiet)
    writers = _summaries(arguments.summary)
    printer = VerdictPrinter(reader, arguments.fit, Summary() if writers else None)
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
        chosen = nearest(name, list(FORMATS), "format")
        refuse_missing(chosen)
        pairs.append((chosen, file))
        if file:
            refuse_unsafe(file)
            refuse_unwritable(file)
    return pairs


def _one_process(arguments: argparse.Namespace, printer: VerdictPrinter) -> None:
    """Judge recordings one after the other, and print each verdict at once."""
    version = modeled_version(arguments.kubernetes)
    observers = PodObservers(version.minor, patch=version.patch, faults=fault_classes(arguments.faults), saves=True)
    try:
        for source in sources(arguments.paths):
            if isinstance(source, RecordingSource):
                is_noted, is_timed = printer.tally.summary is not None, printer.reader.times is not None
                _judge(source, Recording(source.files[0], observers, noted=is_noted, timed=is_timed), printer)
            else:
                printer.warn(source)
    finally:
        observers.save()


def _fleet(arguments: argparse.Namespace, printer: VerdictPrinter) -> None:
    """Have a cluster judge recordings, and print what is found in each, in their order."""
    from podproof.checker.fleet.dask_pool import DaskPool
    from podproof.checker.fleet.run import Fleet
    from podproof.checker.fleet.worker import prepare

    if "-" in arguments.paths:
        raise UsageError("--cluster reads files; the standard input is read without it")
    settings, found = _settings(arguments, printer), sources(arguments.paths)
    cache = open_cache(gate.cache(arguments), arguments.paths, partial(gate.warn, "conform trace"))
    pool = DaskPool(arguments.cluster, prepare, settings)
    try:
        for problem in found:
            if isinstance(problem, RecordingProblem):
                printer.warn(problem)
        recordings = [each for each in found if isinstance(each, RecordingSource)]
        with progress() as tell_progress:
            finished = 0
            for source, each in Fleet(pool, settings, cache).finished(recordings):
                printer.show_all(source, each, settings.kubernetes)
                cache.keep()
                finished += each.is_last
                tell_progress(f"{finished:,} of {len(recordings):,} recordings, {printer.tally.pods:,} Pods")
    finally:
        cache.close()
        pool.end()


def _settings(arguments: argparse.Namespace, printer: VerdictPrinter) -> "FleetSettings":
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
        noted=printer.tally.summary is not None,
        quiet=printer.reader.quiet,
    )


def _judge(source: RecordingSource, recording: Recording, printer: VerdictPrinter) -> None:
    """Print what a recording shows; if it is interrupted, what is known by then."""
    parts = PartsReader(source, recording)
    try:
        for judged in parts:
            printer.print(judged, source.cluster)
    except KeyboardInterrupt:
        printer.finish(recording, source.cluster)
        raise
    if not parts.is_unreadable:
        printer.finish(recording, source.cluster)
