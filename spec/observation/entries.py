"""What a recording consists of: observations of Pods, hints about them, and what is neither."""

from typing import NamedTuple

from podproof.spec.observation.document_objects import OtherObject
from podproof.spec.observation.objects import PodObject
from podproof.spec.observation.streams import DamagedStream


class Observed(NamedTuple):
    """A Pod object in a recording, the type of its watch event, and its time; empty where the recording has none.

    It `is_assembled` if no response of the API server shows it: its status is that of requests, one upon the other.
    """

    line: int
    event: str
    pod: PodObject
    time: str = ""
    is_assembled: bool = False


class Reconnected(NamedTuple):
    """A watch ended with an error and starts again."""

    line: int


class Hint(NamedTuple):
    """What is said about a Pod without its status, so many times: an Event object, or an audited eviction."""

    line: int
    namespace: str
    name: str
    uid: str
    reason: str
    times: int = 1


class Omitted(NamedTuple):
    """A change of a Pod in an audit log that does not show the object."""

    line: int


MOST_DIGITS = 20
"""The longest resourceVersion: that of a number of 64 bits."""

RecordingEntry = Observed | Reconnected | Hint | Omitted | OtherObject | DamagedStream


def observed(line: int, event: str, pod: PodObject, time: str = "") -> Observed | DamagedStream:
    """The observation of a Pod that is whole; else what it lacks."""
    if pod.metadata is None or not pod.metadata.name:
        return DamagedStream(line, "a Pod without metadata.name")
    name = pod.metadata.name
    if pod.status is None or not pod.status.phase:
        return DamagedStream(line, f"the Pod {name} has no status: record what the API answers, not a manifest")
    if len(pod.metadata.resourceVersion) > MOST_DIGITS:
        return DamagedStream(line, f"the Pod {name} has a resourceVersion of more than {MOST_DIGITS} digits")
    if bytes(memoryview(pod.spec)[:1]) != b"{":
        return DamagedStream(line, f"the Pod {name} has no spec, so it cannot be judged")
    return Observed(line, event, pod, time)


def other(line: int, kind: str) -> OtherObject | DamagedStream:
    """An object of another kind, or one that names none."""
    return OtherObject(line, kind) if kind else DamagedStream(line, "not a Kubernetes object: it has no kind")
