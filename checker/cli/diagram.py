"""`diagram`: diagrams of the machines, of a Pod's machines and lifecycle, of a trace, and of a recorded Pod."""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from podproof.checker.cli import inputs
from podproof.checker.cli.messages import tell
from podproof.checker.cli.progress import working
from podproof.checker.diagrams.formats import DIAGRAMS, SUFFIXES, Draw
from podproof.checker.errors import UsageError
from podproof.checker.names import fault_classes, modelled_version, nearest
from podproof.spec.pod.state import Pod

Drawing = str | bytes


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
    draw = _drawing_function(what, form)
    if what == "timeline":
        return _timelines(arguments, draw)
    if what in kinds:
        return _diagram_of_pod(arguments, what, draw), 0
    if arguments.path:
        raise UsageError(f"a machine is the same for every Pod: leave {arguments.path} out, or ask for lifecycle")
    names = list(known) if what == "all" else [what]
    return {name: draw(known[name]) for name in names}, 0


def _drawing_function(what: str, form: str) -> Draw:
    """The function that draws in the format; a `UsageError` for a format that the diagram does not have."""
    formats = DIAGRAMS.get(what, DIAGRAMS["machine"])
    if form not in formats:
        raise UsageError(f"{what} is not drawn as {form}: take one of {', '.join(formats)}")
    return formats[form]


def _diagram_of_pod(arguments: argparse.Namespace, what: str, draw: Draw) -> dict[str, Drawing]:
    from podproof.checker.compile import Compiled
    from podproof.checker.diagrams.quotient import explore_lifecycle
    from podproof.spec.pod.lifecycle import LIFECYCLE

    pod = _one_pod(arguments, what)
    faults = fault_classes(arguments.faults)
    with working(f"drawing {pod.name}"):
        if what == "lifecycle":
            return {pod.name: draw(explore_lifecycle(LIFECYCLE, pod, faults))}
        if what == "composition":
            return {pod.name: draw(Compiled(LIFECYCLE, pod, faults))}
        return {pod.name: _sequence(arguments.trace, pod, faults, draw)}


def _one_pod(arguments: argparse.Namespace, what: str) -> Pod:
    from podproof.spec.manifest import example

    path = arguments.path or str(example())
    reading = inputs.reading([path], modelled_version(arguments.kubernetes))
    if len(reading.pods) != 1 or inputs.unreadable(reading):
        raise UsageError(f"{what} draws one Pod, and {path} has {len(reading.pods)} readable Pods: name one file")
    return reading.pods[0].pod


def _sequence(trace: str, pod: Pod, faults: frozenset[str], draw: Draw) -> Drawing:
    """A walkthrough, or the trace into a situation."""
    from podproof.checker.compile import Compiled
    from podproof.checker.diagrams.walkthrough import Chapter, walk
    from podproof.checker.exploration import Options, explore
    from podproof.checker.rendering.pod_traces import trace_renderer
    from podproof.spec.pod.lifecycle import LIFECYCLE
    from podproof.spec.pod.walkthroughs import WALKTHROUGHS

    walkthroughs = {each.name: each for each in WALKTHROUGHS}
    situations = {situation.name: situation for situation in LIFECYCLE.situations}
    name = nearest(trace, [*walkthroughs, *situations], "walkthrough or situation")
    chapters: Sequence[Chapter] | None
    if name in walkthroughs:
        compiled = Compiled(LIFECYCLE, pod, faults)
        chapters, description = walk(compiled, walkthroughs[name]), walkthroughs[name].description
    else:
        specification = LIFECYCLE._replace(laws=(), situations=(situations[name],))
        exploration = explore(specification, pod, Options(faults=faults))
        compiled = exploration.compiled
        witness = exploration.trace(exploration.situations[0].question)
        chapters, description = witness and [Chapter("", witness)], situations[name].description
    if not chapters:
        raise UsageError(f"{name} is unreachable for this Pod: choose another --trace, or try --faults all")
    return draw(trace_renderer(compiled), chapters, f"Pod {compiled.configuration.name}: {description}")


def _timelines(arguments: argparse.Namespace, draw: Draw) -> tuple[dict[str, Drawing], int]:
    """The timelines by the names of their Pods, and 2 if a part of the recording is unreadable, else 0."""
    if not arguments.path:
        raise UsageError("a timeline needs a recording: name a file with the output of `kubectl get pods -w -o json`")
    pods, problems = _observed(arguments.path)
    tell(problems)
    if not pods:
        raise UsageError(f"{arguments.path}: no Pod in it: record the output of `kubectl get pods -w -o json`")
    counts = Counter(name for name, _ in pods)
    if arguments.pod is not None:
        name = nearest(arguments.pod, list(counts), "Pod in the recording")
        pods = {key: observations for key, observations in pods.items() if key[0] == name}
    if len(pods) > 1 and (arguments.output is None or Path(arguments.output).suffix):
        first = next(iter(counts))
        raise UsageError(f"{arguments.path} has {len(pods)} Pods: choose one, as --pod {first}, or -o a folder")
    drawings = {
        name if counts[name] == 1 else f"{name}-{uid}": draw(observations) for (name, uid), observations in pods.items()
    }
    return drawings, 2 if problems else 0


def _observed(path: str) -> tuple[dict[tuple[str, str], list[object]], list[str]]:
    """The observations of each Pod by its name and UID, and a message for each unreadable part."""
    from podproof.spec.observation.recordings import Observed, entries
    from podproof.spec.observation.streams import DamagedStream

    pods: dict[tuple[str, str], list[object]] = {}
    problems = []
    with inputs.binary_input(path) as stream:
        for each in entries(stream):
            if isinstance(each, Observed) and each.pod.metadata is not None:
                key = each.pod.metadata.name, each.pod.metadata.uid
                pods.setdefault(key, []).append(each)
            elif isinstance(each, DamagedStream):
                problems.append(f"{path}:{each.line}: error: {each.message}")
    return pods, problems


def write(drawings: Mapping[str, Drawing], output: str | None, suffix: str) -> None:
    """Write to stdout, to one file, or each drawing to a file of its own in a folder."""
    if output is None:
        for each in drawings.values():
            sys.stdout.buffer.write(each) if isinstance(each, bytes) else sys.stdout.write(each)
    elif len(drawings) == 1 and not Path(output).is_dir():
        _save(Path(output), next(iter(drawings.values())))
    else:
        Path(output).mkdir(parents=True, exist_ok=True)
        for name, each in drawings.items():
            _save(Path(output) / f"{_file_name(name)}{suffix}", each)


def _file_name(name: str) -> str:
    """The name of a Pod as that of a file in this folder: who names Pods must not choose a path."""
    return re.sub(r"[^\w.-]", "_", name).lstrip(".") or "_"


def _save(path: Path, drawing: Drawing) -> None:
    path.write_bytes(drawing if isinstance(drawing, bytes) else drawing.encode())
