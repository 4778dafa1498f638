"""The gate as a function: check files and folders, get a report."""

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path as Folder
from typing import NamedTuple

from podproof.checker.api.options import exploration_options
from podproof.checker.custom_laws.loading import ExtendedSpecification
from podproof.checker.exploration import Liveness, Options
from podproof.checker.gate.checking import Surroundings, check_paths
from podproof.checker.gate.configuration import GateConfiguration, read_configuration
from podproof.checker.gate.findings import BEHAVING
from podproof.checker.gate.formats import FORMATS
from podproof.checker.gate.formats import render as render_report
from podproof.checker.gate.report import GateReport
from podproof.checker.manifests import Path
from podproof.checker.model import Bounds
from podproof.checker.names import modeled_version, nearest
from podproof.spec.pod.lifecycle import LIFECYCLE


def check(
    *paths: Path,
    config: Path | None = None,
    kubernetes: int | str | None = None,
    faults: str | None = None,
    fail_on: str | None = None,
    baseline: Path | None = None,
    law_files: Iterable[str] = (),
    liveness: Liveness = "auto",
    max_states: int | None = None,
    timeout: float | None = None,
    memory: int | None = None,
    jobs: int = 1,
    cache: Path | None = None,
) -> GateReport:
    """Check every Pod of files and folders against the laws and the findings, as `podproof check` does.

    `config` is a `podproof.toml` (default: the one in the working directory or above); the other arguments override it.
    `timeout` is in seconds for each Pod, `memory` in bytes; `jobs` is the number of processes; `cache` is a folder that
    keeps answers between runs. A file that cannot be read is a result of the report, whose `code` is the exit code of
    the command. Raises `ConfigurationError`, `LawError` and `UsageError`.
    """
    run = gate_run(
        config=config,
        kubernetes=kubernetes,
        faults=faults,
        fail_on=fail_on,
        baseline=baseline,
        law_files=law_files,
        liveness=liveness,
        max_states=max_states,
        timeout=timeout,
        memory=memory,
        jobs=jobs,
        cache=cache,
    )
    return run.check(run.configuration, [os.fspath(path) for path in paths] or list(run.configuration.paths))


class GateRun(NamedTuple):
    """The settings of a run of the gate."""

    configuration: GateConfiguration
    extended: ExtendedSpecification
    options: Options
    surroundings: Surroundings

    def check(self, configuration: GateConfiguration, paths: Sequence[str]) -> GateReport:
        """Check the paths with this configuration, which may differ from that of the run in its folders."""
        excluded = [configuration.baseline] if configuration.baseline else []
        return check_paths(paths, configuration, self.options, self.extended, self.surroundings, excluded=excluded)


def gate_run(
    *,
    config: Path | None,
    kubernetes: int | str | None,
    faults: str | None,
    fail_on: str | None,
    baseline: Path | None = None,
    laws: Iterable[str] = (),
    law_files: Iterable[str],
    liveness: Liveness,
    max_states: int | None,
    timeout: float | None,
    memory: int | None,
    jobs: int,
    cache: Path | None,
) -> GateRun:
    """The settings of a run from the arguments of a function."""
    files = tuple(law_files)
    extended = ExtendedSpecification(BEHAVING, files)
    flags: Mapping[str, str | None] = {
        "kubernetes": None if kubernetes is None else str(modeled_version(kubernetes)),
        "faults": faults,
        "fail_on": fail_on,
        "baseline": None if baseline is None else os.fspath(baseline),
    }
    named = "" if config is None else os.fspath(config)
    configuration = read_configuration(flags, os.environ, named, [law.name for law in extended.own])
    bounds = Bounds(max_states, timeout, memory)
    options = exploration_options(
        extended.specification, faults=configuration.faults, laws=laws, liveness=liveness, bounds=bounds
    )
    surroundings = Surroundings(None if jobs == 1 else jobs, None if cache is None or files else Folder(cache))
    return GateRun(configuration, extended, options, surroundings)


def render(report: GateReport, format: str = "text") -> str:
    """The report as `text`, `json`, `sarif`, `junit`, `github` or `tap`. Raises `UsageError` for another name."""
    laws = {law.name: law for law in LIFECYCLE.laws}
    return render_report(nearest(format, list(FORMATS), "format"), report, laws)
