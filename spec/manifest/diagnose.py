"""The places of an object that makes Pods, and all that is wrong there."""

from itertools import chain

from podproof.spec.manifest import schema
from podproof.spec.manifest.fields import CONTAINERS
from podproof.spec.manifest.kinds import Kind
from podproof.spec.manifest.place import NOTHING, Place
from podproof.spec.manifest.problems import Diagnostic
from podproof.spec.manifest.syntax import MappingNode, SequenceNode
from podproof.spec.manifest.validate import refusals

MOST_CONTAINERS = 250
"""Of Pods with more only this is said: their validations and findings, which compare containers, would take minutes."""


def nothing_in(document: MappingNode) -> MappingNode:
    """Return an empty map at the beginning of the object."""
    return NOTHING._replace(line=document.line, column=document.column)


def claim_templates(document: MappingNode) -> tuple[str, ...]:
    """Return the names of the volumes that a StatefulSet adds to each of its Pods."""
    spec = document.inner("spec")
    templates = spec.get("volumeClaimTemplates") if spec else None
    items = templates.items if isinstance(templates, SequenceNode) else []
    metadata = (item.inner("metadata") for item in items if isinstance(item, MappingNode))
    return tuple(each.text("name") for each in metadata if each)


def pod_spec(document: MappingNode, kind: Kind, kubernetes: int) -> Place:
    """Return the place of the Pod spec in an object."""
    return _place("PodSpec", document, (*kind.template, "spec"), "", kubernetes, kind)


def _place(type: str, document: MappingNode, keys: tuple[str, ...], path: str, kubernetes: int, kind: Kind) -> Place:
    return Place(type, document.inner(*keys) or nothing_in(document), path, "", kubernetes, kind)


def places(document: MappingNode, spec: Place) -> list[Place]:
    """Return the places of an object with that Pod spec in which the API server looks for what it refuses."""
    kind, kubernetes = spec.owner, spec.kubernetes
    found = [metadata(document, kind, kubernetes), spec]
    if kind.template:
        keys = (*kind.template, "metadata")
        found.append(_place("TemplateMeta", document, keys, ".".join(keys), kubernetes, kind))
        found.append(_place(f"{kind.name}Spec", document, ("spec",), "spec", kubernetes, kind))
    return found


def metadata(document: MappingNode, kind: Kind, kubernetes: int) -> Place:
    """Return the place of the metadata of an object."""
    return _place("ObjectMeta", document, ("metadata",), "metadata", kubernetes, kind)


def diagnose(document: MappingNode, spec: Place) -> list[Diagnostic]:
    """Return the diagnostics of an object with that Pod spec, in the order of its lines."""
    number = sum(len(spec.nodes(name)) for name in CONTAINERS)
    if number > MOST_CONTAINERS:
        message = f"the Pod has {number:,} containers, and podproof reads at most {MOST_CONTAINERS}"
        return [Diagnostic(*spec.where("containers"), message, "split the Pod, or check one part of it")]
    mistakes = list(schema.diagnostics(document, spec.owner.schema, spec.kubernetes))
    wrong = {each[:2] for each in mistakes if each.rule == "refused"}  # values of a wrong type or size, reported once
    refused = chain.from_iterable(map(refusals, places(document, spec)))
    found = [*mistakes, *(each for each in refused if each[:2] not in wrong)]
    return sorted(found, key=lambda diagnostic: diagnostic[:2])
