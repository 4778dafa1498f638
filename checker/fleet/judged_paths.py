"""Paths judged by the model of their configuration, as judging the recordings themselves does."""

from collections.abc import Iterator
from copy import copy

from podproof.checker.conformance.pod_history import ASSEMBLED, LONGEST, Observation, PodHistory
from podproof.checker.conformance.pod_observers import PodObserver
from podproof.checker.conformance.verdict import PodVerdict
from podproof.checker.fleet.paths import PathEnd, PodPath
from podproof.spec.observation.snapshots import Snapshot

MOST = 2_000
"""Paths of one configuration that are remembered."""


class KnownPaths:
    """The paths of one configuration whose steps its observer knows to be legal: many Pods take the same one.

    The snapshots of the paths are objects that they share, as long as one of the paths is remembered.
    """

    def __init__(self, observer: PodObserver) -> None:
        self.observer = observer
        self.has_met_unknown = False
        self._histories: dict[tuple[int, ...], tuple[list[Snapshot], PodHistory]] = {}

    def verdict(self, path: PodPath) -> PodVerdict | None:
        """The verdict on a path whose steps are known to be legal, else None; its trace is that of another Pod."""
        if not path.is_plain:
            return None
        key = tuple(map(id, path.snapshots))
        if (known := self._histories.get(key)) is not None:
            return _ended(path, known[1], path.end)
        if not self._knows(path.snapshots):
            return None
        found = next(verdicts(path, self.observer))
        if found.legal:
            if len(self._histories) >= MOST:
                self._histories.clear()
            self._histories[key] = path.snapshots, found.history
        return found

    def _knows(self, snapshots: list[Snapshot]) -> bool:
        """Whether the observers know that all the steps are legal, so that nothing has to be computed."""
        is_legal = self.observer.likely.accepts(snapshots[:LONGEST])
        if is_legal is False or (is_legal and len(snapshots) > LONGEST):
            is_legal = self.observer.observer.accepts(snapshots)
        self.has_met_unknown |= is_legal is None
        return bool(is_legal)


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
