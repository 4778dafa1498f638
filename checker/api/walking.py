"""Walks through the states of a Pod, event by event, and the explorer in the browser."""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from podproof.checker.api.explorer import Explorer, explorer_of, only_pod
from podproof.checker.api.judging import judge
from podproof.checker.compile import Compiled
from podproof.checker.conformance.verdict import PodVerdict
from podproof.checker.errors import RecordingError
from podproof.checker.manifests import Path
from podproof.checker.pod_trace import PodTrace
from podproof.checker.server import require_server
from podproof.spec.manifest import Manifest
from podproof.spec.pod.state import Pod

if TYPE_CHECKING:
    from podproof.checker.explorer.pods import ExplorablePod

MOST_RECORDED = 100
"""Pods of a recording that the explorer shows."""


def walk(
    pod: Manifest | Pod | Path,
    events: Sequence[str],
    *,
    kubernetes: int | str | None = None,
    faults: str | Iterable[str] | None = None,
    bug: str | None = None,
    config: Path | None = None,
) -> PodTrace:
    """Take these events, one after the other, and return the trace.

    An event has the name of the transition that leads it, such as `"schedules"`, or with its container,
    `"starts:app"`; the address of the explorer has the same names. Raises `UsageError` with the first event that is
    unknown or cannot happen. The other arguments are those of `explore`.
    """
    from podproof.checker.explorer.walk import Walker

    explorer = explorer_of(faults=faults, bug=bug, config=config, kubernetes=kubernetes)
    compiled = Compiled(explorer.extended.specification, only_pod(explorer, pod), explorer.options.faults)
    return PodTrace.of(compiled, "walk", Walker(compiled).walked(events).trace)


def serve(
    *pods: Manifest,
    recording: Path | None = None,
    port: int = 0,
    kubernetes: int | str | None = None,
    faults: str | Iterable[str] | None = None,
    bug: str | None = None,
    config: Path | None = None,
    when_listening: Callable[[str], None] = print,
) -> None:
    """Serve the explorer of these Pods to a browser on this machine, until SIGINT or SIGTERM.

    With a `recording`, its Pods come first: step through their observations, and see the states that agree with each.
    `when_listening` is called with the address, which has a token that each request needs. Port 0 is a free one.
    Needs the extra `podproof[serve]`; raises `UsageError` without it and for a port that is taken.
    """
    explorer = explorer_of(faults=faults, bug=bug, config=config, kubernetes=kubernetes)
    serve_with(explorer, pods, recorded_pods(explorer, recording) if recording else (), port, when_listening)


def serve_with(
    explorer: Explorer,
    manifests: Iterable[Manifest],
    verdicts: Iterable[PodVerdict],
    port: int,
    when_listening: Callable[[str], None],
) -> None:
    """Serve the explorer of these Pods with the settings of another verb."""
    require_server("serve")
    from podproof.checker.explorer.pods import ExplorablePod
    from podproof.checker.explorer.recorded import RecordedPod
    from podproof.checker.explorer.serving import ExplorerServer

    pods = [ExplorablePod.of_recording(RecordedPod(each)) for each in verdicts]
    pods += [_explorable(explorer, each) for each in manifests]
    ExplorerServer(pods, port).run(when_listening)


def recorded_pods(
    explorer: Explorer, recording: Path, problem: Callable[[RecordingError], None] | None = None
) -> list[PodVerdict]:
    """The verdicts on the first Pods of a recording; if there are any, `problem` gets what could not be read."""
    found: list[PodVerdict] = []
    faults = explorer.options.faults
    try:
        version = explorer.configuration.version
        judged = judge(recording, kubernetes=str(version), faults="all" if faults is None else faults)
        found.extend(islice(judged, MOST_RECORDED))
    except RecordingError as error:
        if not found or problem is None:
            raise
        problem(error)
    return found


def _explorable(explorer: Explorer, manifest: Manifest) -> "ExplorablePod":
    """The Pod with the declarations of its owner; a known bug is brought back in the lifecycle without a clock only."""
    from podproof.checker.api.timing import time
    from podproof.checker.explorer.pods import ExplorablePod

    times = time(manifest, configuration=explorer.configuration)
    timed = None if explorer.bug else times.timed
    return ExplorablePod.of_manifest(times.manifest, explorer.extended.specification, explorer.options.faults, timed)
