"""Paths judged by the model of their configuration, as judging the recordings themselves does."""

from collections.abc import Iterator
from copy import copy

from podproof.checker.conformance.pod_history import ASSEMBLED, Observation, PodHistory
from podproof.checker.conformance.pod_observers import PodObserver
from podproof.checker.conformance.verdict import PodVerdict
from podproof.checker.fleet.paths import PathEnd, PodPath


class JudgedPaths:
    """Legal paths of one configuration: many Pods take the same one, and their snapshots are the same objects."""

    def __init__(self) -> None:
        self._histories: dict[tuple[int, ...], PodHistory] = {}

    def verdicts(self, path: PodPath, observer: PodObserver) -> Iterator[PodVerdict]:
        """The verdicts on a path, at once if another Pod has taken it; its trace is that of the other Pod."""
        is_plain = not (path.violated or path.dropped or path.undecided) and path.assembled is None
        if not is_plain or path.end.steps < len(path.snapshots):
            yield from verdicts(path, observer)
            return
        key = tuple(map(id, path.snapshots))
        if (known := self._histories.get(key)) is not None:
            yield _ended(path, known, path.end)
            return
        for verdict in verdicts(path, observer):
            if verdict.legal:
                self._histories[key] = verdict.history
            yield verdict


def verdicts(path: PodPath, observer: PodObserver) -> Iterator[PodVerdict]:
    """The verdicts on a path, as judging the recording itself gives them."""
    history, end, step = PodHistory(observer), path.end, 0
    while step < end.steps and _follow(path, history, step):
        step += 1
    if step == end.steps and not (path.dropped and path.ended is None):
        yield _ended(path, history, end)
    while end.steps <= step < len(path.snapshots) and _follow(path, history, step):
        step += 1
    if history.illegal is not None:
        history.notes, history.instances = path.notes, path.instances
        yield PodVerdict(path.file(step), path.namespace, path.name, history, step >= end.steps)
    elif step < end.steps and not path.dropped:
        yield _ended(path, history, PathEnd(step, path.observations, path.parts[-1][1], path.line))


def _follow(path: PodPath, history: PodHistory, step: int) -> bool:
    """Judge one step; False if no Pod can take it, or nothing more can be judged."""
    if history.last is not None:
        history.last = history.last._replace(line=path.befores[step])
    history.is_assembled = path.assembled is not None and step >= path.assembled
    history.count = path.counts[step]
    is_last = step == len(path.snapshots) - 1
    history.judge(Observation(path.lines[step], path.snapshots[step]), path.violated if is_last else ())
    return history.illegal is None and ASSEMBLED not in history.undecided


def _ended(path: PodPath, history: PodHistory, end: PathEnd) -> PodVerdict:
    """The verdict on a Pod that no step made illegal until an end."""
    found = copy(history)
    found.notes, found.instances = path.notes, path.instances
    found.count, found.undecided = end.observations, {**history.undecided, **path.undecided}
    if found.last is not None and ASSEMBLED not in found.undecided:
        found.last = found.last._replace(line=end.line)
    return PodVerdict(end.file, path.namespace, path.name, found)
