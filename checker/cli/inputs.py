"""Reading manifests and options, for every verb that takes manifests."""

import argparse
import errno
import sys
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from podproof.checker.api.options import exploration_options
from podproof.checker.cli.messages import tell
from podproof.checker.errors import UsageError
from podproof.checker.exploration import Options
from podproof.checker.model import Bounds
from podproof.spec.manifest import Reading, read
from podproof.spec.notation import Specification

NO_POD = "no Pod found: give it a manifest of a Pod, or of a workload with a Pod template"


def options(arguments: argparse.Namespace, specification: Specification, traces: Iterable[str] = ()) -> Options:
    """The options that the arguments ask for; laws named by `--trace` are decided too."""
    shown = [name for name in traces if name in {law.name for law in specification.laws}]
    return exploration_options(
        specification,
        faults=arguments.faults,
        laws=[*arguments.law, *shown] if arguments.law else [],
        engine=arguments.engine,
        liveness="almost-sure" if shown and arguments.liveness == "auto" else arguments.liveness,
        bounds=Bounds(arguments.max_states, arguments.timeout, arguments.memory),
    )


def reading(paths: Sequence[str], kubernetes: int) -> Reading:
    """The Pods of the manifests; problems are printed to stderr and do not stop the other files."""
    found = read(paths, kubernetes=kubernetes)
    tell(map(str, found.problems))
    if not (found.pods or any(problem.severity == "error" for problem in found.problems)):
        raise UsageError(NO_POD)
    return found


def binary_input(path: str) -> BinaryIO:
    """The file, or the standard input for `-`, which stays open."""
    if path != "-":
        return open(path, "rb")
    if sys.stdin is None:
        raise OSError(errno.EBADF, "the standard input is closed")
    return open(sys.stdin.fileno(), "rb", closefd=False)


def unreadable(found: Reading) -> bool:
    """Whether some input has an error."""
    return any(problem.severity == "error" for problem in found.problems)
