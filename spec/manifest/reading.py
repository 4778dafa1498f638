"""Reading manifests: each object of each file becomes a Pod or the problems that prevent it."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain
from typing import BinaryIO

from podproof.spec.manifest import syntax
from podproof.spec.manifest.definitions import KIND, without_definitions
from podproof.spec.manifest.discovery import discover
from podproof.spec.manifest.kinds import KINDS, Item, items
from podproof.spec.manifest.layouts import Found, Package, Unrendered
from podproof.spec.manifest.objects import read_object
from podproof.spec.manifest.outcome import Manifest, ManifestFile, Reading, Skipped
from podproof.spec.manifest.problems import LINK, NO_MANIFEST, PART, PATCH, TEMPLATE, Malformed, Problem
from podproof.spec.manifest.related.index import RelatedObjects
from podproof.spec.manifest.related.objects import RelatedObject
from podproof.spec.manifest.related.reading import may_have_related_objects, related_object
from podproof.spec.manifest.sources import SourceText, text
from podproof.spec.pod import state

ReadItem = Manifest | Problem | Skipped | ManifestFile | Unrendered

Parse = Callable[[str], Iterator[syntax.Node]]
"""Yields the documents of a text, as `syntax.documents` does."""

Render = Callable[[Package], SourceText | Unrendered]
"""Renders a kustomization or a chart, or says why not."""

SKIPPING = (NO_MANIFEST, TEMPLATE, PATCH, PART, LINK)
"""The rules of diagnostics that say why a document or a folder is skipped."""

MENTIONS = re.compile(r"apiVersion|\bkind\b|\\[uUx\r\n]")
"""Without a match a text has no object, whatever its syntax: names may be escaped, but then with a backslash."""

CLAIMS = (re.compile(r"apiVersion[\"']?\s*:"), re.compile(r"\bkind[\"']?\s*:\s*[\"']?\w"))
"""A text that cannot be parsed claims to have an object if both match, or the next one does."""

CLAIMS_A_POD = re.compile(rf"\bkind[\"']?\s*:\s*[\"']?({'|'.join(KINDS)})\b")


def not_rendered(package: Package) -> Unrendered:
    """Render nothing."""
    return Unrendered(package, "no program is asked to render it")


def read(
    paths: Sequence[str],
    *,
    kubernetes: int = state.NEWEST,
    stdin: BinaryIO | None = None,
    render: Render = not_rendered,
) -> Reading:
    """Return the Pods and problems of files, folders and, for `-`, the standard input."""
    return collect(stream(paths, kubernetes=kubernetes, stdin=stdin, render=render))


def collect(items: Iterable[ReadItem]) -> Reading:
    """Return the items as one reading, in which each Pod knows the objects that concern it."""
    found = list(items)
    skipped = [item for item in found if isinstance(item, Skipped)]
    pods = [item for item in found if isinstance(item, Manifest)]
    related = RelatedObjects(chain((item.object for item in skipped if item.object), (pod.pods for pod in pods)))
    return Reading(
        tuple(item.relate(related) for item in pods),
        tuple(item for item in found if isinstance(item, Problem)),
        dict(sorted(Counter(item.what for item in skipped).items())),
        sum(isinstance(item, ManifestFile) for item in found),
        tuple(item for item in found if isinstance(item, Unrendered)),
    )


def stream(
    paths: Sequence[str],
    *,
    kubernetes: int = state.NEWEST,
    stdin: BinaryIO | None = None,
    render: Render = not_rendered,
) -> Iterator[ReadItem]:
    """Yield what `read` collects, one item at a time, so that any number of files needs the memory of one."""
    for found in discover(paths):
        source = open_source(found, render, stdin)
        if isinstance(source, SourceText):
            yield ManifestFile(source.file)
            yield from read_source(source, kubernetes)
        else:
            yield reported(source) if isinstance(source, Problem) else source


def open_source(
    found: Found, render: Render, stdin: BinaryIO | None = None
) -> SourceText | Problem | Skipped | Unrendered:
    """The text of a file, or what a tool renders of a package."""
    if isinstance(found, Problem):
        return found
    if isinstance(found, Package):
        return render(found)
    if found.role == "part":
        message = "a part of a kustomization, not a manifest"
        return Skipped(PART, problem=Problem(found.path, 1, 1, "error", message, "name its kustomization"))
    source = text(found.path, stdin)
    is_neighbor = found.role == "neighbor"
    return source._replace(is_neighbor=is_neighbor) if isinstance(source, SourceText) else source


def read_source(
    source: SourceText, kubernetes: int, listed: Mapping[str, str] = {}, parse: Parse = syntax.documents
) -> Iterator[ReadItem]:
    """Yield the items in the text of one file; `listed` has the places of Pod templates in other kinds."""
    if MENTIONS.search(source.text):
        found = _items(source, kubernetes, listed, parse)
        yield from _neighbor(found) if source.is_neighbor else found
    elif has_content(source.text):
        message = "not a Kubernetes object: it has no apiVersion and no kind"
        yield Skipped(NO_MANIFEST, problem=Problem(source.file, 1, 1, "error", message, "exclude this file"))


def _items(source: SourceText, kubernetes: int, listed: Mapping[str, str], parse: Parse) -> Iterator[ReadItem]:
    plain, definitions = without_definitions(source.text)
    yield from [Skipped(KIND)] * definitions
    try:
        for document in parse(plain):
            file, located = source.origins(document) if source.origins else (source.file, document)
            for item in items(located, kubernetes) if not syntax.is_null(document) else ():
                if isinstance(item, Item):
                    yield from read_object(item, file, kubernetes, listed)
                else:
                    yield reported(item.problem(file))
    except Malformed as malformed:
        claims = CLAIMS_A_POD.search(source.text) or all(each.search(source.text) for each in CLAIMS)
        rule = malformed.diagnostic.rule if claims else NO_MANIFEST
        yield reported(malformed.diagnostic._replace(rule=rule).problem(source.file))


def _neighbor(found: Iterable[ReadItem]) -> Iterator[ReadItem]:
    """The same, but a file with errors beside a kustomization is taken for a part that is out of use."""
    errors = list[Problem]()
    for each in found:
        if isinstance(each, Problem) and each.severity == "error":
            errors.append(each)
        else:
            yield each
    yield from (Skipped(PART, problem=each) for each in errors[:1])


def has_content(text: str) -> bool:
    """Whether a text has more than comments and marks of documents."""
    return any(line and not line.startswith(("#", "---", "...")) for line in map(str.strip, text.splitlines()))


def reported(problem: Problem) -> Problem | Skipped:
    """What a reading says about a problem: one with a text that is not a manifest only means that it is skipped."""
    return Skipped(problem.rule, problem=problem) if problem.rule in SKIPPING else problem


def related_objects(source: SourceText, kubernetes: int, parse: Parse = syntax.documents) -> Iterator[RelatedObject]:
    """Yield only the related objects and the names of workloads in a text, as far as it can be read."""
    if not may_have_related_objects(source.text):
        return
    with suppress(Malformed):
        for document in parse(without_definitions(source.text)[0]):
            file, located = source.origins(document) if source.origins else (source.file, document)
            for item in items(located, kubernetes):
                if isinstance(item, Item) and (found := related_object(item.node, file)):
                    yield found
