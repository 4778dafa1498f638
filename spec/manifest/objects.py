"""From one object to a Pod, or to the problems that prevent it."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from podproof.spec.manifest import build, schema
from podproof.spec.manifest.kinds import Item, Kind
from podproof.spec.manifest.outcome import Manifest, Skipped
from podproof.spec.manifest.place import NOTHING, Place
from podproof.spec.manifest.problems import PATCH, TEMPLATE, Diagnostic, Position, Problem
from podproof.spec.manifest.related.reading import related_object
from podproof.spec.manifest.related.references import references
from podproof.spec.manifest.related.workload import workload
from podproof.spec.manifest.syntax import MappingNode
from podproof.spec.manifest.templates import Paths, pod_templates
from podproof.spec.manifest.validate import names, refusals

PLACEHOLDER = re.compile(r"\{\{|\$\{|\{%|<%|`<[A-Za-z]")
"""A gap in a value that something else fills in before the object reaches the API server."""

DIRECTIVE = re.compile(r"`\$(patch|retainKeys)`")
"""A directive of a strategic merge patch, in the warning about it as a field."""


def read_object(item: Item, file: str, kubernetes: int, listed: Paths) -> Iterator[Manifest | Problem | Skipped]:
    """Yield what comes of an object: the Pod of a workload, the Pods of another kind, or what was skipped."""
    if item.kind is None:
        yield from _other(item, file, kubernetes, listed)
    else:
        yield from _whole(_pod(item.node, item.kind, item.node, file, kubernetes))


def _other(item: Item, file: str, kubernetes: int, listed: Paths) -> Iterator[Manifest | Problem | Skipped]:
    found = tuple(pod_templates(item, listed))
    for template in found:
        items = list(_pod(template.node, template.kind, item.node, file, kubernetes))
        if template.is_certain:
            yield from _whole(items)
        else:
            yield from _searched(items, item.name)
    if not found:
        yield Skipped(item.name, related_object(item.node, file))


def _searched(items: list[Manifest | Problem], kind: str) -> Iterator[Manifest | Skipped]:
    """Of a template that was searched, only a Pod without errors counts, and fields that only its operator knows."""
    for each in items:
        if isinstance(each, Manifest):
            yield each._replace(warnings=())
        elif each.severity == "error":
            yield Skipped(kind, problem=each)
            return


def _whole(items: Iterable[Manifest | Problem]) -> Iterator[Manifest | Problem | Skipped]:
    """The same, unless a problem shows that the object is a template or a patch."""
    found = list(items)
    problems = [each for each in found if isinstance(each, Problem)]
    gaps = (each for each in problems if each.severity == "error" and PLACEHOLDER.search(each.message))
    directives = (each for each in problems if each.rule == "unknown-field" and DIRECTIVE.search(each.message))
    if problem := next(directives, None):
        yield Skipped(PATCH, problem=problem._replace(message="a patch, not a manifest", severity="error"))
    elif problem := next(gaps, None):
        yield Skipped(TEMPLATE, problem=problem)
    else:
        yield from found


def _pod(node: MappingNode, kind: Kind, owner: MappingNode, file: str, kubernetes: int) -> Iterator[Manifest | Problem]:
    metadata = node.inner("metadata") or NOTHING
    name = metadata.text("name") or metadata.text("generateName")
    kind = kind._replace(is_live=not kind.template and bool(metadata.text("uid")))
    spec = _spec(node, kind, kubernetes)
    diagnostics = _diagnostics(node, kind, metadata, spec)
    problems = [each.problem(file, name) for each in diagnostics]
    yield from problems
    if not any(each.severity == "error" for each in diagnostics):
        builder = build.Builder()
        pod = builder.pod(spec, metadata, name)
        template = node.inner(*kind.template, "metadata") if kind.template else None
        yield Manifest(
            pod,
            kind.name,
            name,
            Position(file, node.line, node.column),
            tuple(builder.settings),
            spec,
            (metadata, template) if template else (metadata,),
            tuple(problems),
            workload(owner, kind, node),
            references(spec),
        )


def _spec(document: MappingNode, kind: Kind, kubernetes: int) -> Place:
    nothing = NOTHING._replace(line=document.line, column=document.column)
    return Place("PodSpec", document.inner(*kind.template, "spec") or nothing, "", "", kubernetes, kind)


def _diagnostics(document: MappingNode, kind: Kind, metadata: MappingNode, spec: Place) -> list[Diagnostic]:
    """Return the diagnostics of an object in the order of its lines."""
    at = (metadata.line or document.line, metadata.column or document.column)
    found = chain(schema.diagnostics(document, kind.schema, spec.kubernetes), names(metadata, at), refusals(spec))
    return sorted(found, key=lambda diagnostic: diagnostic[:2])
