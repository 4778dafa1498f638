"""What the verbs of the gate share: the configuration of a run, and the run itself."""

import argparse
import os
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from podproof.checker.api.options import exploration_options
from podproof.checker.cli import inputs
from podproof.checker.cli.messages import tell
from podproof.checker.cli.progress import counting
from podproof.checker.custom_laws.loading import ExtendedSpecification
from podproof.checker.errors import UsageError
from podproof.checker.exploration import Options
from podproof.checker.gate.cache import default_folder
from podproof.checker.gate.checking import Surroundings, check_paths
from podproof.checker.gate.configuration import GateConfiguration, read_configuration
from podproof.checker.gate.report import GateReport
from podproof.checker.processes import NewPool, WorkerPool, processors


def configuration(arguments: argparse.Namespace, extended: ExtendedSpecification) -> GateConfiguration:
    """The configuration of the repository with the flags of this run."""
    flags: Mapping[str, str | None] = {
        "kubernetes": None if arguments.kubernetes is None else str(arguments.kubernetes),
        "faults": arguments.faults,
        "fail_on": arguments.fail_on,
        "baseline": arguments.baseline,
        "select": ",".join(arguments.select) or None,
        "ignore": ",".join(arguments.ignore) or None,
    }
    own = [law.name for law in extended.own]
    found = read_configuration(flags, os.environ, arguments.config or "", own)
    arguments.faults = found.faults
    strict = found.strict or arguments.strict
    return found._replace(left_out=tuple(arguments.exclude), strict=strict, render=arguments.render)


def check(
    arguments: argparse.Namespace,
    extended: ExtendedSpecification,
    excluded: Sequence[str],
    configuration: GateConfiguration,
    paths: Sequence[str],
) -> GateReport:
    """One run of the gate on these paths; its own files, the `excluded` ones and the baseline, are not manifests."""
    settings = options(arguments, extended, configuration)
    own = [file for file in (*excluded, configuration.baseline) if file]
    with counting() as tell_counts:
        note = partial(warn, arguments.verb)
        surroundings = Surroundings(jobs(arguments), cache(arguments), tell_counts, note, pool(arguments))
        return check_paths(paths, configuration, settings, extended, surroundings, excluded=own)


def options(
    arguments: argparse.Namespace, extended: ExtendedSpecification, configuration: GateConfiguration
) -> Options:
    """How each Pod is explored."""
    return exploration_options(
        extended.specification,
        faults=configuration.faults,
        laws=arguments.law,
        engine=arguments.engine,
        liveness=arguments.liveness,
        bounds=inputs.bounds(arguments),
    )


def warn(verb: str, text: str) -> None:
    """Print a warning of a verb, in one line."""
    tell([f"podproof {verb}: {text}"])


def cache(arguments: argparse.Namespace) -> Path | None:
    """The folder of the cache; the user's own laws may read anything, so their verdicts are not kept."""
    if arguments.no_cache or getattr(arguments, "laws", ()):
        return None
    asked = arguments.cache_dir or os.environ.get("PODPROOF_CACHE_DIR")
    return Path(asked) if asked else default_folder()


def pool(arguments: argparse.Namespace) -> NewPool:
    """What makes the worker processes: this machine, or a cluster."""
    if arguments.cluster is None:
        return WorkerPool
    if arguments.timeout is not None:
        raise UsageError("--timeout kills processes, and those of a cluster are Dask's; leave one of the two out")
    from podproof.checker.fleet.dask_pool import DaskPool

    return lambda jobs, *preparation: DaskPool(arguments.cluster, *preparation)


def jobs(arguments: argparse.Namespace) -> int | None:
    """The number of worker processes; None: one is enough, and nothing asks for one that can be killed."""
    if arguments.cluster is not None:
        return processors()
    number = int(arguments.jobs or processors())
    return None if number == 1 and arguments.timeout is None else number
