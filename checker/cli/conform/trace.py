"""`conform trace`: can a Pod behave as each recorded Pod does?"""

import argparse
import sys
from collections import Counter
from typing import Any, BinaryIO

from podproof.checker.cli.output import Output
from podproof.checker.conformance import report
from podproof.checker.conformance.pod_observers import PodObservers
from podproof.checker.conformance.recordings import Recording, RecordingProblem
from podproof.checker.conformance.verdict import PodVerdict
from podproof.checker.names import modelled_version
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
    observers = PodObservers(modelled_version(arguments.kubernetes))
    for path in arguments.paths:
        recording = Recording(path, observers)
        try:
            with _open(path) as stream:
                for judged in recording.judge(stream):
                    printer.print(judged)
        except OSError as error:
            printer.print(RecordingProblem(path, 0, error.strerror or str(error)))
            continue
        printer.count(recording)
    return printer.end()


def _open(path: str) -> BinaryIO:
    return open(sys.stdin.fileno(), "rb", closefd=False) if path == "-" else open(path, "rb")


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

    def count(self, recording: Recording) -> None:
        """Count what a recording held."""
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
