"""Bars on the lifelines of a sequence diagram: running processes, deletion, grace periods, traffic."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from podproof.checker.diagrams import theme
from podproof.checker.diagrams.scene import Scene
from podproof.checker.diagrams.theme import Color
from podproof.checker.formulas import State


class Bar(NamedTuple):
    """How a lasting condition looks, and what it means."""

    fill: Color
    line: Color
    stripes: Color | None
    text: str


RUNS = Bar(theme.GREEN, theme.DEEP_GREEN, None, "the process runs")
PRE_STOP = Bar(theme.GREEN, theme.DEEP_GREEN, theme.DEEP_GREEN, "runs, and its preStop hook too")
SIGNALLED = Bar(theme.YELLOW, theme.DEEP_YELLOW, theme.DEEP_YELLOW, "runs, SIGTERM was sent")
MARKED = Bar(theme.PURPLE, theme.DEEP_PURPLE, None, "deletionTimestamp is set")
SERVES = Bar(theme.BLUE, theme.DEEP_BLUE, None, "the Pod gets traffic")
GRACE = Bar(theme.YELLOW, theme.DEEP_YELLOW, None, "the grace period runs")
OVER = Bar(theme.RED, theme.DEEP_RED, theme.DEEP_RED, "the grace period is over")
DOWN = Bar(theme.GREY, theme.LINE, theme.LINE, "the kubelet is down")

LEGEND = (RUNS, PRE_STOP, SIGNALLED, SERVES, MARKED, GRACE, OVER, DOWN)


def bars(scene: Scene, state: State) -> dict[str, Bar]:
    """The bars in a state, by the key of the party."""
    pod, containers = scene.renderer.compiled.records(state)
    by_party = dict(_of_pod(pod))
    for site in scene.containers:
        bar = _of_container(containers[site])
        if bar:
            by_party[f"container {site}"] = bar
    return by_party


def _of_pod(pod: Any) -> Iterator[tuple[str, Bar]]:
    if pod.deletion in ("Requested", "Shortened", "Held"):
        yield "api", MARKED
    if pod.endpoint == "Ready":
        yield "endpoints", SERVES
    if pod.kubelet == "Down":
        yield "kubelet", DOWN
    elif pod.worker in ("Killing", "Terminating") or pod.sync == "InKill":
        yield "kubelet", GRACE if pod.grace == "Left" else OVER


def _of_container(container: Any) -> Bar | None:
    if container.runtime != "Running":
        return None
    if container.stop == "PreStop":
        return PRE_STOP
    return SIGNALLED if container.stop in ("Signalled", "SignalledLate") else RUNS
