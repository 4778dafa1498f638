"""Reading manifests and options, for every verb that takes manifests."""

import argparse
import errno
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, BinaryIO

from podproof.checker.cli.messages import tell
from podproof.checker.errors import UsageError
from podproof.checker.model import Bounds
from podproof.spec.manifest import Problem, Reading, read
from podproof.spec.manifest.layouts import Package, Unrendered
from podproof.spec.manifest.sources import SourceText

if TYPE_CHECKING:
    from podproof.checker.api.explorer import Explorer
    from podproof.checker.exploration import Liveness, Options

NO_POD = "no Pod found: give it a manifest of a Pod, or of a workload with a Pod template"


def explorer(arguments: argparse.Namespace) -> "Explorer":
    """The explorer that the arguments and the configuration ask for."""
    from podproof.checker.api.explorer import explorer_of

    return explorer_of(
        faults=arguments.faults,
        laws=arguments.law,
        law_files=arguments.laws,
        bug=getattr(arguments, "bug", None),
        engine=arguments.engine,
        liveness=arguments.liveness,
        bounds=bounds(arguments),
        config=arguments.config,
        kubernetes=arguments.kubernetes,
        fail_on=arguments.fail_on,
    )


def options(explorer: "Explorer", arguments: argparse.Namespace, traces: Iterable[str]) -> "Options":
    """The options of the explorer, with which laws named by `--trace` are decided, too."""
    shown = [name for name in traces if name in explorer.extended.laws]
    if not shown:
        return explorer.options
    laws = (*explorer.options.laws, *shown) if arguments.law else ()
    liveness: Liveness = "almost-sure" if arguments.liveness == "auto" else arguments.liveness
    return explorer.options._replace(laws=laws, liveness=liveness)


def bounds(arguments: argparse.Namespace) -> Bounds:
    """Where each exploration stops."""
    return Bounds(arguments.max_states, arguments.timeout, arguments.memory)


def repeated(arguments: argparse.Namespace) -> tuple[str, ...]:
    """The options about the model, for a command that asks about the same one."""
    given = {
        "--kubernetes": arguments.kubernetes,
        "--faults": arguments.faults,
        "--bug": getattr(arguments, "bug", None),
        "--config": arguments.config,
    }
    pairs = [(name, str(value)) for name, value in given.items() if value]
    pairs += [("--laws", name) for name in arguments.laws]
    return tuple(part for pair in pairs for part in pair)


def reading(paths: Sequence[str], kubernetes: int, *, findings: bool = False) -> Reading:
    """The Pods of the manifests; problems are printed to stderr and do not stop the other files.

    With `findings`, the warnings about Pods are left out, because they are findings of the answers.
    """
    found = read(paths, kubernetes=kubernetes, render=_render)
    tell(map(str, found.unrendered))
    tell(map(str, beside(found) if findings else found.problems))
    if not (found.pods or any(problem.severity == "error" for problem in found.problems)):
        raise UsageError(NO_POD)
    return found


def _render(package: Package) -> SourceText | Unrendered:
    from podproof.checker.packages.rendering import render  # here: few inputs are packages, and it runs programs

    return render(package, "auto")


def refuse_closed_input(paths: Sequence[str]) -> None:
    """Refuse a run that reads nothing but the standard input, which is closed."""
    if sys.stdin is None and set(paths) == {"-"}:
        raise UsageError("the standard input is closed; pipe a manifest into it")


def binary_input(path: str) -> BinaryIO:
    """The file, or the standard input for `-`, which stays open."""
    if path != "-":
        return open(path, "rb")
    if sys.stdin is None:
        raise OSError(errno.EBADF, "the standard input is closed")
    return open(sys.stdin.fileno(), "rb", closefd=False)


def beside(found: Reading) -> list[Problem]:
    """The problems that are not warnings about a Pod."""
    warnings = {warning for manifest in found.pods for warning in manifest.warnings}
    return [problem for problem in found.problems if problem not in warnings]


def unreadable(found: Reading) -> bool:
    """Whether some input has an error."""
    return any(problem.severity == "error" for problem in found.problems)
