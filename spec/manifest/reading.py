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
    """A Pod that the API server would accept, with the object that makes it and every effective setting.

    `spec` is the place of its Pod spec, with the line of every field; `metadata` is that of the object and, if it has
    one, of its Pod template; `warnings` are problems that do not prevent the Pod.
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
    """The Pods and problems in the files; `skipped` counts the objects of each kind that makes no Pods."""

    pods: tuple[Manifest, ...]
    problems: tuple[Problem, ...]
    skipped: Mapping[str, int]
    files: int


class ManifestFile(NamedTuple):
    """A file that was read, whatever its content is."""

    name: str


ReadItem = Manifest | Problem | Skipped | ManifestFile


def read(paths: Sequence[str], *, kubernetes: int = state.NEWEST, stdin: BinaryIO | None = None) -> Reading:
    """Return the Pods and problems of files, folders and, for `-`, the standard input."""
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
    """Yield what `read` collects, one item at a time, so that any number of files needs the memory of one."""
    for source in sources.texts(paths, stdin):
        if isinstance(source, Problem):
            yield source
        else:
            yield ManifestFile(source.file)
            yield from read_source(source, kubernetes)


def read_source(source: sources.SourceText, kubernetes: int) -> Iterator[ReadItem]:
    """Yield the items in the text of one file."""
    empty = True
    try:
        for document in syntax.documents(source.text):
            if syntax.is_null(document):
                continue
            empty = False
            for item in items(document, os.path.basename(source.file), kubernetes):
                yield from (
                    [item.problem(source.file)]
                    if isinstance(item, Diagnostic)
                    else _item(item, source.file, kubernetes)
                )
    except Malformed as malformed:
        empty = False
        yield malformed.diagnostic.problem(source.file)
    if empty:
        yield Problem(source.file, 0, 0, "error", "no Kubernetes object in this file", "add one, or exclude this file")


def _item(item: Item, file: str, kubernetes: int) -> Iterator[ReadItem]:
    if item.kind is None:
        yield Skipped(item.name)
        return
    metadata = item.node.inner("metadata") or NOTHING
    name = metadata.text("name") or metadata.text("generateName")
    kind = item.kind._replace(is_live=not item.kind.template and bool(metadata.text("uid")))
    spec = _spec(item.node, kind, kubernetes)
    diagnostics = _diagnostics(item.node, item.kind, metadata, spec)
    problems = [each.problem(file, name) for each in diagnostics]
    yield from problems
    if not any(each.severity == "error" for each in diagnostics):
        builder = build.Builder()
        pod = builder.pod(spec, metadata, name)
        position = Position(file, item.node.line, item.node.column)
        all_metadata = metadata, *([template] if (template := _template(item)) else [])
        yield Manifest(
            pod, item.kind.name, name, position, tuple(builder.settings), spec, all_metadata, tuple(problems)
        )


def _template(item: Item) -> syntax.MappingNode | None:
    return item.node.inner(*item.kind.template, "metadata") if item.kind and item.kind.template else None


def _spec(document: syntax.MappingNode, kind: Kind, kubernetes: int) -> Place:
    nothing = NOTHING._replace(line=document.line, column=document.column)
    return Place("PodSpec", document.inner(*kind.template, "spec") or nothing, "", "", kubernetes, kind)


def _diagnostics(
    document: syntax.MappingNode, kind: Kind, metadata: syntax.MappingNode, spec: Place
) -> list[Diagnostic]:
    """Return the diagnostics of an object in the order of its lines."""
    at = (metadata.line or document.line, metadata.column or document.column)
    found = chain(schema.diagnostics(document, kind.schema, spec.kubernetes), names(metadata, at), refusals(spec))
    return sorted(found, key=lambda diagnostic: diagnostic[:2])
