"""Answers about times for a reader: text for a terminal, and JSON."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, get_args

from rich.text import Text

from podproof.checker.gate.pod_times import PodTimes
from podproof.checker.rendering.paragraphs import NO_BREAK, paragraph
from podproof.checker.reports import pods
from podproof.checker.times.answers import TimeAnswer, Topic, between, number
from podproof.checker.trace import TimedTrace
from podproof.spec.manifest.problems import printable
from podproof.spec.pod.latencies import Latencies

STYLES = {"holds": "green", "broken": "red", "depends": "yellow", "undecided": "yellow", "": ""}

DETAIL = "      "
"""The indent of what an answer says beside its bounds."""


def text(times: PodTimes, answers: Sequence[TimeAnswer], width: int) -> Iterator[Text]:
    """The answers about one Pod, by topic, and what they assume."""
    manifest = times.manifest
    heading = f"{manifest.kind}/{manifest.name}  {pods.position(manifest)}"
    yield Text(printable(heading), "bold")
    yield from paragraph(", ".join(pods.facts(manifest.pod)), width, "  ", "  ")
    order = get_args(Topic)
    ordered = sorted(answers, key=lambda answer: order.index(answer.topic))
    for topic, group in groupby(ordered, key=lambda answer: answer.topic):
        yield Text()
        yield Text(f"  {topic.capitalize()}", "bold")
        for answer in group:
            yield from _answer(answer, width, len(manifest.pod.members) > 1)
    yield Text()
    for line in assumptions(times):
        yield from paragraph(line, width, "  ", "    ")


def _answer(answer: TimeAnswer, width: int, several: bool) -> Iterator[Text]:
    subject = f"{answer.container}: " if answer.container and several else ""
    bounds = answer.bounds.replace(" ", NO_BREAK)
    lines = list(paragraph(f"{subject}{answer.question}: {bounds}", width, "    ", DETAIL))
    for line in lines:
        line.stylize(STYLES[answer.verdict])
    yield from lines
    for detail in details(answer):
        yield from paragraph(detail, width, DETAIL, DETAIL)


def details(answer: TimeAnswer) -> Iterator[str]:
    """What an answer says beside its bounds: the verdict, and what would have to be declared."""
    if answer.verdict or answer.says:
        yield ": ".join(filter(None, (answer.verdict.upper(), answer.says)))
    if answer.undeclared:
        yield f"no upper bound, because nobody declares {', '.join(answer.undeclared)}"
        if answer.otherwise is not None:
            yield f"at most {number(answer.otherwise)} s if that takes no time"
    elif answer.most is None and answer.otherwise is not None:
        yield f"at most {number(answer.otherwise)} s if that does not happen"
    if answer.undisturbed is not None:
        yield f"at most {number(answer.undisturbed)} s if nothing else holds up the kubelet ({answer.held_up_by})"
    if answer.assumes:
        yield f"assumes {answer.assumes}"


def assumptions(times: PodTimes) -> Iterator[str]:
    """The three tables that an answer rests on, and the annotations that are in none of them."""
    if times.ideal:
        yield "Assumed: a node that takes no time (--ideal)."
    else:
        node = latencies(times.durations.latencies)
        yield f"Assumed: a node no slower than {node}; as measured on one node, not guaranteed."
    declared = [
        f"{'.'.join(filter(None, (each.container, each.name)))} "
        f"{'never' if each.interval is None else between(*each.interval)} ({each.origin})"
        for each in times.durations.sources
    ]
    yield f"Declared: {', '.join(declared) or 'nothing; see docs/time.md'}."
    if times.ignored:
        yield f"Ignored: {'; '.join(times.ignored)}."


def latencies(node: Latencies) -> str:
    """The most that each step takes."""
    named = ((name, value) for name, value in node._asdict().items() if isinstance(value, tuple))
    return ", ".join(f"{name} {between(*value).removeprefix('0.0 … ')}" for name, value in named)


def timed_trace(answer: TimeAnswer, trace: TimedTrace) -> Iterator[Text]:
    """The trace, each step with its moment; the time that is asked about begins at the mark."""
    from podproof.checker.rendering.pod_traces import time_taken, timed_trace_renderer  # here: most print no trace

    assert answer.duration is not None
    renderer = timed_trace_renderer(answer.duration.compiled)
    yield Text(f"  {time_taken(answer.question, trace)}, for example", "bold")
    lines = list(renderer.lines(trace.trace))[1:]
    for line, elapsed in zip(lines, trace.elapsed, strict=True):
        at = " " * 10 if elapsed is None else f"{elapsed:>8.1f} s"
        yield Text(printable(f"  {at}  {line.actor:<10} {line.text}").rstrip())


def document(times: PodTimes, answers: Sequence[TimeAnswer]) -> dict[str, Any]:
    """The answers about one Pod as JSON values; times in seconds."""
    manifest = times.manifest
    return {
        "kind": manifest.kind,
        "name": manifest.name,
        "file": manifest.position.file,
        "line": manifest.position.line,
        "kubernetes": f"1.{manifest.pod.kubernetes}",
        "node": {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in times.timed.latencies._asdict().items()
        },
        "declared": [
            {**each._asdict(), "interval": None if each.interval is None else list(each.interval)}
            for each in times.durations.sources
        ],
        "ignored": list(times.ignored),
        "answers": [_values(answer) for answer in answers],
    }


def _values(answer: TimeAnswer) -> dict[str, Any]:
    return {name: value for name, value in answer._asdict().items() if name not in ("duration",)}
