"""`check`: the gate of a repository."""

import argparse
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from podproof.checker.cli import each_version, gate, inputs
from podproof.checker.cli.fixing import fix, show, with_offers
from podproof.checker.cli.messages import tell
from podproof.checker.cli.output import Output
from podproof.checker.cli.watching import watch
from podproof.checker.custom_laws.loading import ExtendedSpecification
from podproof.checker.errors import Error, UsageError
from podproof.checker.gate import baseline
from podproof.checker.gate.findings import BEHAVING
from podproof.checker.gate.formats import FORMATS, render
from podproof.checker.gate.formats.json import document
from podproof.checker.gate.formats.pod_text import TextView
from podproof.checker.gate.formats.text import lines
from podproof.checker.gate.report import CLEAN, UNREADABLE, GateReport
from podproof.checker.names import nearest
from podproof.checker.output_files import refuse_unsafe
from podproof.checker.rendering.text import count
from podproof.spec.notation import Law
from podproof.spec.pod.versions import VersionSpan


def run(arguments: argparse.Namespace) -> int:
    """Check everything once, for each version that is asked for, or after each change, and return the exit code."""
    if isinstance(arguments.kubernetes, VersionSpan):
        return each_version.run(arguments, _of_version)
    if not arguments.watch:
        return check(arguments)
    if "-" in arguments.paths:
        raise UsageError("--watch watches files; the standard input is read only once")
    return watch(partial(_again, arguments), arguments.paths or ["."])


def _of_version(one: argparse.Namespace) -> each_version.VersionAnswer:
    extended = ExtendedSpecification(BEHAVING, one.laws)
    configuration = gate.configuration(one, extended)
    paths = one.paths or configuration.paths or ["."]
    inputs.refuse_closed_input(paths)
    report = gate.check(one, extended, (), configuration, paths)
    if report.is_empty:
        raise UsageError(inputs.NO_POD)
    view = TextView(Output().width, verbose=one.verbose, quiet=one.quiet)
    text, found = ([], document(report)) if one.format == "json" else (list(lines(report, view)), {})
    return each_version.VersionAnswer(report, text, found, _code(one, report, extended))


def _again(arguments: argparse.Namespace) -> int:
    """One of several checks: a mistake in a file that somebody edits does not end them."""
    try:
        return check(argparse.Namespace(**vars(arguments)))
    except Error as error:
        tell(f"podproof check: {line}" for line in str(error).splitlines())
        return UNREADABLE


def check(arguments: argparse.Namespace) -> int:
    """Check everything, write the report in each requested format, and return the exit code."""
    extended = ExtendedSpecification(BEHAVING, arguments.laws)
    configuration = gate.configuration(arguments, extended)
    outputs = _outputs(arguments)
    paths = arguments.paths or configuration.paths or ["."]
    inputs.refuse_closed_input(paths)
    once = partial(gate.check, arguments, extended, _own_files(arguments))
    if arguments.fix and "-" in paths:
        raise UsageError("--fix changes files; the standard input is none")
    if arguments.fix:
        fix(partial(once, with_offers(configuration), paths))
    report = once(with_offers(configuration) if arguments.diff else configuration, paths)
    if arguments.diff and not report.is_empty:
        return show(report)
    for name, file in outputs:
        _write(report, name, file, extended.laws, TextView(verbose=arguments.verbose, quiet=arguments.quiet))
    if report.is_empty:
        raise UsageError(inputs.NO_POD)
    if arguments.write_baseline:
        _write_file(arguments.write_baseline, text := baseline.render(report.results))
        entries = text.count('"rule":')
        tell([f"podproof check: {arguments.write_baseline}: written with {count(entries, 'result')}"])
    return _code(arguments, report, extended)


def _code(arguments: argparse.Namespace, report: GateReport, extended: ExtendedSpecification) -> int:
    for unit in report.units:
        for pod in unit.pods:
            extended.note_outcomes(pod.own)
    tell(f"podproof check: {line}" for line in extended.vacuous())
    code = UNREADABLE if extended.vacuous() else report.code
    return CLEAN if arguments.exit_zero or arguments.write_baseline else code


def _outputs(arguments: argparse.Namespace) -> list[tuple[str, str]]:
    """The requested formats with their files; stdout has an empty name."""
    pairs = [("text", "")] if not arguments.format else [(arguments.format, "")]
    for asked in arguments.output:
        name, equals, file = asked.partition("=")
        if not (equals and file):
            raise UsageError(f"--output {asked}: write FORMAT=FILE, such as sarif=podproof.sarif")
        pairs.append((nearest(name, list(FORMATS), "format"), file))
    return pairs


def _own_files(arguments: argparse.Namespace) -> list[str]:
    """The files that the run writes; they may lie among the manifests."""
    files = [arguments.write_baseline, *(file for _, file in _outputs(arguments))]
    return [file for file in files if file]


def _write_file(file: str, text: str) -> None:
    refuse_unsafe(file)
    Path(file).write_text(text, encoding="utf-8")


def _write(report: GateReport, name: str, file: str, laws: Mapping[str, Law], view: TextView) -> None:
    if file:
        _write_file(file, f"{render(name, report, laws)}\n")
    elif name == "text":
        console = Output()
        console.print_lines(lines(report, view._replace(width=console.width)))
    else:
        print(render(name, report, laws))
