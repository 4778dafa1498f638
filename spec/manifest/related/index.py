"""The related objects of the whole input, and which of them concern a Pod."""

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import takewhile
from typing import Any, NamedTuple, TypeVar

from podproof.spec.manifest.related.objects import (
    Autoscaler,
    DisruptionBudget,
    Ingress,
    NamedObject,
    Related,
    RelatedObject,
    Service,
)
from podproof.spec.manifest.related.references import ObjectReference

Found = TypeVar("Found", bound=RelatedObject)


class Pods(NamedTuple):
    """The Pods of one workload as others refer to them; an empty namespace is one that the manifest does not name."""

    file: str
    kind: str
    name: str
    namespace: str
    labels: Mapping[str, str]
    references: tuple[ObjectReference, ...] = ()


class RelatedObjects:
    """The related objects of an input.

    Namespaces match if they are equal or if a manifest names none. Where several objects of a kind concern a Pod, only
    the nearest ones count: a repository often has several copies of an application, each in a folder of its own. Nor
    does an object count that stands beside another workload of the same kind and name, because it is about that copy.
    """

    def __init__(self, objects: Iterable[RelatedObject] = ()) -> None:
        self.objects = tuple(objects)
        by_type = _grouped(self.objects, type)
        self._has_services = bool(by_type[Service])
        self._workloads = {(each.position.file, each.kind, each.name) for each in by_type[NamedObject]}
        self._selecting: Mapping[type, Any] = {
            each: _grouped(by_type[each], _a_label) for each in (Service, DisruptionBudget)
        }
        self._named = _grouped(by_type[NamedObject], lambda each: (each.kind, each.name))
        self._scaling = _grouped(by_type[Autoscaler], lambda each: (each.target_kind, each.target_name))
        self._routing = _grouped(
            ((service, each) for each in by_type[Ingress] for service in each.services), lambda pair: pair[0]
        )

    def of(self, pods: Pods) -> Related:
        """The objects that concern these Pods."""
        services = self._near(self._selected(Service, pods), pods)
        routes = (ingress for each in services for _, ingress in self._routing[each.name])
        named = {each: self._near(self._named[each.kind, each.name], pods) for each in pods.references}
        return Related(
            services,
            self._near(dict.fromkeys(routes), pods),
            self._near(self._selected(DisruptionBudget, pods), pods),
            self._near(self._scaling[pods.kind, pods.name], pods),
            tuple(claim for each, found in named.items() if each.kind == "PersistentVolumeClaim" for claim in found),
            tuple(each for each, found in named.items() if not (found or each.is_optional)),
            self._has_services,
        )

    def _selected(self, type: type, pods: Pods) -> Iterator[Any]:
        for label in (None, *pods.labels.items()):
            yield from (each for each in self._selecting[type][label] if each.selector.matches(pods.labels))

    def _near(self, objects: Iterable[Any], pods: Pods) -> tuple[Any, ...]:
        own = (each for each in objects if not self._is_about_a_copy(each, pods))
        return nearest(pods.file, (each for each in own if _may_share(each.namespace, pods.namespace)))

    def _is_about_a_copy(self, object: RelatedObject, pods: Pods) -> bool:
        file = object.position.file
        return file != pods.file and (file, pods.kind, pods.name) in self._workloads


def _a_label(selecting: Service | DisruptionBudget) -> tuple[str, str] | None:
    """One label that the selected Pods must have, to find them without asking every selector."""
    return next(iter(selecting.selector.labels.items()), None)


def nearest(file: str, objects: Iterable[Found]) -> tuple[Found, ...]:
    """Those that share most with the file: the file itself, else the deepest common folder."""
    distances = [(_shared(file, each.position.file), each) for each in objects]
    most = max((shared for shared, _ in distances), default=0)
    return tuple(each for shared, each in distances if shared == most)


def _shared(file: str, other: str) -> int:
    """The number of parts, from the left, that two paths have in common."""
    parts = zip(file.split(os.sep), other.split(os.sep), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], parts))


def _may_share(first: str, second: str) -> bool:
    return not (first and second) or first == second


def _grouped(objects: Iterable[Any], key: Callable[[Any], Any]) -> defaultdict[Any, list[Any]]:
    groups: defaultdict[Any, list[Any]] = defaultdict(list)
    for each in objects:
        groups[key(each)].append(each)
    return groups
