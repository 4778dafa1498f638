"""What a document of a recording may be: a Pod, a list, a watch event, what speaks of Pods, or anything else."""

from typing import NamedTuple

from msgspec import Raw, Struct

from podproof.spec.observation.objects import PodObject


class SubjectReference(Struct, gc=False):
    """What a line of an audit log, or an Event object, is about."""

    resource: str = ""
    kind: str = ""
    apiGroup: str = ""
    subresource: str = ""
    namespace: str = ""
    name: str = ""
    uid: str = ""


class Outcome(Struct, gc=False):
    """The status of a response in an audit log."""

    code: int = 0


class Series(Struct, gc=False):
    """How often an Event was repeated."""

    count: int = 0


class Document(PodObject, gc=False):
    """A document of any kind that may hold Pods or speak of them; of a list, each item is one."""

    type: str = ""
    ts: str = ""
    stageTimestamp: str = ""
    object: "Document | None" = None
    items: "list[Document] | None" = None
    verb: str = ""
    stage: str = ""
    requestURI: str = ""
    objectRef: SubjectReference | None = None
    responseStatus: Outcome | None = None
    responseObject: Raw = Raw()
    requestObject: Raw = Raw()
    involvedObject: SubjectReference | None = None
    regarding: SubjectReference | None = None
    reason: str = ""
    count: int | None = None
    series: Series | None = None


class OtherObject(NamedTuple):
    """An object of another kind, which is skipped."""

    line: int
    kind: str
