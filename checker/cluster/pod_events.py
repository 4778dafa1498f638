"""Events of Pods as objects of core/v1: those that say the same are one object that counts them."""

import uuid

from podproof.checker.cluster.resources import EVENTS, NAMESPACES
from podproof.checker.cluster.statuses import ApiError, Object
from podproof.checker.cluster.storage import Place, Storage
from podproof.checker.simulation import SimulatedPod
from podproof.spec.publishing import StateStep
from podproof.spec.publishing.objects import time_text
from podproof.spec.publishing.reported_events import SCHEDULER, ReportedEvent, reported_events
from podproof.spec.publishing.writers import NODE

MOST_EVENTS = 5000
"""The most Events of Pods that are kept; the oldest go first, as those of a real cluster go after an hour."""

LONGEST_PREFIX = 236
"""The most letters of the name of a Pod in the name of an Event, which has at most 253."""


class EventRecorder:
    """Writes what components report of the steps of Pods, as client-go does (tools/record, tools/events)."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage
        self._places: dict[tuple[str, ReportedEvent], Place] = {}
        self._number = 0

    def record(self, simulated: SimulatedPod, step: StateStep) -> None:
        """Write the Events of a step; one that the cluster refuses is lost, as a component does not wait for it."""
        metadata = simulated.published.metadata
        namespace = self.storage.get(NAMESPACES.storage, ("", metadata["namespace"]))
        if namespace is None or namespace["metadata"].get("deletionTimestamp"):
            return
        for reported in reported_events(simulated.configuration, simulated.published, step):
            try:
                self._write(metadata, reported, step.moment)
            except ApiError:
                return

    def _write(self, pod: Object, reported: ReportedEvent, moment: float) -> None:
        key = pod["uid"], reported
        known = self.storage.get(EVENTS.storage, self._places.get(key, ("", "")))
        if known is not None:
            again = {"count": known.get("count", 1) + 1, "lastTimestamp": time_text(moment)}
            self.storage.put(EVENTS, known | again)
            return
        self._number += 1
        name = f"{pod['name'][:LONGEST_PREFIX]}.{self._number:016x}"
        self.storage.put(EVENTS, event_object(name, pod, reported, moment))
        self._places.pop(key, None)
        self._places[key] = pod["namespace"], name
        if len(self._places) > MOST_EVENTS:
            self._forget_oldest()

    def _forget_oldest(self) -> None:
        oldest = self.storage.get(EVENTS.storage, self._places.pop(next(iter(self._places))))
        if oldest is not None:
            self.storage.remove(EVENTS, oldest)


def event_object(name: str, pod: Object, reported: ReportedEvent, moment: float) -> Object:
    """The Event about a Pod with that metadata."""
    about = {"kind": "Pod", "namespace": pod["namespace"], "name": pod["name"], "uid": pod["uid"], "apiVersion": "v1"}
    if reported.field_path:
        about["fieldPath"] = reported.field_path
    now = time_text(moment)
    return {
        "apiVersion": EVENTS.api_version,
        "kind": EVENTS.kind,
        "metadata": {
            "name": name,
            "namespace": pod["namespace"],
            "uid": str(uuid.uuid4()),
            "creationTimestamp": now,
        },
        "involvedObject": about,
        "reason": reported.reason,
        "message": reported.message,
        "type": reported.type,
        "reportingComponent": reported.component,
        **_times(reported.component, now),
    }


def _times(component: str, now: str) -> Object:
    """Who has seen the Event and when: a scheduler writes events.k8s.io/v1, the others core/v1."""
    if component == SCHEDULER:
        new = {"eventTime": f"{now[:-1]}.000000Z", "action": "Binding", "reportingInstance": f"{SCHEDULER}-0"}
        return new | {"source": {}, "firstTimestamp": None, "lastTimestamp": None}
    seen = {"firstTimestamp": now, "lastTimestamp": now, "count": 1, "eventTime": None}
    source = {"component": component} | ({"host": NODE} if component == "kubelet" else {})
    return seen | {"source": source, "reportingInstance": source.get("host", "")}
