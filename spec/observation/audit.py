"""Audit logs of API servers (`audit.k8s.io`): what the Pods in them were after each request.

A response shows the whole object.  Where a policy leaves it out (level Request, as usual policies have it for the
status that a kubelet writes), the status is assembled: the request is applied to the object as it was shown before.
What such a request does to an object is known for the status alone; after any other one the object is forgotten until
it is shown again.  Dry runs, refused requests and the stages before the response change nothing.

Follows k8s.io/apiserver/pkg/audit/request.go and k8s.io/apiserver/pkg/apis/audit/v1/types.go (1.36).
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

import msgspec
from msgspec import Struct

from podproof.spec.observation.document_objects import Document, OtherObject, SubjectReference
from podproof.spec.observation.documents import documents
from podproof.spec.observation.entries import Hint, Observed, Omitted, RecordingEntry, observed
from podproof.spec.observation.objects import PodObject
from podproof.spec.observation.patches import Unclear, patched
from podproof.spec.observation.streams import DamagedStream

MOST = 20_000
"""Pods whose last object is kept for the patches that follow: those that were written last."""

WRITES = ("create", "update", "patch", "delete", "deletecollection")

PARTS = ("", "status", "resize", "ephemeralcontainers")
"""Subresources that are the Pod itself; others, such as `log` and `exec`, show nothing of it."""

DRY_RUN = re.compile(r"[?&]dryRun=All\b")
"""What a URI says of a request that changes nothing."""

EVICTION = "EvictionByEvictionAPI"
"""The reason of an eviction that the API was asked for, as the condition DisruptionTarget has it."""


class DryRunOptions(Struct):
    """The part of a request to delete, or to evict, that says whether it is meant."""

    dryRun: list[str] | None = None


class Eviction(Struct):
    """A request to evict a Pod."""

    deleteOptions: DryRunOptions | None = None
    dryRun: list[str] | None = None

    @property
    def is_dry(self) -> bool:
        """Whether nothing is done."""
        return bool(self.dryRun or (self.deleteOptions and self.deleteOptions.dryRun))


class Name(NamedTuple):
    """A Pod as a request names it."""

    namespace: str
    name: str


class AuditLog:
    """Reads audit events in turn; memory for `MOST` Pods."""

    def __init__(self) -> None:
        self._known: dict[Name, PodObject] = {}

    def entries(self, line: int, event: Document) -> Iterator[RecordingEntry]:
        """The Pods, and what is said about them, in one audit event."""
        about = event.objectRef
        if about is None or about.resource != "pods" or about.apiGroup:
            yield OtherObject(line, f"audit of {about.resource if about else 'nothing'}")
        elif event.stage == "ResponseComplete" and _is_done(event):
            if about.subresource == "eviction":
                self._known.pop(Name(about.namespace, about.name), None)
                yield Hint(line, about.namespace, about.name, about.uid, EVICTION)
            elif about.subresource in PARTS:
                yield from self._pods(line, event, about)

    def _pods(self, line: int, event: Document, about: SubjectReference) -> Iterator[RecordingEntry]:
        shown = (
            [each for _, each in documents(line, bytes(event.responseObject))] if bytes(event.responseObject) else []
        )
        if any(isinstance(each, DamagedStream) or (isinstance(each, Document) and _is_of_pods(each)) for each in shown):
            for each in shown:
                yield from self._shown(line, event, each) if isinstance(each, Document) else (each,)
        elif event.verb in WRITES:
            yield self._assembled(line, event, about)

    def _shown(self, line: int, event: Document, answer: Document) -> Iterator[RecordingEntry]:
        """The Pods in a response."""
        for pod in (answer,) if answer.items is None else answer.items:
            yield self._keep(observed(line, "", pod, event.stageTimestamp))

    def _assembled(self, line: int, event: Document, about: SubjectReference) -> Observed | Omitted:
        """The Pod after a request without its response, as far as it is known."""
        name = Name(about.namespace, about.name)
        base = self._known.pop(name, None)
        if about.subresource != "status" or not bytes(event.requestObject):
            if event.verb == "deletecollection":
                self._known = {each: pod for each, pod in self._known.items() if each.namespace != name.namespace}
            return Omitted(line)
        try:
            pod = _updated(event) if event.verb == "update" else patched(base, event.requestObject)
        except (Unclear, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return Omitted(line)
        found = self._keep(observed(line, "", pod, event.stageTimestamp))
        return found._replace(is_assembled=True) if isinstance(found, Observed) else Omitted(line)

    def _keep(self, found: RecordingEntry) -> RecordingEntry:
        """Keep the object of an observation for the patches that follow."""
        if isinstance(found, Observed) and found.pod.metadata is not None:
            name = Name(found.pod.metadata.namespace, found.pod.metadata.name)
            self._known.pop(name, None)
            self._known[name] = found.pod
            if len(self._known) > MOST:
                del self._known[next(iter(self._known))]
        return found


def _is_of_pods(answer: Document) -> bool:
    return answer.kind == "Pod" or (answer.kind == "PodList" and answer.items is not None)


def _is_done(event: Document) -> bool:
    """Whether the request was granted, and was not a dry run."""
    code = event.responseStatus.code if event.responseStatus else 0
    if code >= 300 or DRY_RUN.search(event.requestURI):
        return False
    if event.verb != "delete" and not (event.objectRef and event.objectRef.subresource == "eviction"):
        return True
    try:
        return not (bytes(event.requestObject) and msgspec.json.decode(event.requestObject, type=Eviction).is_dry)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return True


def _updated(event: Document) -> PodObject:
    """The object of a request to replace the status; which version it became is not known."""
    pod = msgspec.json.decode(event.requestObject, type=PodObject)
    if pod.kind not in ("Pod", "") or pod.metadata is None or not pod.metadata.uid:
        raise Unclear
    pod.metadata.resourceVersion = ""
    return pod
