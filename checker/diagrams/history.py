"""The history of a recorded Pod as spans of time and events: the content of a timeline.

A watch gives the time of each status; the status itself gives the start and the end of a container in whole seconds.
Only observations count: a probe is visible only by its effect on `ready`, `started` and the restart count.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from podproof.spec.observation.entries import Observed
from podproof.spec.observation.objects import ContainerStatus, PodObject, Time, seconds_of


class Span(NamedTuple):
    """A span of time in which one value lasts; times in seconds since 1970."""

    start: float
    end: float
    kind: str
    text: str


class TimelineEvent(NamedTuple):
    """An event of the Pod or, if `container` is not empty, of one of its containers."""

    time: float
    container: str
    text: str


class Tick(NamedTuple):
    """A result of a probe, at one moment."""

    time: float
    is_good: bool


class Track(NamedTuple):
    """One row of bars, or of results of a probe."""

    name: str
    spans: tuple[Span, ...]
    ticks: tuple[Tick, ...] = ()


class History(NamedTuple):
    """The history of a Pod from its first observation to its last."""

    name: str
    began: float
    ended: float
    tracks: tuple[Track, ...]
    events: tuple[TimelineEvent, ...]


class Moment(NamedTuple):
    """One observation with its time."""

    time: float
    event: str
    pod: PodObject


def history(observations: Sequence[Observed]) -> History:
    """The history that the observations of one Pod show; ValueError without observations."""
    if not observations:
        raise ValueError("no observation of a Pod")
    moments = list(_moments(observations))
    metadata = moments[-1].pod.metadata
    assert metadata is not None
    began, ended = min(seconds_of(metadata.creationTimestamp) or moments[0].time, moments[0].time), moments[-1].time
    tracks = [Track("phase", tuple(_phases(moments))), Track("Ready", tuple(_ready(moments)))]
    deletion = tuple(_deletion(moments))
    tracks += [Track("deletion", deletion)] if deletion else []
    events = [TimelineEvent(began, "", "the Pod is created"), *_pod_events(moments, tracks)]
    for name in _names(moments):
        statuses = list(_statuses(moments, name))
        tracks.append(Track(name, tuple(_container(statuses, ended))))
        events += _container_events(name, statuses)
    return History(metadata.name, began, ended, tuple(tracks), tuple(sorted(events, key=lambda event: event.time)))


def _moments(observations: Sequence[Observed]) -> Iterator[Moment]:
    latest = 0.0
    for each in observations:
        latest = max(latest, seconds_of(each.time) or _newest(each.pod))
        yield Moment(latest, each.event, each.pod)


def _newest(pod: PodObject) -> float:
    """The newest time in a status, for recordings without times of observation."""
    assert pod.metadata is not None and pod.status is not None
    times: list[Time] = [pod.metadata.creationTimestamp, pod.status.startTime]
    times += [each.lastTransitionTime for each in pod.status.conditions]
    for each in _containers(pod):
        for state in (each.state, each.lastState):
            times += [state.running.startedAt] if state.running else []
            times += [state.terminated.startedAt, state.terminated.finishedAt] if state.terminated else []
    if pod.metadata.deletionTimestamp and pod.metadata.deletionGracePeriodSeconds is not None:
        times.append(pod.metadata.deletionTimestamp if not pod.metadata.deletionGracePeriodSeconds else None)
    return max(seconds_of(time) or 0.0 for time in times)


def _phases(moments: Sequence[Moment]) -> Iterator[Span]:
    yield from _runs([(each.time, each.pod.status.phase) for each in moments if each.pod.status], moments[-1].time)


def _ready(moments: Sequence[Moment]) -> Iterator[Span]:
    rows = []
    for each in moments:
        conditions = each.pod.status.conditions if each.pod.status else []
        rows.append((each.time, "".join(one.status for one in conditions if one.type == "Ready")))
    texts = {"True": "Ready", "False": "not Ready", "Unknown": "unknown"}
    yield from (span._replace(text=texts.get(span.kind, span.kind)) for span in _runs(rows, moments[-1].time))


def _runs(rows: Sequence[tuple[float, str]], end: float) -> Iterator[Span]:
    """Equal neighbors joined into one span."""
    begin = 0
    for place in range(1, len(rows) + 1):
        if place == len(rows) or rows[place][1] != rows[begin][1]:
            if rows[begin][1]:
                yield Span(rows[begin][0], rows[place][0] if place < len(rows) else end, rows[begin][1], rows[begin][1])
            begin = place


def _deletion(moments: Sequence[Moment]) -> Iterator[Span]:
    """The grace period from the request on, and the time after its end."""
    deleted = [each for each in moments if each.pod.metadata and each.pod.metadata.deletionTimestamp]
    if not deleted or deleted[0].pod.metadata is None:
        return
    metadata, end = deleted[0].pod.metadata, moments[-1].time
    grace = metadata.deletionGracePeriodSeconds or 0
    over = seconds_of(metadata.deletionTimestamp) or deleted[0].time
    asked = min(deleted[0].time, max(moments[0].time, over - grace + 1))
    yield Span(asked, min(over, end) if over > asked else end, "Grace", f"grace {grace} s")
    if asked < over < end:
        yield Span(over, end, "Over", f"{grace} s are over")


def _pod_events(moments: Sequence[Moment], tracks: Sequence[Track]) -> Iterator[TimelineEvent]:
    for track in tracks:
        for span in track.spans:
            if track.name == "phase":
                yield TimelineEvent(span.start, "", f"phase {span.text}")
            elif track.name == "Ready" and span.kind == "True":
                yield TimelineEvent(span.start, "", "the Pod is Ready")
            elif track.name == "Ready" and span.kind == "False" and span is not track.spans[0]:
                yield TimelineEvent(span.start, "", "the Pod is no longer Ready")
            elif span.kind == "Grace":
                yield TimelineEvent(span.start, "", f"the Pod is deleted, {span.text}")
            elif span.kind == "Over":
                yield TimelineEvent(span.start, "", "the grace period is over")
    if moments[-1].event == "DELETED":
        yield TimelineEvent(moments[-1].time, "", "the object is removed")


def _containers(pod: PodObject) -> list[ContainerStatus]:
    status = pod.status
    return [] if status is None else [*status.initContainerStatuses, *status.containerStatuses]


def _names(moments: Sequence[Moment]) -> list[str]:
    return list(dict.fromkeys(each.name for moment in moments for each in _containers(moment.pod)))


def _statuses(moments: Sequence[Moment], name: str) -> Iterator[tuple[float, ContainerStatus]]:
    for moment in moments:
        for each in _containers(moment.pod):
            if each.name == name:
                yield moment.time, each


def _container(statuses: Sequence[tuple[float, ContainerStatus]], end: float) -> Iterator[Span]:
    """The spans of a container: each begins at the time in its status, but not before the span before it."""
    rows: list[tuple[float, tuple[str, str]]] = []
    for time, status in statuses:
        for start, look in _looks(time, status, rows[-1][1] if rows else ("", "")):
            if not rows or rows[-1][1] != look:
                rows.append((max(start, rows[-1][0] if rows else start), look))
    ends = [start for start, _ in rows[1:]] + [end]
    for (start, (kind, text)), stop in zip(rows, ends, strict=True):
        yield Span(start, max(start, stop), kind, text)


def _looks(time: float, status: ContainerStatus, before: tuple[str, str]) -> Iterator[tuple[float, tuple[str, str]]]:
    state, last = status.state, status.lastState.terminated
    if state.running:
        kind = "Ready" if status.ready else "Unready" if status.started is not False else "Starting"
        text = {"Ready": "ready", "Unready": "not ready", "Starting": "starting"}[kind]
        began = min(seconds_of(state.running.startedAt) or time, time)
        yield (time if before[0] in ("Ready", "Unready", "Starting") else began), (kind, text)
    elif state.terminated:
        code = state.terminated.exitCode
        yield min(seconds_of(state.terminated.finishedAt) or time, time), ("Failed" if code else "Done", f"exit {code}")
    else:
        if last and before[0] in ("Ready", "Unready", "Starting"):
            kind = "Failed" if last.exitCode else "Done"
            yield min(seconds_of(last.finishedAt) or time, time), (kind, f"exit {last.exitCode}")
        reason = state.waiting.reason if state.waiting else ""
        yield time, ("Waiting" if reason in ("ContainerCreating", "PodInitializing", "") else "Trouble", reason)


def _container_events(name: str, statuses: Sequence[tuple[float, ContainerStatus]]) -> Iterator[TimelineEvent]:
    """The events of a container."""
    restarts = 0
    spans = list(_container(statuses, statuses[-1][0]))
    for before, span in zip([None, *spans], spans, strict=False):
        running = before is not None and before.kind in ("Ready", "Unready", "Starting")
        if span.kind in ("Ready", "Unready", "Starting") and not running:
            restarts = max((each.restartCount for time, each in statuses if time <= span.end), default=0)
            yield TimelineEvent(span.start, name, "starts" if not restarts else f"starts again, restart {restarts}")
        if span.kind == "Unready" and before is not None and before.kind == "Ready":
            yield TimelineEvent(span.start, name, "is no longer ready: its readiness probe fails")
        elif span.kind == "Ready" and running:
            yield TimelineEvent(span.start, name, "is ready")
        elif span.kind in ("Done", "Failed"):
            signal = {"exit 137": ", killed by SIGKILL", "exit 143": ", ended by SIGTERM"}.get(span.text, "")
            yield TimelineEvent(span.start, name, f"exits, code {span.text.removeprefix('exit ')}{signal}")
        elif span.kind == "Trouble":
            yield TimelineEvent(span.start, name, f"waits: {span.text}")
