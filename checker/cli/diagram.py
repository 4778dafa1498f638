"""`diagram`: pictures of the machines, of all machines of a Pod, of its life, of a trace, and of a recorded life."""

import argparse
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from podproof.checker.cli import inputs
from podproof.checker.cli.progress import working
from podproof.checker.errors import UsageError
from podproof.checker.names import fault_classes, modelled_version, nearest

FORMATS = {"mermaid": ".mmd", "dot": ".dot", "svg": ".svg", "png": ".png", "markdown": ".md"}
PICTURES = ("composition", "life", "trace", "timeline")

Drawing = str | bytes


def run(arguments: argparse.Namespace) -> int:
    """Draw what was asked for, and answer the exit code."""
    try:
        form = arguments.format or _form(arguments.output, arguments.what)
        drawn, code = _drawn(arguments, form)
        write(drawn, arguments.output, FORMATS[form])
    except (FileNotFoundError, RuntimeError) as error:
        if isinstance(error, FileNotFoundError) and error.filename:
            raise
        print(f"podproof diagram: {error}", file=sys.stderr)
        return 2
    except (ValueError, MemoryError) as error:
        print(f"podproof diagram: not decided: {error or 'the memory is too small'}", file=sys.stderr)
        return 3
    return code


def _form(output: str | None, what: str) -> str:
    """The format that the file's name asks for, or else what a picture can always be."""
    suffix = Path(output).suffix if output else ""
    named = [form for form, ending in FORMATS.items() if ending == suffix]
    return named[0] if named else "svg" if what.lower() == "timeline" else "mermaid"


def _drawn(arguments: argparse.Namespace, form: str) -> tuple[dict[str, Drawing], int]:
    """The pictures by their names, and the exit code."""
    from podproof.spec.pod.machines import MACHINES

    known = {machine.__name__: machine for machine in MACHINES}
    what = nearest(arguments.what, ["all", *PICTURES, *known], "picture or machine")
    if what not in PICTURES:
        if arguments.path:
            raise UsageError(f"a machine is the same for every Pod: leave {arguments.path} out, or ask for life")
        from podproof.checker.diagrams import machines

        names = list(known) if what == "all" else [what]
        return {name: _in_form(machines, form, name)(known[name]) for name in names}, 0
    if what == "timeline":
        return _timeline(arguments, form)
    return _of_pod(arguments, what, form), 0


def _in_form(module: object, form: str, what: str) -> Callable[..., Drawing]:
    """The function of a module that draws in the format; a `UsageError` where there is none."""
    draw = vars(module).get(form)
    if draw is None:
        others = ", ".join(other for other in FORMATS if other in vars(module))
        raise UsageError(f"{what} is not drawn as {form}: take one of {others}")
    found: Callable[..., Drawing] = draw
    return found


def _of_pod(arguments: argparse.Namespace, what: str, form: str) -> dict[str, Drawing]:
    from podproof.checker.diagrams import composition, lifecycle, sequence
    from podproof.spec.manifest import example

    draw = _in_form({"composition": composition, "lifecycle": lifecycle, "sequence": sequence}[what], form, what)
    path = arguments.path or str(example())
    found = inputs.reading([path], modelled_version(arguments.kubernetes))
    if len(found.pods) != 1 or inputs.unreadable(found):
        raise UsageError(f"{what} draws one Pod, and {path} has {len(found.pods)} that can be read: name one file")
    pod = found.pods[0].pod
    with working(f"drawing {pod.name}"):
        if what == "life":
            from podproof.checker.diagrams.quotient import explored
            from podproof.spec.pod.lifecycle import LIFECYCLE

            return {pod.name: draw(explored(LIFECYCLE, pod, fault_classes(arguments.faults)))}
        if what == "composition":
            from podproof.checker.compile import compile_pod
            from podproof.spec.pod.lifecycle import LIFECYCLE

            return {pod.name: draw(compile_pod(LIFECYCLE, pod, fault_classes(arguments.faults)))}
        return {pod.name: _trace(arguments, pod, draw)}


