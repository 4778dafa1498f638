"""Two versions of manifests compared: files, folders, or revisions of a git repository."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path as Folder
from tempfile import TemporaryDirectory

from podproof.checker.api.checking import gate_run
from podproof.checker.errors import UsageError
from podproof.checker.exploration import Liveness, Options, explore
from podproof.checker.gate.comparison import PodChange, compare
from podproof.checker.gate.configuration import GateConfiguration
from podproof.checker.gate.findings import BEHAVING, with_declarations
from podproof.checker.gate.report import GateReport
from podproof.checker.gate.sides import Operands, Side
from podproof.checker.manifests import Path
from podproof.checker.rendering.pod_traces import trace_renderer
from podproof.checker.rendering.text import TraceText
from podproof.checker.reports.comparison import ComparisonReport
from podproof.spec.manifest import read

NO_POD = "no Pod is on either side"

Check = Callable[[GateConfiguration, Sequence[str]], GateReport]


def diff(
    *operands: Path,
    paths: Iterable[Path] | None = None,
    config: Path | None = None,
    kubernetes: int | str | None = None,
    faults: str | None = None,
    fail_on: str | None = None,
    laws: Iterable[str] = (),
    law_files: Iterable[str] = (),
    liveness: Liveness = "auto",
    max_states: int | None = None,
    timeout: float | None = None,
    memory: int | None = None,
    jobs: int = 1,
    cache: Path | None = None,
) -> ComparisonReport:
    """Compare two versions of manifests, as `podproof diff` does: findings, situations and laws, gained and lost.

    `operands` are two files or folders, or revisions of the git repository around the working directory; `paths` are
    those to compare in the revisions. The other arguments are those of `check`. `code` of the report is 1 if the new
    version has a finding that counts and that the old one does not have. Raises `ConfigurationError`, `LawError` and
    `UsageError`.
    """
    run = gate_run(
        config=config,
        kubernetes=kubernetes,
        faults=faults,
        fail_on=fail_on,
        laws=laws,
        law_files=law_files,
        liveness=liveness,
        max_states=max_states,
        timeout=timeout,
        memory=memory,
        jobs=jobs,
        cache=cache,
    )
    named = None if paths is None else [os.fspath(each) for each in paths]
    return compared([os.fspath(each) for each in operands], named, run.configuration, run.options, run.check)


def compared(
    operands: Sequence[str],
    paths: Sequence[str] | None,
    configuration: GateConfiguration,
    options: Options,
    check: Check,
) -> ComparisonReport:
    """Check both sides, and compare them; a baseline is not used."""
    configuration = configuration._replace(known={}, baseline="")
    with TemporaryDirectory(prefix="podproof-") as folder:
        old, new = Operands(configuration, Folder(folder).resolve()).sides(operands, paths)
        reports = [check(side.configuration, side.paths) for side in (old, new)]
        if all(report.is_empty for report in reports):
            raise UsageError(NO_POD)
        comparison = compare(reports[0], reports[1], (old.place, new.place))
        traces = tuple(_traces(options, new, change) for change in comparison.changes)
    unreadable = (line for side, report in zip((old, new), reports, strict=True) for line in _unreadable(side, report))
    return ComparisonReport(comparison, old, new, traces, tuple(unreadable))


def _unreadable(side: Side, report: GateReport) -> Iterable[str]:
    """What is wrong with the unreadable files of a side: without them nothing can be said about the whole."""
    for unit in report.units:
        for problem in unit.problems if unit.unreadable else ():
            yield f"{side.shown(problem.file)}:{problem.line}:{problem.column}: {problem.message}; {problem.advice}"


def _traces(options: Options, side: Side, change: PodChange) -> Mapping[str, TraceText]:
    """A trace into each situation that the Pod has gained: the Pod is explored once more, without its laws."""
    if not change.situations_gained or change.new is None:
        return {}
    found = read([change.new.file], kubernetes=side.configuration.kubernetes).pods
    pod = change.new.pod
    (manifest, *_) = [each for each in found if (each.kind, each.position.line) == (pod.kind, pod.line)]
    situations = tuple(each for each in BEHAVING.situations if each.name in change.situations_gained)
    specification = BEHAVING._replace(laws=(), situations=situations)
    exploration = explore(specification, with_declarations(manifest, side.configuration).pod, options._replace(laws=()))
    renderer, traces = trace_renderer(exploration.compiled), {}
    for result in exploration.situations:
        if result.reachable and (trace := exploration.trace(result.question)):
            traces[result.situation.name] = TraceText(tuple(renderer.lines(trace)), trace.loop)
    return traces
