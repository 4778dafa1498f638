"""Objects of all kinds with their versions, and the bounded history of changes that watches read.

A watch has no queue: it keeps its position in the history of its resource, which all watches share.  One that falls
behind the history gets 410 Gone, as from a real API server, so a client that never reads costs nothing.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import NamedTuple

import msgspec

from podproof.checker.cluster.resources import Resource
from podproof.checker.cluster.statuses import ApiError, Object, expired, too_large_version

MOST_CHANGES = 5000
"""The most changes of one resource that are kept."""

MOST_BYTES = 16 << 20
"""The most bytes of JSON that the kept changes of one resource have together."""

MOST_OF_AN_OBJECT = 3 << 19
"""The most bytes of JSON of one object; etcd accepts requests of 1.5 MiB."""

MOST_STORED = 128 << 20
"""The most bytes of JSON that all objects have together."""

Key = tuple[str, str]
"""A resource without its version: its group and its plural."""

Place = tuple[str, str]
"""Namespace, empty for objects of the whole cluster, and name."""

encode = msgspec.json.Encoder().encode


class StoredChange(NamedTuple):
    """One write: an object is added, modified or deleted; `data` is the object as JSON."""

    version: int
    type: str
    resource: Key
    item: Object
    before: Object | None
    data: bytes


class ChangeLog:
    """The last changes of one resource; `floor` is the last version that is forgotten."""

    def __init__(self) -> None:
        self.changes: list[StoredChange] = []
        self.floor = 0
        self._bytes = 0

    def add(self, change: StoredChange) -> None:
        """Append a change, and forget the oldest beyond the bounds; by halves, so that it costs little."""
        self.changes.append(change)
        self._bytes += len(change.data)
        if len(self.changes) > MOST_CHANGES or self._bytes > MOST_BYTES:
            self.forget(len(self.changes) // 2 or 1)

    def forget(self, number: int) -> None:
        """Forget that many of the oldest changes."""
        forgotten = self.changes[:number]
        if forgotten:
            self.floor = forgotten[-1].version
            self._bytes -= sum(len(each.data) for each in forgotten)
            del self.changes[:number]

    def after(self, version: int, most: int) -> list[StoredChange]:
        """At most that many changes after a version; raises `ApiError` (410) if some of them are forgotten."""
        if version < self.floor:
            raise expired(f"too old resource version: {version} ({self.floor})")
        begin = bisect_right(self.changes, version, key=lambda each: each.version)
        return self.changes[begin : begin + most]


class Storage:
    """All objects of a cluster; every write gets the next version and is passed to the listeners."""

    def __init__(self) -> None:
        self.version = 1
        self.listeners: list[Callable[[StoredChange], None]] = []
        self._items: dict[Key, dict[Place, Object]] = {}
        self._sizes: dict[tuple[Key, Place], int] = {}
        self._histories: dict[Key, ChangeLog] = {}
        self._stored = self._floor = 0

    def history(self, key: Key) -> ChangeLog:
        """The history of a resource."""
        if key not in self._histories:
            found = self._histories[key] = ChangeLog()
            found.floor = self._floor
        return self._histories[key]

    def expire(self) -> None:
        """Forget all changes, so that every watch, and every client that begins from a known version, gets 410."""
        self._floor = self.version = self.version + 1
        for history in self._histories.values():
            history.forget(len(history.changes))
            history.floor = self._floor

    def check(self, version: int) -> None:
        """Raise `ApiError` for a version that is still to come."""
        if version > self.version:
            raise too_large_version(version, self.version)

    def get(self, key: Key, place: Place) -> Object | None:
        """The object at that place."""
        return self._items.get(key, {}).get(place)

    def items(self, key: Key, namespace: str = "") -> Iterator[Object]:
        """The objects of a resource, of one namespace or of all, sorted by namespace and name."""
        found = self._items.get(key, {})
        for place in sorted(found):
            if not namespace or place[0] == namespace:
                yield found[place]

    def used(self) -> list[Key]:
        """The resources that have objects."""
        return [key for key, items in self._items.items() if items]

    def put(self, resource: Resource, item: Object) -> Object:
        """Store an object, and return it with its version; raises `ApiError` for one that is too large."""
        place, key = place_of(item), resource.storage
        before = self.get(key, place)
        self.version += 1
        stored = {**item, "metadata": {**item["metadata"], "resourceVersion": str(self.version)}}
        data = encode(stored)
        self._account(key, place, len(data))
        self._items.setdefault(key, {})[place] = stored
        self._tell(StoredChange(self.version, "ADDED" if before is None else "MODIFIED", key, stored, before, data))
        return stored

    def remove(self, resource: Resource, item: Object) -> Object:
        """Remove an object; the last version of it, which watches show, is returned."""
        place, key = place_of(item), resource.storage
        before = self._items[key].pop(place)
        self._stored -= self._sizes.pop((key, place))
        self.version += 1
        last = {**item, "metadata": {**item["metadata"], "resourceVersion": str(self.version)}}
        self._tell(StoredChange(self.version, "DELETED", key, last, before, encode(last)))
        return last

    def _account(self, key: Key, place: Place, size: int) -> None:
        if size > MOST_OF_AN_OBJECT:
            raise ApiError(413, "RequestEntityTooLarge", "etcdserver: request is too large")
        grown = size - self._sizes.get((key, place), 0)
        if self._stored + grown > MOST_STORED:
            raise ApiError(500, "InternalError", "etcdserver: mvcc: database space exceeded")
        self._stored += grown
        self._sizes[key, place] = size

    def _tell(self, change: StoredChange) -> None:
        self.history(change.resource).add(change)
        for listener in tuple(self.listeners):
            listener(change)


def change_line(type: str, data: bytes) -> bytes:
    """A change of an object, given as JSON, as a watch shows it."""
    return b'{"type":"%b","object":%b}\n' % (type.encode(), data)


def without_version(item: Object) -> Object:
    """The object without the version that the storage gives it."""
    metadata = {name: value for name, value in item["metadata"].items() if name != "resourceVersion"}
    return {**item, "metadata": metadata}


def place_of(item: Object) -> Place:
    """Where an object is stored."""
    return item["metadata"].get("namespace", ""), item["metadata"]["name"]
