"""`time`: how long a Pod takes, at least and at most."""

import argparse
import os
from collections.abc import Iterator, Sequence

from rich.text import Text

from podproof.checker.api.timing import PodTimes, time
from podproof.checker.cli import inputs
from podproof.checker.cli.output import Output
from podproof.checker.cli.progress import working
from podproof.checker.errors import UsageError
from podproof.checker.gate.configuration import GateConfiguration, read_configuration
from podproof.checker.gate.intervals import interval
from podproof.checker.rendering.json_text import json_text
from podproof.checker.reports import times as report
from podproof.checker.timed_model import UNITS_PER_SECOND
from podproof.checker.times.answers import TimeAnswer
from podproof.checker.trace import TimedTrace
from podproof.spec.manifest import example

UNDECIDED = 3


def run(arguments: argparse.Namespace) -> int:
    """TimeAnswer the questions about every Pod, and return the exit code."""
    if bool(arguments.start) != bool(arguments.end):
        raise UsageError("--from and --to belong together: name both moments")
    if arguments.trace and not arguments.end:
        raise UsageError("--trace needs --from and --to, which say what takes that long")
    wanted = arguments.trace and _wanted(arguments.trace)
    configuration = _configuration(arguments)
    reading = inputs.reading(arguments.paths or [str(example())], configuration.kubernetes)
    console, documents, answered = Output(), list[dict[str, object]](), list[TimeAnswer]()
    for manifest in reading.pods:
        times = time(manifest, configuration=configuration, ideal=arguments.ideal)
        with working(f"reckoning with {manifest.name}"):
            answers = _answers(times, arguments)
        answered += answers
        if arguments.format == "json":
            documents.append(report.document(times, answers))
        else:
            console.print_lines(report.text(times, answers, console.width))
            console.print_lines(_trace(answers, wanted) if wanted else ())
    if arguments.format == "json":
        print(json_text({"version": 1, "pods": documents}, indent=1))
    return _code(answered, inputs.unreadable(reading))


def _configuration(arguments: argparse.Namespace) -> GateConfiguration:
    flags = {"kubernetes": arguments.kubernetes and str(arguments.kubernetes)}
    return read_configuration(flags, os.environ, arguments.config or "")


def _answers(times: PodTimes, arguments: argparse.Namespace) -> list[TimeAnswer]:
    if arguments.end:
        return [times.between(arguments.start, arguments.end, first=not arguments.any)]
    return times.answers()


def _wanted(text: str) -> str | int:
    """`least`, `most`, or a time in units."""
    if text in ("least", "most"):
        return text
    try:
        asked = interval(text)
    except ValueError as error:
        raise UsageError(f"--trace is 'least', 'most' or a duration such as 87s, not {text!r}") from error
    if asked is None or asked.least != asked.most:
        raise UsageError(f"--trace is 'least', 'most' or one duration such as 87s, not {text!r}")
    return round(asked.least * UNITS_PER_SECOND)


def _trace(answers: Sequence[TimeAnswer], wanted: str | int) -> Iterator[Text]:
    for answer in answers:
        assert answer.duration is not None
        question, number = answer.duration.question, answer.duration.times
        found: TimedTrace | None
        if wanted == "least":
            found = question.trace_of_least(number)
        elif wanted == "most":
            found = question.trace_of_most(number)
        else:
            found = question.trace_of(int(wanted), number)
        yield Text()
        if found is None:
            yield Text("  no such trace: it cannot take that long, or has no such end", "yellow")
        else:
            yield from report.timed_trace(answer, found)


def _code(answers: Sequence[TimeAnswer], unreadable: bool) -> int:
    """2 if an input cannot be read, 3 if an answer is not decided, else 0: a time by itself is no fault."""
    return 2 if unreadable else UNDECIDED if any(answer.verdict == "undecided" for answer in answers) else 0
