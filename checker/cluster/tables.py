"""Lists as tables, which kubectl prints: the columns of `kubectl get` (pkg/printers/internalversion/printers.go)."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

from podproof.checker.cluster.resources import EVENTS, PODS, Resource
from podproof.checker.cluster.selectors import field
from podproof.checker.cluster.statuses import Object
from podproof.spec.pod.printer import PRINTS_FAILURES_SINCE
from podproof.spec.pod.state import NEWEST


class Columns(NamedTuple):
    """The columns of a resource with their priorities, 1 for those of `-o wide`, and the cells of an object."""

    names: tuple[tuple[str, int], ...]
    cells: Callable[[Object, datetime], list[Any]]


def table(resource: Resource, items: Iterable[Object], metadata: Object, now: datetime, heads: bool = True) -> Object:
    """Objects of a resource as a table; a watch sends the heads of the columns once."""
    columns = COLUMNS.get(resource.storage, PLAIN)
    definitions = [
        {"name": name, "type": "string", "format": "name" * (name == "Name"), "description": "", "priority": priority}
        for name, priority in columns.names
    ]
    rows = [{"cells": columns.cells(item, now), "object": partial(item)} for item in items]
    return {
        "kind": "Table",
        "apiVersion": "meta.k8s.io/v1",
        "metadata": metadata,
        "columnDefinitions": definitions if heads else None,
        "rows": rows,
    }


def partial(item: Object) -> Object:
    """Only the metadata of an object."""
    return {"kind": "PartialObjectMetadata", "apiVersion": "meta.k8s.io/v1", "metadata": item["metadata"]}


def age(time: Any, now: datetime) -> str:
    """How long ago a time is, as kubectl writes it (apimachinery, pkg/util/duration)."""
    try:
        seconds = int((now - datetime.fromisoformat(time)).total_seconds())
    except (TypeError, ValueError):
        return "<unknown>"
    if seconds < 120:
        return f"{max(seconds, 0)}s"
    minutes, hours, days = seconds // 60, seconds // 3600, seconds // 86400
    if minutes < 10:
        return f"{minutes}m{seconds % 60}s" if seconds % 60 else f"{minutes}m"
    if minutes < 180:
        return f"{minutes}m"
    if hours < 8:
        return f"{hours}h{minutes % 60}m" if minutes % 60 else f"{hours}h"
    return f"{hours}h" if hours < 48 else f"{days}d"


def _plain(item: Object, now: datetime) -> list[Any]:
    metadata = item["metadata"]
    return [metadata["name"], age(metadata.get("creationTimestamp"), now)]


def _event(item: Object, now: datetime) -> list[Any]:
    about = f"{field(item, 'involvedObject.kind').lower()}/{field(item, 'involvedObject.name')}"
    seen = age(item.get("lastTimestamp") or item.get("eventTime"), now)
    texts = [str(item.get(name, "")) for name in ("type", "reason")]
    return [item["metadata"]["name"], seen, *texts, about, str(item.get("message", "")).strip()]


def _pod(item: Object, now: datetime) -> list[Any]:
    summary = pod_summary(item)
    status = item.get("status", {})
    name, since = _plain(item, now)
    where = [status.get("podIP") or "<none>", field(item, "spec.nodeName") or "<none>"]
    nominated = status.get("nominatedNodeName") or "<none>"
    gates = [each.get("conditionType") for each in item["spec"].get("readinessGates") or ()]
    met = sum(_condition(status, gate).get("status") == "True" for gate in gates)
    return [
        name, summary.ready, summary.status, summary.restarts, since,
        *where, nominated, f"{met}/{len(gates)}" if gates else "<none>",
    ]  # fmt: skip


class PodSummary(NamedTuple):
    """The columns READY, STATUS and RESTARTS of a Pod."""

    ready: str
    status: str
    restarts: int


def pod_summary(item: Object) -> PodSummary:
    """What `kubectl get pods` prints of a Pod object (printPod)."""
    status, spec = item.get("status", {}), item["spec"]
    text = status.get("reason") or status.get("phase", "")
    if _condition(status, "PodScheduled").get("reason") == "SchedulingGated":
        text = "SchedulingGated"
    sidecars = {each["name"] for each in spec.get("initContainers") or () if each.get("restartPolicy") == "Always"}
    inits, regular = _Inits(status, spec, sidecars), _Regular(status, text)
    shows_regular = not inits.text or _condition(status, "Initialized").get("status") == "True"
    restarts = inits.restarts_of_sidecars + regular.restarts if shows_regular else inits.restarts
    total = len(spec.get("containers") or ()) + len(sidecars)
    ready = inits.ready + regular.ready * shows_regular
    text = regular.text if shows_regular else inits.text
    if item["metadata"].get("deletionTimestamp"):
        text = _deleted(status, text)
    return PodSummary(f"{ready}/{total}", text, restarts)


def _deleted(status: Object, text: str) -> str:
    if status.get("reason") == "NodeLost":
        return "Unknown"
    return text if status.get("phase") in ("Succeeded", "Failed") else "Terminating"


class _Inits:
    """What the init containers contribute: the first that has not done its part gives the text."""

    def __init__(self, status: Object, spec: Object, sidecars: set[str]) -> None:
        self.text, self.ready, self.restarts, self.restarts_of_sidecars = "", 0, 0, 0
        number = len(spec.get("initContainers") or ())
        for index, each in enumerate(status.get("initContainerStatuses") or ()):
            is_sidecar, state = each["name"] in sidecars, each.get("state") or {}
            self.restarts += each.get("restartCount", 0)
            self.restarts_of_sidecars += each.get("restartCount", 0) * is_sidecar
            self.ready += bool(is_sidecar and each.get("ready") and state.get("running"))
            if not self.text and not _is_initialized(each, is_sidecar):
                self.text = f"Init:{_reason(state, ('', 'PodInitializing')) or f'{index}/{number}'}"


def _is_initialized(each: Object, is_sidecar: bool) -> bool:
    ended = (each.get("state") or {}).get("terminated")
    if ended and ended.get("exitCode") == 0:
        return True
    return is_sidecar and bool(each.get("started"))


class _Regular:
    """What the regular containers contribute: the first of them that waits or has ended gives the text."""

    def __init__(self, status: Object, text: str) -> None:
        self.ready = self.restarts = 0
        has_running, failed = False, ""
        for each in reversed(status.get("containerStatuses") or ()):
            state = each.get("state") or {}
            self.restarts += each.get("restartCount", 0)
            reason = _reason(state, ("",))
            text = reason or text
            if reason and (state.get("terminated") or {}).get("exitCode"):
                failed = reason
            if not reason and each.get("ready") and state.get("running"):
                has_running = True
                self.ready += 1
        if text == "Completed":
            text = _completed(status, has_running, failed if NEWEST >= PRINTS_FAILURES_SINCE else "")
        self.text = text


def _completed(status: Object, has_running: bool, failed: str) -> str:
    if has_running:
        return "Running" if _condition(status, "Ready").get("status") == "True" else "NotReady"
    return failed or "Completed"


def _reason(state: Object, silent: tuple[str, ...]) -> str:
    """The reason of a container that waits or has ended; a waiting one with a silent reason has none."""
    if ended := state.get("terminated"):
        number = f"Signal:{ended['signal']}" if ended.get("signal") else f"ExitCode:{ended.get('exitCode', 0)}"
        return ended.get("reason") or number
    reason = (state.get("waiting") or {}).get("reason") or ""
    return "" if reason in silent else reason


def _condition(status: Object, type: Any) -> Object:
    found: Iterator[Object] = (each for each in status.get("conditions") or () if each.get("type") == type)
    return next(found, {})


def utc_now() -> datetime:
    """The time of the machine."""
    return datetime.now(UTC)


PLAIN = Columns((("Name", 0), ("Age", 0)), _plain)

COLUMNS = {
    PODS.storage: Columns(
        (("Name", 0), ("Ready", 0), ("Status", 0), ("Restarts", 0), ("Age", 0), ("IP", 1), ("Node", 1),
         ("Nominated Node", 1), ("Readiness Gates", 1)),
        _pod,
    ),
    EVENTS.storage: Columns(
        (("Name", 1), ("Last Seen", 0), ("Type", 0), ("Reason", 0), ("Object", 0), ("Message", 0)), _event
    ),
}  # fmt: skip
