"""Recordings: watch streams, lists and audit logs, entry by entry; damage in one entry does not stop the others."""

from collections.abc import Iterator
from typing import BinaryIO

from podproof.spec.observation.audit import AuditLog
from podproof.spec.observation.document_objects import Document
from podproof.spec.observation.documents import DocumentReader
from podproof.spec.observation.entries import Hint, Reconnected, RecordingEntry, observed, other
from podproof.spec.observation.streams import lines

CHANGES = ("ADDED", "MODIFIED", "DELETED")
"""The types of watch events that show an object."""


def entries(stream: BinaryIO) -> Iterator[RecordingEntry]:
    """Everything in a recording, in order; memory for one document, and for the Pods of an audit log."""
    audit = AuditLog()
    for line, document in DocumentReader().documents(lines(stream)):
        if not isinstance(document, Document):
            yield document
        elif (pod := document.object) is not None and pod.kind == "Pod" and document.type in CHANGES:
            yield observed(line, document.type, pod, document.ts)  # most documents of most recordings
        else:
            yield from _pods(line, document, audit)


def _pods(line: int, document: Document, audit: AuditLog, expected: str = "") -> Iterator[RecordingEntry]:
    """The Pods in a document; `expected` is the kind of an object that names none."""
    if document.object is not None:
        yield from _event(line, document.type, document.object, document.ts)
    elif document.type == "ERROR":
        yield Reconnected(line)
    elif document.items is not None:
        for item in document.items:
            yield from _pods(line, item, audit, document.kind.removesuffix("List"))
    elif document.apiVersion.startswith("audit.k8s.io/") or document.stage:
        yield from audit.entries(line, document)
    else:
        yield from _object(line, "", document, expected)


def _event(line: int, event: str, document: Document, time: str) -> Iterator[RecordingEntry]:
    if event == "ERROR":
        yield Reconnected(line)
    elif event != "BOOKMARK":
        yield from _object(line, event, document, "", time)


def _object(line: int, event: str, document: Document, expected: str, time: str = "") -> Iterator[RecordingEntry]:
    kind = document.kind or expected
    if kind == "Pod":
        yield observed(line, event, document, time)
    elif kind == "Event" and (about := document.involvedObject or document.regarding) and about.kind == "Pod":
        if event != "DELETED":  # an Event expires; that says nothing of the Pod
            times = document.series.count if document.series else document.count
            yield Hint(line, about.namespace, about.name, about.uid, document.reason, times or 1)
    else:
        yield other(line, kind)
