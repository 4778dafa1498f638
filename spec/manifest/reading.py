"""Reading manifests: each object of each file becomes a Pod or the problems that prevent it."""

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import BinaryIO, NamedTuple

from podproof.spec.manifest import build, schema, sources, syntax
from podproof.spec.manifest.kinds import Item, Kind, items
from podproof.spec.manifest.place import NOTHING, Place
from podproof.spec.manifest.problems import Diagnostic, Malformed, Position, Problem, Skipped
from podproof.spec.manifest.validate import names, refusals
from podproof.spec.pod import state


class Manifest(NamedTuple):
    """A Pod that the API server would take, with the object that makes it and every setting that applies.

    `spec` is the place of its Pod spec, where every field has its line; `metadata` that of the object and, if it has
    one, of its Pod template; `warnings` are the problems that did not prevent it.
    """

    pod: state.Pod
    kind: str
    name: str
    position: Position
    effective: tuple[build.Setting, ...]
    spec: Place
    metadata: tuple[syntax.MappingNode, ...]
    warnings: tuple[Problem, ...]


class Reading(NamedTuple):
    """Everything that was found in the files; `skipped` counts the objects of kinds that make no Pods."""

    pods: tuple[Manifest, ...]
    problems: tuple[Problem, ...]
    skipped: Mapping[str, int]
    files: int


class ManifestFile(NamedTuple):
    """A file was read, whatever was in it."""

    name: str


ReadItem = Manifest | Problem | Skipped | ManifestFile


def read(paths: Sequence[str], *, kubernetes: int = state.NEWEST, stdin: BinaryIO | None = None) -> Reading:
    """Return the Pods of files, folders and, for `-`, the standard input, and all that is wrong with them."""
    found = {kind: list[ReadItem]() for kind in (Manifest, Problem, Skipped, ManifestFile)}
    for thing in stream(paths, kubernetes=kubernetes, stdin=stdin):
        found[type(thing)].append(thing)
    passed = Counter(thing.kind for thing in found[Skipped] if isinstance(thing, Skipped))
    return Reading(
        tuple(thing for thing in found[Manifest] if isinstance(thing, Manifest)),
        tuple(thing for thing in found[Problem] if isinstance(thing, Problem)),
        dict(sorted(passed.items())),
        len(found[ManifestFile]),
    )


def stream(
    paths: Sequence[str], *, kubernetes: int = state.NEWEST, stdin: BinaryIO | None = None
) -> Iterator[ReadItem]:
    """Yield what `read` collects, one thing at a time, so that any number of files needs the memory of one."""
    for source in sources.texts(paths, stdin):
        if isinstance(source, Problem):
            yield source
        else:
            yield ManifestFile(source.file)
            yield from read_source(source, kubernetes)


def read_source(source: sources.SourceText, kubernetes: int) -> Iterator[ReadItem]:
    """Yield what there is in the text of one file."""
    empty = True
    try:
        for document in syntax.documents(source.text):
            if syntax.is_null(document):
                continue
            empty = False
            for item in items(document, os.path.basename(source.file), kubernetes):
                yield from (
                    [item.told(source.file)] if isinstance(item, Diagnostic) else _item(item, source.file, kubernetes)
                )
    except Malformed as malformed:
        empty = False
        yield malformed.fault.told(source.file)
    if empty:
        yield Problem(source.file, 0, 0, "error", "no Kubernetes object in it", "fill it, or leave this file out")


def _item(item: Item, file: str, kubernetes: int) -> Iterator[ReadItem]:
    if item.kind is None:
        yield Skipped(item.name)
        return
    metadata = item.node.inner("metadata") or NOTHING
    name = metadata.text("name") or metadata.text("generateName")
    kind = item.kind._replace(is_live=not item.kind.template and bool(metadata.text("uid")))
    spec = _spec(item.node, kind, kubernetes)
    faults = _diagnostics(item.node, item.kind, metadata, spec)
    problems = [fault.told(file, name) for fault in faults]
    yield from problems
    if not any(fault.severity == "error" for fault in faults):
        builder = build.Builder()
        pod = builder.pod(spec, metadata, name)
        position = Position(file, item.node.line, item.node.column)
        told = metadata, *([template] if (template := _template(item)) else [])
        yield Manifest(pod, item.kind.name, name, position, tuple(builder.settings), spec, told, tuple(problems))


def _template(item: Item) -> syntax.MappingNode | None:
    return item.node.inner(*item.kind.template, "metadata") if item.kind and item.kind.template else None


def _spec(document: syntax.MappingNode, kind: Kind, kubernetes: int) -> Place:
    nothing = NOTHING._replace(line=document.line, column=document.column)
    return Place("PodSpec", document.inner(*kind.template, "spec") or nothing, "", "", kubernetes, kind)


def _diagnostics(
    document: syntax.MappingNode, kind: Kind, metadata: syntax.MappingNode, spec: Place
) -> list[Diagnostic]:
    """Return the faults of an object in the order of its lines."""
    at = (metadata.line or document.line, metadata.column or document.column)
    found = chain(schema.diagnostics(document, kind.schema, spec.kubernetes), names(metadata, at), refusals(spec))
    return sorted(found, key=lambda fault: fault[:2])
