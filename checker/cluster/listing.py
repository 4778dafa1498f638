"""Lists and watches: what is selected, in pages, and from a version on."""

import base64
import json
from collections import OrderedDict
from collections.abc import Iterator
from typing import NamedTuple

from podproof.checker.cluster.options import ListOptions
from podproof.checker.cluster.resources import Resource
from podproof.checker.cluster.selectors import Selector, selector
from podproof.checker.cluster.statuses import Object, bad_request, expired
from podproof.checker.cluster.storage import Storage, StoredChange, encode
from podproof.checker.cluster.verbs import in_version

MOST_LISTS = 32
"""The most lists whose next pages are kept; they hold objects that are stored anyway, or were a moment ago."""


class Page(NamedTuple):
    """A part of a list, as of a version; `continues` is empty on the last page."""

    items: list[Object]
    version: int
    continues: str = ""
    remaining: int = 0

    @property
    def metadata(self) -> Object:
        """The metadata of the list."""
        more = {"continue": self.continues, "remainingItemCount": self.remaining} if self.continues else {}
        return {"resourceVersion": str(self.version), **more}


class Lists:
    """Answers lists; the next pages of a list show what was there when it began."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage
        self._begun: OrderedDict[str, tuple[int, list[Object]]] = OrderedDict()
        self._number = 0

    def page(self, resource: Resource, namespace: str, options: ListOptions) -> Page:
        """A list, or the next page of one; raises `ApiError` (410) if that is kept no longer."""
        if options.continues:
            begun, begin = _token(options.continues)
            if begun not in self._begun:
                raise expired("The provided continue parameter is too old to display a consistent list result.")
            version, items = self._begun[begun]
            return self._cut(begun, items, version, begin, options.limit)
        self._check_version(resource, options)
        selects = selector(resource.kind, options.labels, options.fields)
        found = self.storage.items(resource.storage, namespace)
        items = [in_version(resource, item) for item in found if selects is None or selects(item)]
        return self._cut("", items, self.storage.version, 0, options.limit)

    def _check_version(self, resource: Resource, options: ListOptions) -> None:
        version = int(options.version or 0)
        self.storage.check(version)
        if options.match == "Exact" and version != self.storage.version:
            raise expired(f"The resourceVersion for the provided list is too old: {version}")

    def _cut(self, begun: str, items: list[Object], version: int, begin: int, limit: int) -> Page:
        end = begin + limit if limit else len(items)
        if end >= len(items):
            return Page(items[begin:], version)
        if not begun:
            self._number += 1
            begun = str(self._number)
            self._begun[begun] = version, items
            while len(self._begun) > MOST_LISTS:
                self._begun.popitem(last=False)
        token = base64.urlsafe_b64encode(json.dumps([begun, end]).encode()).decode()
        return Page(items[begin:end], version, token, len(items) - end)


def _token(text: str) -> tuple[str, int]:
    try:
        begun, begin = json.loads(base64.urlsafe_b64decode(text.encode()))
    except (ValueError, RecursionError):
        begun, begin = None, None
    if not isinstance(begun, str) or type(begin) is not int or begin < 0:
        raise bad_request("continue key is not valid")
    return begun, begin


class Watched(NamedTuple):
    """A change as a watch shows it: the type, the object, and its JSON if it is known."""

    type: str
    item: Object
    data: bytes = b""


class WatchedPart:
    """What a watch shows of the changes of a resource: one namespace or all, and what is selected."""

    def __init__(self, resource: Resource, namespace: str, options: ListOptions) -> None:
        self.resource, self.namespace = resource, namespace
        self.selects = selector(resource.kind, options.labels, options.fields)

    def shown(self, change: StoredChange) -> Watched | None:
        """What the watch shows of a change: an object that is selected no longer is deleted."""
        if self.namespace and change.item["metadata"].get("namespace") != self.namespace:
            return None
        type = change.type if self.selects is None else _type(change, self.selects)
        if not type:
            return None
        item = in_version(self.resource, change.item)
        return Watched(type, item, change.data if item is change.item else encode(item))


def _type(change: StoredChange, selects: Selector) -> str:
    was = change.before is not None and selects(change.before)
    if change.type == "DELETED":
        return "DELETED" if was else ""
    if selects(change.item):
        return "MODIFIED" if was else "ADDED"
    return "DELETED" if was else ""


def initial(part: WatchedPart, storage: Storage) -> Iterator[Watched]:
    """The objects that a watch without a version shows first."""
    for item in storage.items(part.resource.storage, part.namespace):
        if part.selects is None or part.selects(item):
            yield Watched("ADDED", in_version(part.resource, item))


def bookmark(resource: Resource, version: int, ends_initial: bool) -> Object:
    """An object that says only up to which version a watch has shown everything."""
    annotations = {"annotations": {"k8s.io/initial-events-end": "true"}} if ends_initial else {}
    metadata = {"resourceVersion": str(version), "creationTimestamp": None, **annotations}
    return {"kind": resource.kind, "apiVersion": resource.api_version, "metadata": metadata}