def _trace(arguments: argparse.Namespace, pod: object, draw: Callable[..., Drawing]) -> Drawing:
    """One of the lives that are told in full, or the trace into a situation."""
    from podproof.checker.compile import compile_pod
    from podproof.checker.diagrams.walkthrough import Chapter, walk
    from podproof.checker.exploration import Options, explore
    from podproof.checker.rendering.pod_traces import trace_renderer
    from podproof.spec.pod.lifecycle import LIFECYCLE
    from podproof.spec.pod.walkthroughs import WALKTHROUGHS

    walkthroughs = {each.name: each for each in WALKTHROUGHS}
    named = {situation.name: situation for situation in LIFECYCLE.situations}
    name = nearest(arguments.trace, [*walkthroughs, *named], "walkthrough or situation")
    faults = fault_classes(arguments.faults)
    if name in walkthroughs:
        compiled = compile_pod(LIFECYCLE, pod, faults)
        parts = walk(compiled, walkthroughs[name])
        description = walkthroughs[name].description
    else:
        specification = LIFECYCLE._replace(laws=(), situations=(named[name],))
        explored = explore(specification, pod, Options(faults=faults))
        compiled = explored.compiled
        told = explored.trace(explored.situations[0].question)
        parts = told and (Chapter("", told),)
        description = f"how it gets here: {named[name].description}"
    if not parts:
        raise UsageError(f"this Pod has no such life: {name}; another --trace, or --faults all, may have one")
    title = f"Pod {compiled.configuration.name}: {description}"
    return draw(trace_renderer(compiled), parts, title)


def _timeline(arguments: argparse.Namespace, form: str) -> tuple[dict[str, Drawing], int]:
    """The timelines by the names of their Pods, and 2 if some of the recording could not be read, else 0."""
    from podproof.checker.diagrams import timeline

    draw = _in_form(timeline, form, "timeline")
    if not arguments.path:
        raise UsageError("a timeline is drawn of a recording: name what `kubectl get pods -w -o json` printed")
    seen, problems = _observed(arguments.path)
    inputs.tell(problems)
    if not seen:
        raise UsageError(f"{arguments.path}: no Pod in it: record what `kubectl get pods -w -o json` prints")
    counts = Counter(name for name, _ in seen)
    if arguments.pod is not None:
        name = nearest(arguments.pod, list(counts), "Pod in the recording")
        seen = {key: those for key, those in seen.items() if key[0] == name}
    if len(seen) > 1 and (arguments.output is None or Path(arguments.output).suffix):
        first = next(iter(counts))
        raise UsageError(f"{len(seen)} Pods are in {arguments.path}: choose one, as --pod {first}, or -o a folder")
    drawn = {name if counts[name] == 1 else f"{name}-{uid}": draw(those) for (name, uid), those in seen.items()}
    return drawn, 2 if problems else 0


def _observed(path: str) -> tuple[dict[tuple[str, str], list[object]], list[str]]:
    """The observations of each Pod by its name and UID, and what could not be read."""
    from podproof.spec.observation.recordings import Observed, recording
    from podproof.spec.observation.streams import DamagedStream

    seen: dict[tuple[str, str], list[object]] = {}
    problems = []
    with _opened(path) as stream:
        for found in recording(stream):
            if isinstance(found, Observed) and found.pod.metadata is not None:
                key = found.pod.metadata.name, found.pod.metadata.uid
                seen.setdefault(key, []).append(found)
            elif isinstance(found, DamagedStream):
                problems.append(f"{path}:{found.line}: error: {found.message}")
    return seen, problems


def _opened(path: str) -> BinaryIO:
    return open(sys.stdin.fileno(), "rb", closefd=False) if path == "-" else open(path, "rb")


def write(drawn: dict[str, Drawing], output: str | None, suffix: str) -> None:
    """To stdout, to one file, or each to a file of its own in a folder."""
    if output is None:
        for each in drawn.values():
            sys.stdout.buffer.write(each) if isinstance(each, bytes) else sys.stdout.write(each)
    elif len(drawn) == 1 and not Path(output).is_dir():
        _save(Path(output), next(iter(drawn.values())))
    else:
        Path(output).mkdir(parents=True, exist_ok=True)
        for name, each in drawn.items():
            _save(Path(output) / f"{name}{suffix}", each)


def _save(path: Path, drawing: Drawing) -> None:
    path.write_bytes(drawing if isinstance(drawing, bytes) else drawing.encode())
