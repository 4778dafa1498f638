"""The related objects of the whole input, and which of them concern a Pod."""

import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import takewhile
from os.path import dirname
from typing import Any, TypeVar

from podproof.spec.manifest.related.idle import idle_services, seems_meant_for
from podproof.spec.manifest.related.objects import (
    Autoscaler,
    DisruptionBudget,
    Ingress,
    NamedObject,
    PlacedObject,
    Pods,
    Related,
    RelatedObject,
    Service,
)
from podproof.spec.manifest.related.references import ObjectReference

Found = TypeVar("Found", bound=PlacedObject)


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
        self._workloads = {(each.file, each.kind, each.name) for each in by_type[Pods]}
        self._users = Counter(name for each in by_type[Pods] for name in each.config_maps)
        self._idle = _grouped(idle_services(by_type[Service], by_type[Pods]), lambda each: dirname(each.position.file))
        self._unused = _grouped(
            (each for each in by_type[NamedObject] if each.kind == "ConfigMap" and each.name not in self._users),
            lambda each: dirname(each.position.file),
        )
        self._selecting: Mapping[type, Any] = {
            each: _grouped(by_type[each], _a_label) for each in (Service, DisruptionBudget)
        }
        self._named = _grouped(by_type[NamedObject], lambda each: (each.kind, each.name))
        self._scaling = _grouped(by_type[Autoscaler], lambda each: (each.target_kind, each.target_name))
        self._routing = _grouped(
            ((service, each) for each in by_type[Ingress] for service in each.services), lambda pair: pair[0]
        )

    def of(self, pods: Pods, references: Iterable[ObjectReference] = ()) -> Related:
        """The objects that concern these Pods, which refer to some of them by name."""
        services = self._near(self._selected(Service, pods), pods)
        routes = (ingress for each in services for _, ingress in self._routing[each.name])
        named = {each: self._near(self._named[each.kind, each.name], pods) for each in references}
        needed = {each: found for each, found in named.items() if not each.is_optional}
        return Related(
            services,
            self._near(dict.fromkeys(routes), pods),
            self._near(self._selected(DisruptionBudget, pods), pods),
            self._near(self._scaling[pods.kind, pods.name], pods),
            tuple(claim for each, found in named.items() if each.kind == "PersistentVolumeClaim" for claim in found),
            tuple(each for each, found in needed.items() if not found and self._is_used_once(each)),
            tuple(each for each, found in needed.items() if _lacks_the_key(each, found)),
            () if services else tuple(self._meant_for(pods)),
            tuple(each for each in self._unused[dirname(pods.file)] if _may_share(each.namespace, pods.namespace)),
            self._has_services,
        )

    def _is_used_once(self, reference: ObjectReference) -> bool:
        """Whether no second workload names the ConfigMap: what several name, something outside of the input makes."""
        return reference.kind != "ConfigMap" or self._users[reference.name] <= 1

    def _meant_for(self, pods: Pods) -> Iterator[Service]:
        """The Services beside the Pods that select none of the input, and seem to be meant for these."""
        beside = self._idle[dirname(pods.file)]
        return (each for each in beside if _may_share(each.namespace, pods.namespace) and seems_meant_for(each, pods))

    def _selected(self, type: type, pods: Pods) -> Iterator[Any]:
        for label in (None, *pods.labels.items()):
            yield from (each for each in self._selecting[type][label] if each.selector.matches(pods.labels))

    def _near(self, objects: Iterable[Any], pods: Pods) -> tuple[Any, ...]:
        own = (each for each in objects if not self._is_about_a_copy(each, pods))
        return nearest(pods.file, (each for each in own if _may_share(each.namespace, pods.namespace)))

    def _is_about_a_copy(self, object: PlacedObject, pods: Pods) -> bool:
        file = object.position.file
        return file != pods.file and (file, pods.kind, pods.name) in self._workloads


def _lacks_the_key(reference: ObjectReference, found: Iterable[NamedObject]) -> bool:
    """Whether the object is in the input with other keys; one without any is filled by something else."""
    known = [each.keys for each in found]
    return bool(reference.key and known) and all(keys and reference.key not in keys for keys in known)


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
