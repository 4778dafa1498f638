"""The names that conditions of findings may use: fields, facts, thresholds, and predicates evaluated on demand."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from podproof.spec.conditions import evaluate, names
from podproof.spec.findings import predicates
from podproof.spec.findings.facts import pod_facts
from podproof.spec.findings.notation import Finding
from podproof.spec.manifest import Manifest
from podproof.spec.manifest.fields import CONTAINERS
from podproof.spec.manifest.place import Place
from podproof.spec.manifest.syntax import MappingNode
from podproof.spec.notation import Predicate, footprint
from podproof.spec.pod import predicates as pod_predicates
from podproof.spec.pod.declared_times import UNDECLARED, DeclaredTimes


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
    """The scopes of a Pod and its containers, each with its place in the manifest; `declared` are the known times."""

    def __init__(self, manifest: Manifest, thresholds: Mapping[str, int], declared: DeclaredTimes = UNDECLARED) -> None:
        pod = manifest.pod
        settled = {name: value for name, value in pod._asdict().items() if name not in ("name", "members")}
        around = manifest.workload._asdict() | manifest.related._asdict() | {"references": manifest.references}
        about = pod_facts(manifest.spec)
        around |= {"owner": manifest.kind, "file": manifest.position.file, **about._asdict()}
        around |= {"declared_times": declared, **thresholds}
        self.pod = FindingScope(settled, containers=pod.members, **around)
        self.place = manifest.spec
        self.places = tuple(_containers(manifest.spec))
        self.containers = tuple(
            FindingScope(
                self.pod,
                **member._asdict(),
                **of_it._asdict(),
                container=member,
                index=index,
                declared=declared.of(member.name),
            )
            for index, (member, of_it) in enumerate(zip(pod.members, about.facts, strict=True))
        )

    def sites(self, finding: Finding) -> Iterator[Site]:
        """The sites at which the condition `when` of the finding holds: the Pod, or some of its containers."""
        if not finding.when:
            return iter(())
        everywhere: list[Site] = [(None, self.pod, self.place)]
        if not needed(finding.when) <= self.pod.keys():  # it reads a container
            everywhere = [(number, scope, self.places[number]) for number, scope in enumerate(self.containers)]
        return (each for each in everywhere if evaluate(finding.when, each[1].__getitem__))


def position(finding: Finding, scope: FindingScope, place: Place) -> tuple[int, int]:
    """Line and column of the first field of the finding that the manifest has; else of the nearest around it."""
    if finding.at:
        line, column = scope[finding.at]
        return line, column
    owner: MappingNode = scope["node"]
    if finding.owner_field and owner.entries:
        return _first(owner, finding.owner_field)
    if any(path.partition(".")[0] in place.node.entries for path in finding.field.split()):
        return _first(place.node, finding.field)
    return place.where("name") if "name" in place.node.entries else place.where()


def _first(node: MappingNode, fields: str) -> tuple[int, int]:
    """The position of the first of these fields; if none exists, of what exists on the way to one of them."""
    paths = [path.split(".") for path in fields.split()]
    begun = [path for path in paths if path[0] in node.entries] or paths
    return _deepest(node, next((path for path in begun if _has(node, path)), begun[0]))


def _has(node: MappingNode, path: Sequence[str]) -> bool:
    inner = node.inner(*path[:-1])
    return inner is not None and path[-1] in inner.entries


def _deepest(node: MappingNode, path: Sequence[str]) -> tuple[int, int]:
    """Line and column of the field at the path, or of the last field on the way that exists."""
    at = node.line, node.column
    for name in path:
        if name not in node.entries:
            break
        at, inner = node.where(name), node.inner(name)
        if inner is None:
            break
        node = inner
    return at


def _containers(spec: Place) -> Iterator[Place]:
    for containers in CONTAINERS:
        yield from spec.each(containers, "Container")
