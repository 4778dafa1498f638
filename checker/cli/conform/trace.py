"""`conform trace`: can a Pod behave as each recorded Pod does?"""

import argparse
import sys
from collections import Counter
from typing import Any

from podproof.checker.cli.inputs import binary_input
from podproof.checker.cli.output import Output
from podproof.checker.conformance import report
from podproof.checker.conformance.pod_observers import PodObservers
from podproof.checker.conformance.recordings import Recording, RecordingProblem
from podproof.checker.conformance.verdict import PodVerdict
from podproof.checker.names import fault_classes, modeled_version
from podproof.checker.rendering.json_text import json_text
from podproof.checker.rendering.text import count
from podproof.spec.manifest.problems import printable

VERSION = 2
"""The version of the JSON format."""

OUTCOMES = {True: "legal", False: "illegal", None: "undecided"}
"""How each verdict is counted."""


def run(arguments: argparse.Namespace) -> int:
    """Judge every Pod of every recording, and return the exit code."""
    printer = VerdictPrinter(arguments.format == "json", arguments.explain)
    version = modeled_version(arguments.kubernetes)
    observers = PodObservers(version.minor, patch=version.patch, faults=fault_classes(arguments.faults))
    try:
        for path in arguments.paths:
            _judge(Recording(path, observers), printer)
    except KeyboardInterrupt:
        printer.end()
        raise
    return printer.end()


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

    def __init__(self, as_json: bool, explain: bool) -> None:
        self.as_json, self.explain = as_json, explain
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
        if self.as_json:
            self._line(json_text(report.document(judged, with_trace)))
        else:
            for text in report.text(judged, with_trace):
                self._line(text if "\n" not in text.plain else printable(text.plain))

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
        return 1 if illegal else 2 if problems else 3 if undecided else 0

    def _line(self, text: Any) -> None:
        self.console.print(text)
        sys.stdout.flush()
