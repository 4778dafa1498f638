"""`time`: how long a Pod takes, at least and at most."""

import argparse
import os
from collections.abc import Collection, Iterator, Sequence
from itertools import chain, count
from pathlib import Path
from typing import get_args

from rich.text import Text

from podproof.checker.api.timing import time
from podproof.checker.cli import inputs
from podproof.checker.cli.drawings import write
from podproof.checker.cli.output import Output
from podproof.checker.cli.progress import working
from podproof.checker.errors import UsageError
from podproof.checker.gate import saved_times
from podproof.checker.gate.configuration import GateConfiguration, read_configuration
from podproof.checker.gate.intervals import interval
from podproof.checker.gate.pod_times import PodTimes
from podproof.checker.rendering.json_text import json_text
from podproof.checker.reports import times as report
from podproof.checker.times.answers import TimeAnswer
from podproof.checker.times.clocked import Extreme, Wanted
from podproof.spec.manifest import example

UNDECIDED = 3

EXTREMES: tuple[Extreme, ...] = get_args(Extreme)


def run(arguments: argparse.Namespace) -> int:
    """Answer the questions about every Pod, and return the exit code."""
    if bool(arguments.start) != bool(arguments.end):
        raise UsageError("--from and --to belong together: name both moments")
    if arguments.trace and not arguments.end:
        raise UsageError("--trace needs --from and --to, which say what takes that long")
    if arguments.output and not arguments.trace:
        raise UsageError("-o needs --trace, which says what is drawn")
    wanted = _wanted(arguments.trace) if arguments.trace else None
    configuration = _configuration(arguments)
    reading = inputs.reading(arguments.paths or [str(example())], configuration.kubernetes)
    if len(reading.pods) > 1 and arguments.output and Path(arguments.output).suffix:
        raise UsageError(f"there are {len(reading.pods)} Pods: -o a folder, in which each gets a picture")
    console, documents, answered = Output(), list[dict[str, object]](), list[TimeAnswer]()
    pictures = dict[str, str]()
    for manifest in reading.pods:
        times = time(manifest, configuration=configuration, ideal=arguments.ideal)
        with working(f"reckoning with {manifest.name}"):
            answers = _answers(times, arguments, wanted is not None)
        answered += answers
        if arguments.format == "json":
            documents.append(report.document(times, answers))
        else:
            console.print_lines(report.text(times, answers, console.width))
            console.print_lines(() if wanted is None else _trace(answers, wanted))
        if arguments.output and wanted is not None and (picture := times.timeline(answers[0], wanted)):
            pictures[_distinct(manifest.name, pictures)] = picture
    if pictures:
        write(pictures, arguments.output, ".svg")
    if arguments.format == "json":
        print(json_text({"version": 1, "pods": documents}, indent=1))
    return _code(answered, inputs.unreadable(reading))


def _configuration(arguments: argparse.Namespace) -> GateConfiguration:
    flags = {"kubernetes": arguments.kubernetes and str(arguments.kubernetes)}
    return read_configuration(flags, os.environ, arguments.config or "")


def _answers(times: PodTimes, arguments: argparse.Namespace, with_executions: bool) -> list[TimeAnswer]:
    if not arguments.end:
        return saved_times.answers(times)
    moments, first = (arguments.start, arguments.end), not arguments.any
    return (
        [times.between(*moments, first=first)] if with_executions else saved_times.between(times, *moments, first=first)
    )


def _wanted(text: str) -> Wanted:
    """`least`, `most`, or a time in seconds."""
    for extreme in EXTREMES:
        if text == extreme:
            return extreme
    try:
        asked = interval(text)
    except ValueError:
        asked = None
    if asked is None or asked.most is None or asked.least != asked.most:
        raise UsageError(f"--trace is 'least', 'most' or one duration such as 87s, not {text!r}")
    return asked.least


def _trace(answers: Sequence[TimeAnswer], wanted: Wanted) -> Iterator[Text]:
    for answer in answers:
        yield Text()
        if answer.duration is None:
            yield Text("  no trace: the answer is not decided", "yellow")
        elif (found := answer.duration.trace(wanted)) is None:
            yield Text("  no such trace: it cannot take that long, or has no such end", "yellow")
        else:
            yield from report.timed_trace(answer, found)


def _distinct(name: str, names: Collection[str]) -> str:
    """The name, with a number if another Pod has it."""
    numbered = (f"{name}-{number}" for number in count(2))
    return next(each for each in chain([name], numbered) if each not in names)


def _code(answers: Sequence[TimeAnswer], unreadable: bool) -> int:
    """2 if an input cannot be read, 3 if an answer is not decided, else 0: a time by itself is not a fault."""
    return 2 if unreadable else UNDECIDED if any(answer.verdict == "undecided" for answer in answers) else 0
