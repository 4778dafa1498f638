"""Reading manifests: each object of each file becomes a Pod or the problems that prevent it."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain
from typing import BinaryIO, NamedTuple

from podproof.spec.manifest import build, schema, sources, syntax
from podproof.spec.manifest.kinds import Item, Kind, items
from podproof.spec.manifest.place import NOTHING, Place
from podproof.spec.manifest.problems import Diagnostic, Malformed, Position, Problem
from podproof.spec.manifest.related.index import Pods, RelatedObjects
from podproof.spec.manifest.related.objects import Related, RelatedObject
from podproof.spec.manifest.related.reading import may_have_related_objects, related_object
from podproof.spec.manifest.related.references import Reference, references
from podproof.spec.manifest.related.workload import Workload, workload
from podproof.spec.manifest.validate import names, refusals
from podproof.spec.pod import state


class Manifest(NamedTuple):
    """A Pod that the API server would accept, with the object that makes it and every effective setting.

    `spec` is the place of its Pod spec, with the line of every field; `metadata` is that of the object and, if it has
    one, of its Pod template; `warnings` are problems that do not prevent the Pod. `workload` is what its owner says
    about it, `references` are the objects that it names, and `related` those of the same input that concern it.
    """

    pod: state.Pod
    kind: str
    name: str
    position: Position
    effective: tuple[build.Setting, ...]
    spec: Place
    metadata: tuple[syntax.MappingNode, ...]
    warnings: tuple[Problem, ...]
    workload: Workload
    references: tuple[Reference, ...]
    related: Related = Related()

    def relate(self, objects: RelatedObjects) -> "Manifest":
        """The manifest with the objects of the input that concern its Pod."""
        namespace = self.metadata[0].text("namespace") if self.metadata else ""
        pods = Pods(self.position.file, self.kind, self.name, namespace, self.workload.labels, self.references)
        return self._replace(related=objects.of(pods))


class Reading(NamedTuple):
    """The Pods and problems in the files; `skipped` counts the objects of each kind that makes no Pods."""

    pods: tuple[Manifest, ...]
    problems: tuple[Problem, ...]
    skipped: Mapping[str, int]
    files: int


class Skipped(NamedTuple):
    """An object of a kind that makes no Pods; `object` is its content if it can concern Pods."""

    kind: str
    object: RelatedObject | None = None


class ManifestFile(NamedTuple):
    """A file that was read, whatever its content is."""

    name: str


ReadItem = Manifest | Problem | Skipped | ManifestFile


def read(paths: Sequence[str], *, kubernetes: int = state.NEWEST, stdin: BinaryIO | None = None) -> Reading:
    """Return the Pods and problems of files, folders and, for `-`, the standard input."""
    return collect(stream(paths, kubernetes=kubernetes, stdin=stdin))


def collect(items: Iterable[ReadItem]) -> Reading:
    """Return the items as one reading, in which each Pod knows the objects that concern it."""
    found = list(items)
    skipped = [item for item in found if isinstance(item, Skipped)]
    related = RelatedObjects(item.object for item in skipped if item.object)
    return Reading(
        tuple(item.relate(related) for item in found if isinstance(item, Manifest)),
        tuple(item for item in found if isinstance(item, Problem)),
        dict(sorted(Counter(item.kind for item in skipped).items())),
        sum(isinstance(item, ManifestFile) for item in found),
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


def related_objects(source: sources.SourceText, kubernetes: int) -> Iterator[RelatedObject]:
    """Yield only the related objects in the text of one file, as far as it can be read, without its Pods."""
    if not may_have_related_objects(source.text):
        return
    with suppress(Malformed):
        for document in syntax.documents(source.text):
            for item in items(document, os.path.basename(source.file), kubernetes):
                if isinstance(item, Item) and (found := related_object(item.node, source.file)):
                    yield found


def _item(item: Item, file: str, kubernetes: int) -> Iterator[ReadItem]:
    if item.kind is None:
        yield Skipped(item.name, related_object(item.node, file))
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
            pod,
            item.kind.name,
            name,
            position,
            tuple(builder.settings),
            spec,
            all_metadata,
            tuple(problems),
            workload(item.node, kind),
            references(spec),
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
