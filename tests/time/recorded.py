"""Bounds for the durations that were measured in recordings of a real kubelet."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from podproof import parse
from podproof.checker.times.clocked import ClockedPod, Duration
from podproof.spec.notation_of_time import ANY_TIME, Interval
from podproof.spec.pod.declared_times import Declared, DeclaredTimes
from podproof.spec.pod.latencies import MEASURED, Latencies
from podproof.spec.pod.timed.lifecycle import TimedPod

VERSIONS = {"v1.36.2": 36, "v1.36.2-run2": 36, "v1.20.2": 20}

RESTARTS = ("was_never_restarted", "was_restarted_once", "has_restarted_twice")


class Measured(NamedTuple):
    """A measured duration in seconds, and the question that it answers; times of statuses are whole seconds."""

    version: str
    recording: str
    question: str
    seconds: float
    tolerance: float
    pod: TimedPod

    def bounds(self, latencies: Latencies = MEASURED) -> Duration:
        """The bounds of the duration, on a node with these latencies."""
        return asked(self.pod._replace(latencies=latencies), self.question)

    def is_inside(self, bounds: Duration) -> bool:
        """Whether the measured duration lies within the bounds."""
        most = float("inf") if bounds.most is None else bounds.most
        return bounds.least is not None and bounds.least - self.tolerance <= self.seconds <= most + self.tolerance


@cache
def measured(version: str) -> tuple[Measured, ...]:
    """All measured durations of one version."""
    records = json.loads(Path(__file__).with_name("measured.json").read_text())
    return tuple(each for record in records if record["version"] == version for each in _of_record(record))


def _of_record(record: dict[str, Any]) -> Iterator[Measured]:
    document = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p"}, "spec": record["spec"]}
    (manifest,) = parse(json.dumps(document), kubernetes=VERSIONS[record["version"]])
    declared = DeclaredTimes({manifest.pod.members[0].name: _declared(record["declared"])}, deletion=None)
    for question, seconds in record["durations"]:
        pod = TimedPod(manifest.pod, MEASURED, declared)
        if "delete" in question or "signal" in question:
            deleted = manifest.pod._replace(grace_period=record["delete_grace"])
            pod = TimedPod(deleted, MEASURED, declared._replace(deletion=ANY_TIME, second_deletion=None))
        coarse = record.get("whole_seconds", False) and not question.startswith("created to R")
        yield Measured(record["version"], record["recording"], question, seconds, 1.0 if coarse else 0.05, pod)


def _declared(declared: dict[str, Any]) -> Declared:
    times: dict[str, Any] = {"exits": None, "hangs": None} | {
        name: None if ends is None else Interval(*ends) for name, ends in declared.items()
    }
    return Declared(**times)


ANSWERS: dict[tuple[str, str], Duration] = {}
"""The answers so far: many recordings are of the same Pod."""


def asked(timed: TimedPod, question: str) -> Duration:
    """The bounds that answer a question, reckoned once."""
    key = str(timed), question
    if key not in ANSWERS:
        ANSWERS[key] = answered(ClockedPod(timed), question)
    return ANSWERS[key]


def answered(pod: ClockedPod, question: str) -> Duration:
    """The bounds that answer a question."""
    timed = pod.timed
    never = timed.pod.restart_policy == "Never"
    words = question.split()
    if question.startswith("created to"):
        ends = {"started": "runs", "Running": "phase_is_running", "Ready": "ready_condition_is_true"}
        return pod.between(None, pod.when(ends[words[2]]))
    if question == "last exit to terminal phase":
        return pod.between(pod.when("work_is_over"), pod.when("phase_is_terminal"))
    if question == "signal to exit":
        return pod.between(pod.when("stop_signal_is_sent"), pod.when("has_exited"))
    if words[0] in ("start", "exit"):
        instance = () if never else (RESTARTS[int(words[1])],)
        begin, end = ("runs", "has_exited") if words[0] == "start" else ("has_exited", "runs")
        return pod.between(pod.when(begin, *instance), pod.when(end))
    state = ("runs", "is_not_being_stopped") if words[2] == "running" else ("has_exited",)
    pod = pod.only({"deletes": pod.when(*state)})
    end = pod.when("removed_gracefully") if words[-1] == "gone" else pod.when("has_exited")
    return pod.between(pod.events("deletes"), end)
