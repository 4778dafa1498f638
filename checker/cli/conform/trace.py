"""`conform trace`: is each recorded history a life that the specification allows?"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

from podproof.checker.cli.output import Output
from podproof.checker.conformance import report
from podproof.checker.conformance.automata import Automata
from podproof.checker.conformance.diagnosis import Diagnosis, Diagnostician
from podproof.checker.conformance.explanation import ExplainedHistory, Explainer
from podproof.checker.conformance.pod_history import Observation
from podproof.checker.conformance.recordings import JudgedPod, Recording, RecordingProblem
from podproof.checker.names import modelled_version
from podproof.checker.rendering.pod_traces import trace_renderer
from podproof.checker.rendering.text import count
from podproof.checker.rendering.trace_lines import TraceRenderer
from podproof.spec.manifest.problems import printable
from podproof.spec.observation.lifecycle import REMEMBERING
from podproof.spec.observation.shown import others
from podproof.spec.pod import predicates

VERSION = 2
"""The version of the JSON format."""


def run(arguments: argparse.Namespace) -> int:
    """Judge every Pod of every recording, and answer the exit code."""
    shapes = Automata(REMEMBERING, modelled_version(arguments.kubernetes))
    run = TraceRun(arguments, shapes)
    for path in arguments.paths:
        run.file(path)
    return run.end()


class Explained(NamedTuple):
    """The observations of a life, their trace if one was found in time, and who tells it."""

    path: list[Observation]
    found: ExplainedHistory | None
    renderer: TraceRenderer


class TraceRun:
    """One run of the command: what was judged so far, and where the results go."""

    def __init__(self, arguments: argparse.Namespace, shapes: Automata) -> None:
        self.shapes, self.explain, self.as_json = shapes, arguments.explain, arguments.format == "json"
        self.console = Output()
        self.counts: Counter[str] = Counter()
        self.foreign: Counter[str] = Counter()

    def file(self, path: str) -> None:
        """Judge one recording."""
        recording = Recording(path, self.shapes)
        try:
            with _opened(path) as stream:
                for found in recording.judge(stream):
                    self._tell(found)
        except OSError as error:
            self._tell(RecordingProblem(path, 0, error.strerror or str(error)))
            return
        self.foreign += recording.foreign
        self.counts["observations"] += recording.observations
        if not recording.observations:
            self._tell(RecordingProblem(path, 0, "no Pod in it: give it what `kubectl get pods -w -o json` prints"))

    def end(self) -> int:
        """The summary and the exit code."""
        legal, illegal, problems = (self.counts[name] for name in ("legal", "illegal", "problems"))
        if self.as_json:
            summary = {"version": VERSION, "legal": legal, "illegal": illegal, "problems": problems}
            self._print(json.dumps({"summary": summary | {"foreign": dict(self.foreign)}}))
        else:
            passed = f", {count(self.foreign.total(), 'object')} of other kinds passed over" if self.foreign else ""
            seen = count(self.counts["observations"], "observation")
            self._print(f"{count(legal + illegal, 'Pod')} in {seen}: {legal} legal, {illegal} illegal{passed}")
        return 1 if illegal else 2 if problems else 0

    def _tell(self, found: JudgedPod | RecordingProblem) -> None:
        if isinstance(found, RecordingProblem):
            self.counts["problems"] += found.severity == "error"
            place = f"{found.file}:{found.line}" if found.line else found.file
            print(printable(f"{place}: {found.severity}: {found.message}"), file=sys.stderr)
            return
        illegal = found.life.illegal
        self.counts["legal" if illegal is None else "illegal"] += 1
        self.counts["legal"] -= found.again
        diagnosis = None if illegal is None else self._diagnosis(found)
        told = self._told(found) if self.explain or diagnosis is not None else None
        if self.as_json:
            trace = told and report.plain_trace(told.renderer, told.found, [each.line for each in told.path])
            self._print(json.dumps(report.document(found, diagnosis, trace, predicates), ensure_ascii=False))
            return
        self._print(report.line(found))
        if diagnosis is not None:
            for text in report.page(found, diagnosis, predicates):
                self._print(text)
        if told is not None:
            for text in report.trace(told.renderer, told.found, [f"seen in line {each.line}" for each in told.path]):
                self._print(text)

    def _print(self, text: Any) -> None:
        self.console.print(text)
        sys.stdout.flush()

    def _diagnosis(self, judged: JudgedPod) -> Diagnosis:
        illegal, shape = judged.life.illegal, judged.life.shape
        assert illegal is not None
        if illegal.breaches:
            return Diagnosis((), (), ())
        diagnostician = Diagnostician(shape.filter, lambda fact: others(shape.pod, fact))
        return diagnostician.diagnose(illegal.state, illegal.now.snapshot)

    def _told(self, judged: JudgedPod) -> Explained | None:
        """The trace of all that was legal; None if that is nothing."""
        path = list(_distinct(judged.life.path))
        if not path:
            return None
        shape = judged.life.shape
        told = Explainer(shape.filter).explain([each.snapshot for each in path])
        return Explained(path, told, trace_renderer(shape.filter.compiled))


def _opened(path: str) -> BinaryIO:
    return open(sys.stdin.fileno(), "rb", closefd=False) if path == "-" else open(path, "rb")


def _distinct(path: list[Observation]) -> Iterator[Observation]:
    last = None
    for each in path:
        if each.snapshot != last:
            yield each
        last = each.snapshot
