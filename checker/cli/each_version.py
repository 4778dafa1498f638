"""A range of versions: each version is asked, and those with the same answer are answered together."""

import argparse
from collections.abc import Callable, Iterable, Iterator
from contextlib import redirect_stderr
from io import StringIO
from typing import Any, NamedTuple

from rich.text import Text

from podproof.checker.cli.messages import tell
from podproof.checker.cli.output import Output
from podproof.checker.errors import UsageError
from podproof.checker.gate.formats.json import OUTCOMES
from podproof.checker.gate.report import CLEAN, FOUND, UNDECIDED, UNREADABLE, CheckedPod, GateReport, Unit
from podproof.checker.gate.results import Result
from podproof.checker.names import modeled_versions
from podproof.checker.rendering.json_text import json_text
from podproof.checker.rendering.text import count
from podproof.spec.pod.versions import Version, VersionSpan

WORST_FIRST = (UNREADABLE, FOUND, UNDECIDED, CLEAN)


class VersionAnswer(NamedTuple):
    """What was found for one version: the report, its text or its JSON document as is asked for, and the exit code."""

    report: GateReport
    lines: list[Text]
    document: dict[str, Any]
    code: int


ONE_VERSION = ("output", "fix", "diff", "watch", "write_baseline", "list_laws")
"""What is asked of one version: files, and what belongs to no answer."""


def _refuse_other_forms(arguments: argparse.Namespace) -> None:
    """Refuse what a range of versions cannot answer: each has an answer of its own."""
    given = [f"--{name.replace('_', '-')}" for name in ONE_VERSION if getattr(arguments, name, None)]
    if arguments.format not in (None, "", "text", "json"):
        given.insert(0, f"--format {arguments.format}")
    if "-" in arguments.paths:
        given.append("the standard input, which is read only once,")
    if given:
        raise UsageError(f"{given[0]} is for one version: a range of versions is answered as text or JSON")


def run(arguments: argparse.Namespace, answer: Callable[[argparse.Namespace], VersionAnswer]) -> int:
    """Print the answer for each version that is asked for, equal ones of neighbors once, and return the worst code.

    Each answer is to the same arguments with one version.
    """
    _refuse_other_forms(arguments)
    groups: list[tuple[VersionSpan, VersionAnswer]] = []
    for version in _each_with_messages(modeled_versions(arguments.kubernetes)):
        given = answer(argparse.Namespace(**{**vars(arguments), "kubernetes": version}))
        first = version.minor
        if groups and _content(groups[-1][1].report, groups[-1][0].last) == _content(given.report, version.minor):
            first = groups.pop()[0].first
        groups.append((VersionSpan(first, version.minor), given))
    codes = {given.code for _, given in groups}
    worst = next(code for code in WORST_FIRST if code in codes)
    if arguments.format == "json":
        print(_document(groups, worst))
    else:
        Output().print_lines(_grouped(groups))
    return worst


def _each_with_messages(versions: Iterable[Version]) -> Iterator[Version]:
    """The versions in turn; a message about several of them is printed once."""
    printed = set[str]()
    for version in versions:
        with redirect_stderr(StringIO()) as messages:
            yield version
        new = [line for line in messages.getvalue().splitlines() if line not in printed]
        printed.update(new)
        tell(new)


def _document(groups: list[tuple[VersionSpan, VersionAnswer]], worst: int) -> str:
    answers = [{"versions": list(map(str, versions.versions)), "answer": given.document} for versions, given in groups]
    return json_text({"version": 1, "outcome": OUTCOMES[worst], "answers": answers}, indent=1)


def _grouped(groups: list[tuple[VersionSpan, VersionAnswer]]) -> Iterator[Text]:
    for versions, given in groups:
        yield Text(f"Kubernetes {versions}", "bold underline")
        yield from given.lines
    if len(groups) == 1:
        ((versions, _),) = groups
        yield Text(f"the same in {count(len(versions.versions), 'version')} of Kubernetes, {versions}", "bold")


def _content(report: GateReport, minor: int) -> list[Unit]:
    """What the report says, without the size and the time of explorations and without the name of the version."""

    def unnamed(results: Iterable[Result]) -> Iterator[Result]:
        for each in results:
            yield each._replace(message=each.message.replace(f"Kubernetes 1.{minor} ", "Kubernetes "))

    return [unit._replace(pods=tuple(map(_without_size, unit.pods))).with_results(unnamed) for unit in report.units]


def _without_size(pod: CheckedPod) -> CheckedPod:
    return pod._replace(explored=pod.explored._replace(states="", transitions="", seconds=None))
