"""From one object to a Pod, or to the problems that prevent it."""

import re
from collections.abc import Iterable, Iterator

from podproof.spec.manifest import build
from podproof.spec.manifest.diagnose import claim_templates, diagnose, nothing_in, pod_spec
from podproof.spec.manifest.kinds import Item, Kind, static_source
from podproof.spec.manifest.outcome import Manifest, Skipped
from podproof.spec.manifest.problems import PATCH, TEMPLATE, Diagnostic, Position, Problem
from podproof.spec.manifest.related.reading import related_object
from podproof.spec.manifest.related.references import references
from podproof.spec.manifest.related.workload import workload
from podproof.spec.manifest.syntax import MappingNode
from podproof.spec.manifest.templates import Paths, pod_templates

PLACEHOLDER = re.compile(r"\{\{|\$\{|\{%|<%|`<[A-Za-z]")
"""A gap in a value that something else fills in before the object reaches the API server."""

DIRECTIVE = re.compile(r"`\$(patch|retainKeys)`")
"""A directive of a strategic merge patch, in the warning about it as a field."""


def read_object(item: Item, file: str, kubernetes: int, listed: Paths) -> Iterator[Manifest | Problem | Skipped]:
    """Yield the results of an object: the Pod of a workload, the Pods of another kind, or what was skipped."""
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
    metadata = node.inner("metadata") or nothing_in(node)
    name = metadata.text("name") or metadata.text("generateName")
    if not kind.template and (source := static_source(metadata)):
        message = f"a static Pod ({source}), which the kubelet runs without asking the API server, is not modeled"
        where = Diagnostic(metadata.line, metadata.column, message, "leave it out", "warning", "static-pod")
        yield where.problem(file, name)
        return
    kind = kind._replace(is_live=bool(metadata.text("uid")), claim_templates=claim_templates(node))
    spec = pod_spec(node, kind, kubernetes)
    diagnostics = diagnose(node, spec)
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
