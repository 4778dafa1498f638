"""What happens to an object before it is stored: defaults and validation, those of the manifest reader."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, NamedTuple

from podproof.checker.cluster.resources import DEFINITIONS, PODS, Resource
from podproof.checker.cluster.statuses import ApiError, Cause, Object, bad_request, invalid
from podproof.spec.manifest.build import Builder
from podproof.spec.manifest.defaults import with_defaults
from podproof.spec.manifest.diagnose import metadata, places, pod_spec
from podproof.spec.manifest.kinds import KINDS, Kind
from podproof.spec.manifest.nodes import Entry, MappingNode, Node, ScalarNode, SequenceNode
from podproof.spec.manifest.place import NOTHING
from podproof.spec.manifest.problems import Diagnostic
from podproof.spec.manifest.schema import diagnostics
from podproof.spec.manifest.schemas import Schema, published_schema, schema_name
from podproof.spec.manifest.validate import refusals
from podproof.spec.pod.state import NEWEST, Pod

FREE_NAMES = frozenset({"rbac.authorization.k8s.io"})
"""The groups whose objects may have names with colons (ValidatePathSegmentName)."""

LINE = re.compile(r" on line \d+")
"""A line in a message: the client sent none."""


class PathTree(NamedTuple):
    """An object as the manifest reader takes it; the line of a node is the number of its path."""

    root: MappingNode
    paths: tuple[str, ...]


def tree(item: Object) -> PathTree:
    """Return an object as a tree that knows the path of every node."""
    paths = [""]
    root = _node(item, "", paths)
    assert isinstance(root, MappingNode)
    return PathTree(root, tuple(paths))


def _node(value: Any, path: str, paths: list[str]) -> Node:
    paths.append(path)
    line = len(paths) - 1
    if isinstance(value, dict):
        entries = {}
        for name, inner in value.items():
            node = _node(inner, f"{path}.{name}" if path else name, paths)
            entries[name] = Entry(ScalarNode(name, node.line, 1), node)
        return MappingNode(entries, line, 1)
    if isinstance(value, list):
        return SequenceNode([_node(each, f"{path}[{index}]", paths) for index, each in enumerate(value)], line, 1)
    return ScalarNode(value, line, 1)


def defaulted(resource: Resource, item: Object) -> Object:
    """Return an object with the defaults of Kubernetes."""
    if resource == PODS and isinstance(item.get("spec"), dict):
        return {**item, "spec": with_defaults(item["spec"])}
    return item


def resource_schema(resource: Resource) -> Schema:
    """The published schema of a resource, empty for one that Kubernetes does not have."""
    name = schema_name(resource.group, resource.version, resource.kind)
    return {} if resource.is_custom else published_schema(NEWEST, name)


def undecodable(resource: Resource, why: str) -> ApiError:
    """The object in the request cannot be read as one of this resource."""
    kind, version = resource.kind, resource.version
    return bad_request(f'{kind} in version "{version}" cannot be handled as a {kind}: {why}')


def decode_warnings(resource: Resource, item: Object) -> list[str]:
    """The fields that the schema does not know; raises `ApiError` (400) for a value of a wrong type."""
    schema = schema_name(resource.group, resource.version, resource.kind)
    if resource == DEFINITIONS or not resource_schema(resource):
        item, schema = item["metadata"], "objectmeta-meta-v1"
    read = tree(item)
    found = list(diagnostics(read.root, schema, NEWEST))
    for wrong in found:
        if wrong.severity == "error" and wrong.rule != "unknown-field":
            raise undecodable(resource, wrong.message)
    return [f'unknown field "{read.paths[each.line]}"' for each in found if each.rule == "unknown-field"]


def validate(resource: Resource, item: Object, is_live: bool = False) -> None:
    """Raise `ApiError` (422) with each field that the API server refuses; one that is live may have more fields."""
    read = tree(item)
    kind = KINDS.get(resource.kind)
    if kind is None or kind.api_version != resource.api_version:
        kind = Kind(resource.kind, resource.api_version, "", ())
        meta = metadata(read.root, kind, NEWEST)
        found: Iterable[Diagnostic] = () if resource.group in FREE_NAMES else refusals(meta)
    else:
        kind = kind._replace(is_live=is_live)
        found = chain.from_iterable(map(refusals, places(read.root, pod_spec(read.root, kind, NEWEST))))
    if causes := list(_causes(found, read)):
        raise invalid(resource.kind, resource.subject(item["metadata"].get("name", "")), causes)


def _causes(found: Iterable[Diagnostic], read: PathTree) -> Iterator[Cause]:
    for each in found:
        if each.severity == "error":
            reason = "FieldValueRequired" if " has no " in each.message else "FieldValueInvalid"
            yield Cause(reason, LINE.sub("", each.message), read.paths[each.line])


def configuration(item: Object) -> Pod:
    """The configuration of a Pod that was admitted."""
    root, name = tree(item).root, item["metadata"]["name"]
    return Builder().pod(pod_spec(root, KINDS["Pod"], NEWEST), root.inner("metadata") or NOTHING, name)
