"""Statuses that violate no rule by their numbers, found again wherever a Pod shows the same ones at other times."""

from collections.abc import Hashable, Iterable
from operator import eq, sub
from typing import Any

from podproof.spec.observation.snapshots import Snapshot
from podproof.spec.observation.status_values import NO_VALUES, Signature, StatusValues, order

MOST = 20_000
"""Pairs of successive statuses that are remembered, and as many statuses; beyond that all are forgotten."""

LONGEST = 4_000
"""Characters of a signature that is remembered."""


class KnownStatus:
    """A status without violations, of Pods with one configuration: its signature, and the snapshot that it shows.

    `unclassified` are the reasons in it from which nothing follows.
    """

    __slots__ = ("signature", "snapshot", "unclassified")

    def __init__(self, signature: Signature, snapshot: Any, unclassified: tuple[str, ...] = ()) -> None:
        self.signature, self.snapshot, self.unclassified = signature, snapshot, unclassified


Key = tuple[Hashable, ...]
"""All that decides what the second of two successive statuses shows, and whether it violates a rule."""


class KnownStatuses:
    """What follows from pairs of successive statuses of Pods with one configuration.

    `store` may be shared by configurations; `nothing` stands for what is before the first status.
    """

    def __init__(self, store: dict[Key, KnownStatus]) -> None:
        self._store = store
        self.nothing = KnownStatus(NO_VALUES.signature, None)

    def key(self, before: KnownStatus, old: StatusValues, new: StatusValues) -> Key:
        """The key of a pair: a known status, and the values of the next one relative to those of the Pod before."""
        return (
            before,
            new.signature,
            None if new.fixed == old.fixed else tuple(map(eq, new.fixed, old.fixed)),
            None if new.times == old.times else order(old.times + new.times),
            _changes(old, new),
        )

    def after(self, key: Key) -> KnownStatus | None:
        """The second status of a pair; None if it is not known to violate no rule."""
        return self._store.get(key)

    def learn(self, key: Key, values: StatusValues, snapshot: Snapshot, unclassified: Iterable[str]) -> KnownStatus:
        """The second status of a pair, which violates no rule."""
        status = KnownStatus(values.signature, snapshot, tuple(unclassified))
        if len(repr(values.signature)) <= LONGEST:
            if len(self._store) >= 2 * MOST:
                self._store.clear()
            own = self.nothing, values.signature, order(values.times), snapshot
            status = self._store[key] = self._store.setdefault(own, status)
        return status


def _changes(old: StatusValues, new: StatusValues) -> tuple[int, ...] | None:
    """The change of each restart count, of which only the sign matters and whether it is 1; None if there is none.

    The counts themselves if the containers are not the same.
    """
    if old.signature[-1] != new.signature[-1]:  # the names
        return (*old.restarts, *new.restarts)
    if old.restarts == new.restarts:
        return None
    return tuple(max(-1, min(2, change)) for change in map(sub, new.restarts, old.restarts))
