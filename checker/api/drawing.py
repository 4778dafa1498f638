"""Diagrams of the specification, and of one Pod: its machines, its lifecycle, a trace."""

import os
from collections.abc import Iterable, Sequence

from podproof.checker.api.timelines import NEEDED, timeline
from podproof.checker.diagrams.formats import DIAGRAMS, Draw
from podproof.checker.errors import UsageError
from podproof.checker.manifests import Path, read
from podproof.checker.names import fault_classes, nearest
from podproof.spec.manifest import Manifest, example
from podproof.spec.pod.state import Pod

Drawing = str | bytes


def diagram(
    what: str,
    pod: Manifest | Pod | Path | None = None,
    *,
    format: str | None = None,
    trace: str = "termination",
    name: str = "",
    faults: str | Iterable[str] = "none",
    kubernetes: int | str | None = None,
) -> Drawing:
    """Draw a machine of the specification by its name, the `composition`, `lifecycle` or `sequence` of one Pod, or the
    `timeline` of a recorded one.

    `pod` is what `read` returns, a configuration, or the path of a manifest with one Pod (default: the example); for a
    timeline it is the path of a recording, of whose Pods `name` chooses one. `trace` names what a sequence shows: a
    walkthrough (`termination`, `termination-killed`) or a situation. The formats are `mermaid` (default), `dot`, `svg`
    (default of a timeline), `png` (bytes) and `markdown`; not every diagram has each. Raises `UsageError` for an
    unknown name or an unreachable situation, `ManifestError`, `RecordingError`, and `RuntimeError` if Graphviz is
    needed and absent.
    """
    from podproof.spec.pod.machines import MACHINES

    known = {machine.__name__: machine for machine in MACHINES}
    kinds = [kind for kind in DIAGRAMS if kind != "machine"]
    what = nearest(what, [*kinds, *known], "diagram or machine")
    draw = drawing_function(what, format or ("svg" if what == "timeline" else "mermaid"))
    if what == "timeline":
        if isinstance(pod, Manifest | Pod):
            raise UsageError(NEEDED)
        return timeline(pod, name, draw)
    if what not in kinds:
        return draw(known[what])
    return of_pod(what, _one_pod(pod, kubernetes), draw, fault_classes(faults), trace)


def drawing_function(what: str, form: str) -> Draw:
    """The function that draws in the format; raises `UsageError` for a format that the diagram does not have."""
    formats = DIAGRAMS.get(what, DIAGRAMS["machine"])
    if form not in formats:
        raise UsageError(f"{what} is not drawn as {form}: take one of {', '.join(formats)}")
    return formats[form]


def of_pod(what: str, pod: Pod, draw: Draw, faults: frozenset[str], trace: str) -> Drawing:
    """The composition, the lifecycle or the sequence diagram of one Pod."""
    from podproof.checker.compile import Compiled
    from podproof.checker.diagrams.quotient import explore_lifecycle
    from podproof.spec.pod.lifecycle import LIFECYCLE

    if what == "lifecycle":
        return draw(explore_lifecycle(LIFECYCLE, pod, faults))
    if what == "composition":
        return draw(Compiled(LIFECYCLE, pod, faults))
    return _sequence(trace, pod, faults, draw)


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


def _one_pod(pod: Manifest | Pod | Path | None, kubernetes: int | str | None) -> Pod:
    if isinstance(pod, Pod):
        return pod
    if isinstance(pod, Manifest):
        return pod.pod
    path = os.fspath(example() if pod is None else pod)
    manifests = read(path, kubernetes=kubernetes)
    if len(manifests) != 1:
        raise UsageError(f"a diagram shows one Pod, and {path} has {len(manifests)}: choose one that `read` returns")
    return manifests[0].pod
