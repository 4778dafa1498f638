"""A recorded life as spans of time and events: what a timeline is made of.

A watch shows when a status was written; when a container began and ended the status says itself, in whole seconds.
Nothing is told that was not seen: a probe only shows by what it does to `ready`, `started` and the restart count.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from podproof.spec.observation.objects import ContainerStatus, PodObject, Time
from podproof.spec.observation.recordings import Observed


class Span(NamedTuple):
    """A stretch of time in which one thing was so; times in seconds since 1970."""

    start: float
    end: float
    kind: str
    text: str


class TimelineEvent(NamedTuple):
    """Something that happened to the Pod or (`who`) to one of its containers."""

    time: float
    who: str
    text: str


class Track(NamedTuple):
    """What is shown in one row of bars."""

    name: str
    spans: tuple[Span, ...]


class History(NamedTuple):
    """The life of a Pod from its first observation to its last."""

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
    """What the observations of one Pod tell, in their order; ValueError if there is none."""
    if not observations:
        raise ValueError("no observation of a Pod")
    moments = list(_moments(observations))
    metadata = moments[-1].pod.metadata
    assert metadata is not None
    began, ended = min(_seconds(metadata.creationTimestamp) or moments[0].time, moments[0].time), moments[-1].time
    tracks = [Track("phase", tuple(_phases(moments))), Track("Ready", tuple(_ready(moments)))]
    marks = tuple(_deletion(moments))
    tracks += [Track("deletion", marks)] if marks else []
    events = [TimelineEvent(began, "", "the Pod is created"), *_told(moments, tracks)]
    for name in _names(moments):
        seen = list(_statuses(moments, name))
        tracks.append(Track(name, tuple(_container(seen, ended))))
        events += _happened(name, seen)
    return History(metadata.name, began, ended, tuple(tracks), tuple(sorted(events, key=lambda event: event.time)))


def _moments(observations: Sequence[Observed]) -> Iterator[Moment]:
    latest = 0.0
    for seen in observations:
        latest = max(latest, _seconds(seen.time) or _newest(seen.pod))
        yield Moment(latest, seen.event, seen.pod)


def _newest(pod: PodObject) -> float:
    """The newest time in a status, for recordings that do not tell when it was seen."""
    assert pod.metadata is not None and pod.status is not None
    times: list[Time] = [pod.metadata.creationTimestamp, pod.status.startTime]
    times += [each.lastTransitionTime for each in pod.status.conditions]
    for each in _containers(pod):
        for state in (each.state, each.lastState):
            times += [state.running.startedAt] if state.running else []
            times += [state.terminated.startedAt, state.terminated.finishedAt] if state.terminated else []
    if pod.metadata.deletionTimestamp and pod.metadata.deletionGracePeriodSeconds is not None:
        times.append(pod.metadata.deletionTimestamp if not pod.metadata.deletionGracePeriodSeconds else None)
    return max(_seconds(time) or 0.0 for time in times)


def _seconds(time: Time) -> float | None:
    try:
        return datetime.fromisoformat(time).timestamp() if time else None
    except ValueError:
        return None


def _phases(moments: Sequence[Moment]) -> Iterator[Span]:
    yield from _runs([(each.time, each.pod.status.phase) for each in moments if each.pod.status], moments[-1].time)


def _ready(moments: Sequence[Moment]) -> Iterator[Span]:
    rows = []
    for each in moments:
        conditions = each.pod.status.conditions if each.pod.status else []
        rows.append((each.time, "".join(one.status for one in conditions if one.type == "Ready")))
    shown = {"True": "Ready", "False": "not Ready", "Unknown": "not known"}
    yield from (span._replace(text=shown.get(span.kind, span.kind)) for span in _runs(rows, moments[-1].time))


def _runs(rows: Sequence[tuple[float, str]], end: float) -> Iterator[Span]:
    """Equal neighbours as one span."""
    begin = 0
    for place in range(1, len(rows) + 1):
        if place == len(rows) or rows[place][1] != rows[begin][1]:
            if rows[begin][1]:
                yield Span(rows[begin][0], rows[place][0] if place < len(rows) else end, rows[begin][1], rows[begin][1])
            begin = place


def _deletion(moments: Sequence[Moment]) -> Iterator[Span]:
    """The grace period from the request on, and what goes beyond it."""
    marked = [each for each in moments if each.pod.metadata and each.pod.metadata.deletionTimestamp]
    if not marked or marked[0].pod.metadata is None:
        return
    metadata, end = marked[0].pod.metadata, moments[-1].time
    grace = metadata.deletionGracePeriodSeconds or 0
    over = _seconds(metadata.deletionTimestamp) or marked[0].time
    asked = min(marked[0].time, max(moments[0].time, over - grace + 1))
    yield Span(asked, min(over, end) if over > asked else end, "Grace", f"grace {grace} s")
    if asked < over < end:
        yield Span(over, end, "Over", f"{grace} s are over")


def _told(moments: Sequence[Moment], tracks: Sequence[Track]) -> Iterator[TimelineEvent]:
    for track in tracks:
        for span in track.spans:
            if track.name == "phase":
                yield TimelineEvent(span.start, "", f"phase {span.text}")
            elif track.name == "Ready" and span.kind == "True":
                yield TimelineEvent(span.start, "", "the Pod is Ready")
            elif track.name == "Ready" and span.kind == "False" and span is not track.spans[0]:
                yield TimelineEvent(span.start, "", "the Pod is not Ready any more")
            elif span.kind == "Grace":
                yield TimelineEvent(span.start, "", f"the Pod is deleted, {span.text}")
            elif span.kind == "Over":
                yield TimelineEvent(span.start, "", "the grace period is over")
    if moments[-1].event == "DELETED":
        yield TimelineEvent(moments[-1].time, "", "the object is gone")


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


def _container(seen: Sequence[tuple[float, ContainerStatus]], end: float) -> Iterator[Span]:
    """The spans of a container: each begins when its status says, but not before the one before it."""
    rows: list[tuple[float, tuple[str, str]]] = []
    for time, status in seen:
        for start, shown in _shown(time, status, rows[-1][1] if rows else ("", "")):
            if not rows or rows[-1][1] != shown:
                rows.append((max(start, rows[-1][0] if rows else start), shown))
    ends = [start for start, _ in rows[1:]] + [end]
    for (start, (kind, text)), stop in zip(rows, ends, strict=True):
        yield Span(start, max(start, stop), kind, text)


def _shown(time: float, status: ContainerStatus, before: tuple[str, str]) -> Iterator[tuple[float, tuple[str, str]]]:
    state, last = status.state, status.lastState.terminated
    if state.running:
        kind = "Ready" if status.ready else "Unready" if status.started is not False else "Starting"
        text = {"Ready": "ready", "Unready": "not ready", "Starting": "starting"}[kind]
        began = min(_seconds(state.running.startedAt) or time, time)
        yield (time if before[0] in ("Ready", "Unready", "Starting") else began), (kind, text)
    elif state.terminated:
        code = state.terminated.exitCode
        yield min(_seconds(state.terminated.finishedAt) or time, time), ("Failed" if code else "Done", f"exit {code}")
    else:
        if last and before[0] in ("Ready", "Unready", "Starting"):
            kind = "Failed" if last.exitCode else "Done"
            yield min(_seconds(last.finishedAt) or time, time), (kind, f"exit {last.exitCode}")
        reason = state.waiting.reason if state.waiting else ""
        yield time, ("Waiting" if reason in ("ContainerCreating", "PodInitializing", "") else "Trouble", reason)


def _happened(name: str, seen: Sequence[tuple[float, ContainerStatus]]) -> Iterator[TimelineEvent]:
    """The events of a container."""
    restarts = 0
    spans = list(_container(seen, seen[-1][0]))
    for before, span in zip([None, *spans], spans, strict=False):
        running = before is not None and before.kind in ("Ready", "Unready", "Starting")
        if span.kind in ("Ready", "Unready", "Starting") and not running:
            restarts = max((each.restartCount for time, each in seen if time <= span.end), default=0)
            yield TimelineEvent(span.start, name, "starts" if not restarts else f"starts again, restart {restarts}")
        if span.kind == "Unready" and before is not None and before.kind == "Ready":
            yield TimelineEvent(span.start, name, "is not ready any more: its readiness probe fails")
        elif span.kind == "Ready" and running:
            yield TimelineEvent(span.start, name, "is ready")
        elif span.kind in ("Done", "Failed"):
            signal = {"exit 137": ", killed by SIGKILL", "exit 143": ", ended by SIGTERM"}.get(span.text, "")
            yield TimelineEvent(span.start, name, f"exits, code {span.text.removeprefix('exit ')}{signal}")
        elif span.kind == "Trouble":
            yield TimelineEvent(span.start, name, f"waits: {span.text}")
