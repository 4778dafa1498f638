"""Pod templates in objects of other kinds: Argo Rollouts, Knative Services, and whatever an operator defines."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from podproof.spec.manifest.definitions import KIND
from podproof.spec.manifest.fields import POLICIES
from podproof.spec.manifest.kinds import OUR_GROUPS, Item, Kind, group
from podproof.spec.manifest.syntax import Entry, MappingNode, Node, ScalarNode, SequenceNode

Paths = Mapping[str, str]
"""For a kind the path of its Pod template, such as `spec.template` or `spec.jobs.*.template`."""

KNOWN: Paths = {
    "Rollout": "spec.template",
    "DeploymentConfig": "spec.template",
    "CloneSet": "spec.template",
}
"""Kinds of other projects that follow Deployment, and hold a complete Pod template."""

KNATIVE = "serving.knative.dev"

KNATIVE_CONTAINER = "user-container"
"""The name that Knative gives to a container without one."""

DEEPEST = 12
"""How many maps and lists down from an object a Pod template is searched."""

TEMPLATE_KEY = re.compile(r"([tT]emplate|[tT]emplateSpec)\Z")
"""The keys below which operators keep Pod templates."""


Place = tuple[str, ...]
"""The keys that lead from an object to a part of it; items of lists have their number."""


class FoundTemplate(NamedTuple):
    """A Pod template in an object: the object in the form of a PodTemplate, and whether its place is certain.

    The place is certain if it is listed, by `KNOWN` or by a configuration, and not only searched.
    """

    node: MappingNode
    kind: Kind
    is_certain: bool


def pod_templates(item: Item, listed: Paths) -> Iterator[FoundTemplate]:
    """Yield the Pod templates of an object that is of no kind of Kubernetes itself, in the order of its fields."""
    api_version = item.node.text("apiVersion")
    if group(api_version) in OUR_GROUPS or item.name == KIND:
        return
    path = listed.get(item.name) or KNOWN.get(item.name)
    found = _at(item.node, tuple(path.split(".")), ()) if path else _search(item.node, ())
    templates = [(node, place) for node, place in found if _is_complete(node)]
    for node, place in templates:
        named = _with_names(node) if group(api_version) == KNATIVE else node
        name = item.name if len(templates) == 1 else f"{item.name}.{'.'.join(place[1:-1])}"
        kind = Kind(name, api_version, "podtemplate-v1", ("template",), POLICIES, deadline=True)
        yield FoundTemplate(_as_pod_template(item.node, named), kind, bool(path))


def _at(node: Node, keys: Place, place: Place) -> Iterator[tuple[MappingNode, Place]]:
    """Yield the maps at a path, in which `*` stands for every key and every item of a list."""
    if not keys:
        yield from [(node, place)] if isinstance(node, MappingNode) else []
        return
    for key, inner in _children(node):
        if keys[0] in (key, "*"):
            yield from _at(inner, keys[1:], (*place, key))


def _search(node: Node, place: Place) -> Iterator[tuple[MappingNode, Place]]:
    """Yield the maps that look like a Pod template and stand below a key that says so."""
    if isinstance(node, MappingNode) and place and TEMPLATE_KEY.search(place[-1]) and _containers(node):
        yield node, place
    elif len(place) < DEEPEST:
        for key, inner in _children(node):
            yield from _search(inner, (*place, key))


def _children(node: Node) -> Iterator[tuple[str, Node]]:
    if isinstance(node, MappingNode):
        yield from ((name, entry.node) for name, entry in node.entries.items())
    elif isinstance(node, SequenceNode):
        yield from ((str(number), item) for number, item in enumerate(node.items))


def _is_complete(template: MappingNode) -> bool:
    """Whether each container has an image; a part that an operator completes has none."""
    containers = _containers(template)
    return bool(containers) and all(isinstance(each, MappingNode) and each.text("image") for each in containers)


def _containers(template: MappingNode) -> list[Node]:
    spec = template.inner("spec")
    containers = spec.get("containers") if spec else None
    return containers.items if isinstance(containers, SequenceNode) else []


def _with_names(template: MappingNode) -> MappingNode:
    """The template in which each container without a name has the one that Knative gives it."""
    containers = [_named(each) if isinstance(each, MappingNode) else each for each in _containers(template)]
    spec = template.entries["spec"].node
    assert isinstance(spec, MappingNode)
    listed = spec.entries["containers"]
    sequence = SequenceNode(containers, listed.node.line, listed.node.column)
    inner = spec._replace(entries=spec.entries | {"containers": listed._replace(node=sequence)})
    return template._replace(entries=template.entries | {"spec": template.entries["spec"]._replace(node=inner)})


def _named(container: MappingNode) -> MappingNode:
    name = ScalarNode(KNATIVE_CONTAINER, container.line, container.column)
    return container._replace(entries={"name": Entry(name, name)} | container.entries)


def _as_pod_template(node: MappingNode, template: MappingNode) -> MappingNode:
    kept = {name: entry for name, entry in node.entries.items() if name in ("apiVersion", "kind", "metadata")}
    return node._replace(
        entries=kept | {"template": Entry(ScalarNode("template", template.line, template.column), template)}
    )
