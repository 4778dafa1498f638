"""Recordings: watch streams, lists and audit logs, entry by entry; damage in one entry does not stop the others."""

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from podproof.spec.observation.documents import Document, DocumentReader, OtherObject
from podproof.spec.observation.objects import PodObject
from podproof.spec.observation.streams import DamagedStream, lines


class Observed(NamedTuple):
    """A Pod object in a recording, the type of its watch event, and its time; empty where the recording has none."""

    line: int
    event: str
    pod: PodObject
    time: str = ""


class Reconnected(NamedTuple):
    """A watch ended with an error and starts again."""

    line: int


MOST_DIGITS = 20
"""The longest resourceVersion: that of a number of 64 bits."""

RecordingEntry = Observed | Reconnected | OtherObject | DamagedStream


def entries(stream: BinaryIO) -> Iterator[RecordingEntry]:
    """Everything in a recording, in order; memory for one document."""
    for line, document in DocumentReader().documents(lines(stream)):
        if isinstance(document, Document):
            yield from _pods(line, document)
        else:
            yield document


def _pods(line: int, document: Document) -> Iterator[RecordingEntry]:
    """The Pods in a document."""
    if document.object is not None:
        yield from _event(line, document.type, document.object, document.ts)
    elif document.type == "ERROR":
        yield Reconnected(line)
    elif document.items is not None:
        for item in document.items:
            yield from _object(line, "", item, document.kind.removesuffix("List"))
    elif document.apiVersion.startswith("audit.k8s.io/"):
        yield from _audited(line, document)
    else:
        yield from _object(line, "", document, "")


def _event(line: int, event: str, pod: PodObject, time: str) -> Iterator[RecordingEntry]:
    if event == "ERROR":
        yield Reconnected(line)
    elif event != "BOOKMARK":
        yield from _object(line, event, pod, "", time)


def _audited(line: int, document: Document) -> Iterator[RecordingEntry]:
    answer = document.responseObject
    about_pods = document.objectRef is not None and document.objectRef.resource == "pods"
    if about_pods and answer is not None and document.stage == "ResponseComplete" and answer.kind == "Pod":
        yield from _object(line, "", answer, "", document.stageTimestamp)
    elif not about_pods:
        yield OtherObject(line, f"audit of {document.objectRef.resource if document.objectRef else 'nothing'}")


def _object(line: int, event: str, pod: PodObject, expected: str, time: str = "") -> Iterator[RecordingEntry]:
    kind = pod.kind or expected
    if kind != "Pod":
        yield OtherObject(line, kind) if kind else DamagedStream(line, "not a Kubernetes object: it has no kind")
    elif pod.metadata is None or not pod.metadata.name:
        yield DamagedStream(line, "a Pod without metadata.name")
    elif pod.status is None or not pod.status.phase:
        yield DamagedStream(
            line, f"the Pod {pod.metadata.name} has no status: record what the API answers, not a manifest"
        )
    elif len(pod.metadata.resourceVersion) > MOST_DIGITS:
        yield DamagedStream(
            line, f"the Pod {pod.metadata.name} has a resourceVersion of more than {MOST_DIGITS} digits"
        )
    elif bytes(memoryview(pod.spec)[:1]) != b"{":
        yield DamagedStream(line, f"the Pod {pod.metadata.name} has no spec, so it cannot be judged")
    else:
        yield Observed(line, event, pod, time)
