"""`conform trace`: can a Pod behave as each recorded Pod does?"""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

from rich.text import Text

from podproof.checker.cli.inputs import binary_input
from podproof.checker.cli.output import Output
from podproof.checker.conformance import report
from podproof.checker.conformance.pod_observers import PodObservers
from podproof.checker.conformance.recordings import Recording, RecordingProblem
from podproof.checker.conformance.verdict import PodVerdict
from podproof.checker.gate.configuration import read_configuration
from podproof.checker.gate.declared_times import node_latencies
from podproof.checker.names import fault_classes, modeled_version
from podproof.checker.rendering.json_text import json_text
from podproof.checker.rendering.text import count
from podproof.checker.times.answers import number
from podproof.checker.times.recorded import Deviation, TimeJudge
from podproof.spec.manifest.problems import printable
from podproof.spec.pod.latencies import Latencies

VERSION = 2
"""The version of the JSON format."""

OUTCOMES = {True: "legal", False: "illegal", None: "undecided"}
"""How each verdict is counted."""


def run(arguments: argparse.Namespace) -> int:
    """Judge every Pod of every recording, and return the exit code."""
    times = TimeJudge(_latencies(arguments)) if arguments.times or arguments.fit else None
    printer = VerdictPrinter(arguments.format == "json", arguments.explain, times, arguments.fit)
    version = modeled_version(arguments.kubernetes)
    observers = PodObservers(version.minor, patch=version.patch, faults=fault_classes(arguments.faults))
    try:
        for path in arguments.paths:
            _judge(Recording(path, observers), printer)
    except KeyboardInterrupt:
        printer.end()
        raise
    return printer.end()


def _latencies(arguments: argparse.Namespace) -> Latencies:
    """The latencies of the node that the configuration gives, else the measured ones."""
    return node_latencies(read_configuration({}, os.environ, arguments.config or ""))


def _judge(recording: Recording, printer: "VerdictPrinter") -> None:
    """Print what a recording shows; if it is interrupted, what is known by then."""
    try:
        with binary_input(recording.file) as stream:
            for judged in recording.read(stream):
                printer.print(judged)
    except BrokenPipeError:
        raise
    except OSError as error:
        printer.print(RecordingProblem(recording.file, 0, error.strerror or str(error)))
    except KeyboardInterrupt:
        printer.finish(recording)
        raise
    else:
        printer.finish(recording)


class VerdictPrinter:
    """Prints verdicts to stdout and problems to stderr as they come, and counts them."""

    def __init__(self, as_json: bool, explain: bool, times: TimeJudge | None, fit: bool) -> None:
        self.as_json, self.explain, self.times, self.fit = as_json, explain, times, fit
        self.late = 0.0
        self.console = Output()
        self.counts: Counter[str] = Counter()
        self.other_objects: Counter[str] = Counter()

    def print(self, judged: PodVerdict | RecordingProblem) -> None:
        """Print one verdict or problem at once."""
        if isinstance(judged, RecordingProblem):
            self.counts["problems"] += judged.severity == "error"
            place = f"{judged.file}:{judged.line}" if judged.line else judged.file
            print(printable(f"{place}: {judged.severity}: {judged.message}"), file=sys.stderr)
            return
        self.counts[OUTCOMES[judged.legal]] += 1
        self.counts["legal"] -= judged.withdraws_legal
        with_trace = self.explain or judged.illegal is not None
        deviations = self._deviations(judged)
        if self.as_json:
            found = {"times": [each._asdict() for each in deviations]} if self.times else {}
            self._line(json_text(report.document(judged, with_trace) | found))
        else:
            for text in report.text(judged, with_trace):
                self._line(text if "\n" not in text.plain else printable(text.plain))
            for each in deviations:
                self._line(Text(f"         {each.text}", "bold red" if each.is_early else "yellow"))

    def _deviations(self, judged: PodVerdict) -> list[Deviation]:
        """The times of a Pod that lie outside their bounds."""
        if self.times is None:
            return []
        history = judged.history
        found = list(self.times.deviations(history.observer.pod, history.instances))
        self.counts["early"] += sum(each.is_early for each in found)
        self.counts["late"] += sum(not each.is_early for each in found)
        self.late = max(self.late, *(each.by for each in found), 0.0)
        return found

    def finish(self, recording: Recording) -> None:
        """Print the verdicts on the Pods that were still followed, and count what the recording held."""
        for judged in recording.finish():
            self.print(judged)
        self.other_objects += recording.other_objects
        self.counts["observations"] += recording.observations

    def end(self) -> int:
        """Print the summary and return the exit code."""
        legal, illegal, undecided, problems = (self.counts[name] for name in (*OUTCOMES.values(), "problems"))
        if self.as_json:
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

    def _times(self) -> Iterator[str]:
        """How many times lie outside their bounds, and what node would be slow enough."""
        if self.times is None:
            return
        node = self.times.latencies
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
