"""What every verb that takes manifests does first: read them, and settle the options."""

import argparse
import sys
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from podproof.checker.exploration import Options
from podproof.checker.model import Bounds
from podproof.spec.manifest import Reading, read, spelling
from podproof.spec.notation import Specification
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.state import NEWEST, OLDEST

if TYPE_CHECKING:
    from podproof.spec.pod.known_bugs import Bug


ALIKE = 0.5
"""How alike a name must be to a known one, from 0 to 1, to be taken as a misspelling of it."""

MANY = 20
"""More names than so many are laws and situations, which have a list of their own."""


NO_POD = "no Pod found: give it a manifest of a Pod, or of a workload with a Pod template"


class Misuse(Exception):
    """The command line asks for something that there is not; exit code 2."""


def options(arguments: argparse.Namespace, specification: Specification, traces: Iterable[str] = ()) -> Options:
    """The options that the arguments ask for; a law whose trace is wanted is decided too."""
    bounds = Bounds(arguments.max_states, arguments.timeout, arguments.memory)
    known = [law.name for law in specification.laws]
    laws = tuple(nearest(name, known, "law") for name in arguments.law)
    told = tuple(name for name in traces if name in known)
    return Options(
        arguments.engine,
        faults(arguments.faults),
        bounds,
        laws + told if laws else (),
        patient=bool(laws or told) or arguments.liveness != "auto",
        weak=arguments.liveness == "weak-fairness",
    )


def bug(issue: str | None) -> "Bug | None":
    """The bug of Kubernetes that is to be brought back, if one is."""
    if issue is None:
        return None
    from podproof.spec.pod.known_bugs import BEYOND, BUGS

    if issue in BEYOND:
        raise Misuse(f"{issue} is beyond this model: {BEYOND[issue]}")
    known = {each.issue: each for each in BUGS}
    return known[nearest(issue.removeprefix("#"), list(known), "bug")]


def faults(text: str) -> frozenset[str]:
    """The classes of fault named by `none`, `all` or a list."""
    known = sorted(LIFECYCLE.faults)
    if text in ("none", "all"):
        return frozenset(known if text == "all" else ())
    return frozenset(nearest(name.strip(), known, "class of faults") for name in text.split(","))


def version(arguments: argparse.Namespace) -> int:
    """The minor version of Kubernetes to model."""
    asked = NEWEST if arguments.kubernetes is None else int(arguments.kubernetes)
    if not OLDEST <= asked <= NEWEST:
        raise Misuse(f"Kubernetes 1.{asked} is not modelled; choose from 1.{OLDEST} to 1.{NEWEST}")
    return asked


def nearest(name: str, known: Sequence[str], kind: str) -> str:
    """The name, if it is known whatever its case; else a `Misuse` that offers the nearest."""
    for each in known:
        if each.lower() == name.lower():
            return each
    meant = spelling.nearest(name, tuple(known), ALIKE)
    many = "`explore --list-laws` lists them" if len(known) > MANY else f"choose from {', '.join(known)}"
    hint = f"did you mean {meant}?" if meant else many
    raise Misuse(f"there is no {kind} {name!r}; {hint}")


def close(name: str, known: Collection[str]) -> str:
    """The nearest known name as an offer, if one is near."""
    meant = spelling.nearest(name, tuple(known), ALIKE)
    return f"; did you mean {meant}?" if meant else ""


def reading(paths: Sequence[str], kubernetes: int) -> Reading:
    """The Pods of the manifests; problems are told on stderr, and never stop the other files."""
    found = read(paths, kubernetes=kubernetes, stdin=sys.stdin.buffer if "-" in paths else None)
    tell(map(str, found.problems))
    if not (found.pods or any(problem.severity == "error" for problem in found.problems)):
        raise Misuse(NO_POD)
    return found


def tell(lines: Iterable[str]) -> None:
    """Messages for a person, on stderr."""
    for line in lines:
        print(line, file=sys.stderr)


def unreadable(found: Reading) -> bool:
    """Whether some input could not be taken as it is."""
    return any(problem.severity == "error" for problem in found.problems)
