"""One run of the gate: the pipeline with its workers and its cache."""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from podproof.checker.custom_laws.loading import ExtendedSpecification
from podproof.checker.exploration import Options
from podproof.checker.gate.cache import open_cache
from podproof.checker.gate.configuration import GateConfiguration
from podproof.checker.gate.findings import BEHAVING
from podproof.checker.gate.pipeline import Pipeline
from podproof.checker.gate.report import GateReport
from podproof.checker.gate.workers import RunSettings
from podproof.checker.processes import NewPool, WorkerPool
from podproof.spec.notation import Specification


class Surroundings(NamedTuple):
    """The surroundings of a run: worker processes (None: none), the folder of the cache (None: none), callbacks.

    `pool` makes the processes.
    """

    jobs: int | None = None
    cache: Path | None = None
    progress: Callable[[GateReport], None] = lambda report: None
    warn: Callable[[str], None] = lambda text: None
    pool: NewPool = WorkerPool


ALONE = Surroundings()
"""One process, no cache, no callbacks."""


def specification(law_files: tuple[str, ...]) -> Specification:
    """The specification with the laws of these files, made by each process for itself."""
    return ExtendedSpecification(BEHAVING, law_files).specification


def check_paths(
    paths: Sequence[str],
    configuration: GateConfiguration,
    options: Options,
    extended: ExtendedSpecification,
    surroundings: Surroundings = ALONE,
    *,
    excluded: Collection[str] = (),
) -> GateReport:
    """Check every Pod of these files and folders; the results are in the order of the files."""
    own = tuple(law.name for law in extended.own)
    settings = RunSettings(partial(specification, extended.names), options, configuration.expect, own)
    cache = open_cache(surroundings.cache, paths, surroundings.warn)
    try:
        pipeline = Pipeline(configuration, settings, cache, surroundings.jobs, excluded, surroundings.pool)
        return pipeline.report(paths, surroundings.progress)
    finally:
        cache.close()
