"""Reading manifests: each object of each file becomes a Pod or the problems that prevent it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain
from typing import BinaryIO

from podproof.spec.manifest import sources, syntax
from podproof.spec.manifest.kinds import KINDS, Item, items
from podproof.spec.manifest.objects import read_object
from podproof.spec.manifest.outcome import Manifest, ManifestFile, Reading, Skipped
from podproof.spec.manifest.problems import NO_MANIFEST, PATCH, TEMPLATE, Malformed, Problem
from podproof.spec.manifest.related.index import RelatedObjects
from podproof.spec.manifest.related.objects import NamedObject, RelatedObject
from podproof.spec.manifest.related.reading import may_have_related_objects, related_object
from podproof.spec.pod import state

ReadItem = Manifest | Problem | Skipped | ManifestFile

SKIPPING = (NO_MANIFEST, TEMPLATE, PATCH)
"""The rules of diagnostics that say why a document is skipped."""

MENTIONS = re.compile(r"apiVersion|\bkind\b|\\[uUx\r\n]")
"""Without a match a text has no object, whatever its syntax: names may be escaped, but then with a backslash."""

CLAIMS = (re.compile(r"apiVersion[\"']?\s*:"), re.compile(r"\bkind[\"']?\s*:\s*[\"']?\w"))
"""A text that cannot be parsed claims to have an object if both match, or the next one does."""

CLAIMS_A_POD = re.compile(rf"\bkind[\"']?\s*:\s*[\"']?({'|'.join(KINDS)})\b")


def read(paths: Sequence[str], *, kubernetes: int = state.NEWEST, stdin: BinaryIO | None = None) -> Reading:
    """Return the Pods and problems of files, folders and, for `-`, the standard input."""
    return collect(stream(paths, kubernetes=kubernetes, stdin=stdin))


def collect(items: Iterable[ReadItem]) -> Reading:
    """Return the items as one reading, in which each Pod knows the objects that concern it."""
    found = list(items)
    skipped = [item for item in found if isinstance(item, Skipped)]
    pods = [item for item in found if isinstance(item, Manifest)]
    workloads = (NamedObject(pod.kind, pod.name, "", pod.position) for pod in pods)
    related = RelatedObjects(chain((item.object for item in skipped if item.object), workloads))
    return Reading(
        tuple(item.relate(related) for item in pods),
        tuple(item for item in found if isinstance(item, Problem)),
        dict(sorted(Counter(item.what for item in skipped).items())),
        sum(isinstance(item, ManifestFile) for item in found),
    )


def stream(
    paths: Sequence[str], *, kubernetes: int = state.NEWEST, stdin: BinaryIO | None = None
) -> Iterator[ReadItem]:
    """Yield what `read` collects, one item at a time, so that any number of files needs the memory of one."""
    for source in sources.texts(paths, stdin):
        if isinstance(source, Problem):
            yield reported(source)
        else:
            yield ManifestFile(source.file)
            yield from read_source(source, kubernetes)


def read_source(source: sources.SourceText, kubernetes: int, listed: Mapping[str, str] = {}) -> Iterator[ReadItem]:
    """Yield the items in the text of one file; `listed` has the places of Pod templates in other kinds."""
    if not MENTIONS.search(source.text):
        yield from [_no_manifest(source.file)] if has_content(source.text) else []
        return
    try:
        for document in syntax.documents(source.text):
            if not syntax.is_null(document):
                for item in items(document, kubernetes):
                    if isinstance(item, Item):
                        yield from read_object(item, source.file, kubernetes, listed)
                    else:
                        yield reported(item.problem(source.file))
    except Malformed as malformed:
        claims = CLAIMS_A_POD.search(source.text) or all(each.search(source.text) for each in CLAIMS)
        rule = malformed.diagnostic.rule if claims else NO_MANIFEST
        yield reported(malformed.diagnostic._replace(rule=rule).problem(source.file))


def has_content(text: str) -> bool:
    """Whether a text has more than comments and marks of documents."""
    return any(line and not line.startswith(("#", "---", "...")) for line in map(str.strip, text.splitlines()))


def _no_manifest(file: str) -> Skipped:
    message = "not a Kubernetes object: it has no apiVersion and no kind"
    return Skipped(NO_MANIFEST, problem=Problem(file, 1, 1, "error", message, "exclude this file"))


def reported(problem: Problem) -> Problem | Skipped:
    """What a reading says about a problem: one with a text that is no manifest only means that it is skipped."""
    return Skipped(problem.rule, problem=problem) if problem.rule in SKIPPING else problem


def related_objects(source: sources.SourceText, kubernetes: int) -> Iterator[RelatedObject]:
    """Yield only the related objects and the names of workloads in a text, as far as it can be read."""
    if not may_have_related_objects(source.text):
        return
    with suppress(Malformed):
        for document in syntax.documents(source.text):
            for item in items(document, kubernetes):
                if isinstance(item, Item) and (found := related_object(item.node, source.file)):
                    yield found
