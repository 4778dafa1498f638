"""`export`: the model of a Pod in the language of another model checker, or its reachable graph."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from podproof.checker.api.explorer import explorer_of, only_pod
from podproof.checker.api.exporting import exported, known_format
from podproof.checker.cli import inputs
from podproof.checker.cli.progress import working
from podproof.checker.errors import UsageError
from podproof.checker.export.formats import FORMATS
from podproof.checker.names import known_bug
from podproof.checker.output_files import refuse_unsafe
from podproof.spec.manifest import example


def run(arguments: argparse.Namespace) -> int:
    """Write the text, and answer the exit code."""
    form = known_format(arguments.format or _by_suffix(arguments.output), arguments.quotient)
    if arguments.output is not None:
        _refuse(arguments.output)
    explorer = explorer_of(
        faults=arguments.faults,
        laws=arguments.law,
        law_files=arguments.laws,
        bug=arguments.bug,
        bounds=inputs.bounds(arguments),
        config=arguments.config,
        kubernetes=arguments.kubernetes,
    )
    path = arguments.path or str(known_bug(arguments.bug).manifest if arguments.bug else example())
    reading = inputs.reading([path], explorer.configuration.kubernetes)
    if inputs.unreadable(reading) or len(reading.pods) != 1:
        raise UsageError(f"one Pod is exported, and {path} has {len(reading.pods)} readable Pods: name one file")
    pod = only_pod(explorer, reading.pods[0])
    with working(f"exporting {pod.name}"):
        lines = exported(explorer, pod, form, arguments.quotient)
        _write(lines, arguments.output)
    return 0


def _by_suffix(output: str | None) -> str:
    """The format that the output file is named after, else Promela."""
    if output is None:
        return "promela"
    suffix = Path(output).suffix
    named = [name for name, form in FORMATS.items() if form.suffix == suffix]
    if not named:
        known = ", ".join(form.suffix for form in FORMATS.values())
        raise UsageError(f"no format has the suffix {suffix!r}: choose one with --format, or use one of {known}")
    return named[0]


def _refuse(output: str) -> None:
    """Refuse a file that cannot be written before anything is explored."""
    if not Path(output).parent.is_dir():
        raise UsageError(f"nothing was written: there is no folder {Path(output).parent}")
    refuse_unsafe(output)


def _write(lines: Iterator[str], output: str | None) -> None:
    if output is None:
        sys.stdout.writelines(f"{line}\n" for line in lines)
    else:
        with open(output, "w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(f"{line}\n" for line in lines)
