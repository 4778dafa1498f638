"""The names that conditions of findings may use: fields, facts, thresholds, and predicates evaluated on demand."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from podproof.spec.conditions import evaluate, names
from podproof.spec.findings import predicates
from podproof.spec.findings.facts import facts
from podproof.spec.findings.notation import Finding
from podproof.spec.manifest import Manifest
from podproof.spec.manifest.fields import CONTAINERS
from podproof.spec.manifest.place import Place
from podproof.spec.notation import Predicate, footprint
from podproof.spec.pod import predicates as pod_predicates


class FindingScope(dict[str, Any]):
    """The names that a condition about the Pod or one of its containers may use; predicates are evaluated on demand."""

    def __missing__(self, name: str) -> Any:
        predicate, reads = _predicate(name)
        self[name] = predicate(*(self[each] for each in reads))
        return self[name]


@cache
def needed(condition: str) -> frozenset[str]:
    """The names that the predicates of the condition read."""
    return frozenset(read for name in names(condition) for read in _predicate(name)[1])


@cache
def _predicate(name: str) -> tuple[Predicate, tuple[str, ...]]:
    predicate: Predicate = getattr(predicates, name, None) or getattr(pod_predicates, name)
    return predicate, footprint(predicate)


Site = tuple[int | None, FindingScope, Place]
"""A container by its number, or the Pod (None), with its scope and its place in the manifest."""


class FindingScopes:
    """The scopes of a Pod and its containers, each with its place in the manifest."""

    def __init__(self, manifest: Manifest, thresholds: Mapping[str, int]) -> None:
        pod = manifest.pod
        settled = {name: value for name, value in pod._asdict().items() if name not in ("name", "members")}
        around = manifest.workload._asdict() | manifest.related._asdict() | {"references": manifest.references}
        self.pod = FindingScope(settled, containers=pod.members, owner=manifest.kind, **around, **thresholds)
        self.place = manifest.spec
        self.places = tuple(_containers(manifest.spec))
        self.containers = tuple(
            FindingScope(self.pod, **member._asdict(), **facts(place)._asdict(), container=member, index=index)
            for index, (member, place) in enumerate(zip(pod.members, self.places, strict=True))
        )

    def sites(self, finding: Finding) -> Iterator[Site]:
        """The sites at which the condition `when` of the finding holds: the Pod, or some of its containers."""
        if not finding.when:
            return iter(())
        everywhere: list[Site] = [(None, self.pod, self.place)]
        if not needed(finding.when) <= self.pod.keys():  # it reads a container
            everywhere = [(number, scope, self.places[number]) for number, scope in enumerate(self.containers)]
        return (each for each in everywhere if evaluate(finding.when, each[1].__getitem__))


def position(place: Place, paths: str) -> tuple[int, int]:
    """Line and column of the first of these fields that the manifest has; else of the nearest field around it."""
    for path in paths.split():
        inner, *rest = path.split(".")
        node, at = place.node, place.where(inner)
        if inner not in node.entries:
            continue
        for name in rest:
            deeper = node.inner(inner)
            if deeper is None or name not in deeper.entries:
                break
            node, inner = deeper, name
            at = node.where(inner)
        return at
    return place.where("name") if "name" in place.node.entries else place.where()


def _containers(spec: Place) -> Iterator[Place]:
    for containers in CONTAINERS:
        yield from spec.each(containers, "Container")
