"""`diagram`: diagrams of the machines, of a Pod's machines and lifecycle, of a trace, and of a recorded Pod."""

import argparse
import sys
from collections import Counter
from pathlib import Path

from podproof.checker.api.drawing import Drawing, drawing_function, of_pod
from podproof.checker.api.timelines import NEEDED, NO_POD, observed, of_name
from podproof.checker.cli import inputs
from podproof.checker.cli.drawings import write
from podproof.checker.cli.messages import tell
from podproof.checker.cli.progress import working
from podproof.checker.diagrams.formats import DIAGRAMS, SUFFIXES, Draw
from podproof.checker.errors import UsageError
from podproof.checker.names import fault_classes, modeled_version, nearest
from podproof.spec.pod.state import Pod


def run(arguments: argparse.Namespace) -> int:
    """Draw the diagram, and answer the exit code."""
    try:
        form = arguments.format or _format(arguments.output, arguments.what)
        drawings, code = _draw(arguments, form)
        write(drawings, arguments.output, SUFFIXES[form])
    except (FileNotFoundError, RuntimeError) as error:
        if isinstance(error, FileNotFoundError) and error.filename:
            raise
        print(f"podproof diagram: {error}", file=sys.stderr)
        return 2
    except (ValueError, MemoryError) as error:
        print(f"podproof diagram: not decided: {error or 'the memory is too small'}", file=sys.stderr)
        return 3
    return code


def _format(output: str | None, what: str) -> str:
    """The format by the suffix of the file, or else one that needs no further program."""
    suffix = Path(output).suffix if output else ""
    named = [form for form, ending in SUFFIXES.items() if ending == suffix]
    return named[0] if named else "svg" if what.lower() == "timeline" else "mermaid"


def _draw(arguments: argparse.Namespace, form: str) -> tuple[dict[str, Drawing], int]:
    """The drawings by their names, and the exit code."""
    from podproof.spec.pod.machines import MACHINES

    known = {machine.__name__: machine for machine in MACHINES}
    kinds = [kind for kind in DIAGRAMS if kind != "machine"]
    what = nearest(arguments.what, ["all", *kinds, *known], "diagram or machine")
    draw = drawing_function(what, form)
    if what == "timeline":
        return _timelines(arguments, draw)
    if what in kinds:
        pod = _one_pod(arguments, what)
        with working(f"drawing {pod.name}"):
            return {pod.name: of_pod(what, pod, draw, fault_classes(arguments.faults), arguments.trace)}, 0
    if arguments.path:
        raise UsageError(f"a machine is the same for every Pod: leave {arguments.path} out, or ask for lifecycle")
    names = list(known) if what == "all" else [what]
    return {name: draw(known[name]) for name in names}, 0


def _one_pod(arguments: argparse.Namespace, what: str) -> Pod:
    from podproof.spec.manifest import example

    path = arguments.path or str(example())
    reading = inputs.reading([path], modeled_version(arguments.kubernetes).minor)
    if len(reading.pods) != 1 or inputs.unreadable(reading):
        raise UsageError(f"{what} draws one Pod, and {path} has {len(reading.pods)} readable Pods: name one file")
    return reading.pods[0].pod


def _timelines(arguments: argparse.Namespace, draw: Draw) -> tuple[dict[str, Drawing], int]:
    """The timelines by the names of their Pods, and 2 if a part of the recording is unreadable, else 0."""
    if not arguments.path:
        raise UsageError(NEEDED)
    with inputs.binary_input(arguments.path) as stream:
        pods, problems = observed(stream, arguments.path)
    tell(problems)
    if not pods:
        raise UsageError(f"{arguments.path}: {NO_POD}")
    counts = Counter(name for name, _ in pods)
    if arguments.pod is not None:
        pods = of_name(pods, arguments.pod)
    if len(pods) > 1 and (arguments.output is None or Path(arguments.output).suffix):
        first = next(iter(counts))
        raise UsageError(f"{arguments.path} has {len(pods)} Pods: choose one, as --pod {first}, or -o a folder")
    drawings = {
        name if counts[name] == 1 else f"{name}-{uid}": draw(observations) for (name, uid), observations in pods.items()
    }
    return drawings, 2 if problems else 0
