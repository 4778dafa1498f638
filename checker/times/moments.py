"""The names of moments between which a time can be asked: situations, events, and a few shorter names."""

from collections.abc import Collection, Iterable

from podproof.checker.engines.zones import Situation
from podproof.checker.errors import UsageError
from podproof.checker.names import nearest
from podproof.checker.times.clocked import FORCED, ClockedPod
from podproof.checker.times.stopping import EXITS
from podproof.spec.pod.event_texts import EVENT_TEXTS
from podproof.spec.pod.situations import SITUATIONS
from podproof.spec.pod.timed.lifecycle import TIMED_LIFECYCLE

CREATED = "created"

EVENTS = {
    "deleted": ("deletes",),
    "deleted-again": ("deletes_sooner",),
    "forced": ("forces",),
    "start": ("starts",),
    "exit": (*EXITS, "kills", "dies"),
    "hang": ("hangs",),
    "SIGKILL": ("kills",),
}
"""Names for events of which several are meant, or whose identifiers nobody knows."""

CONDITIONS = {each.name: each.when for each in SITUATIONS} | {"SIGTERM": "stop_signal_is_sent"}

DELETION = {
    *("deleted", "deletes", "deleted-again", "forced", *FORCED, "GraceShortened", "Terminating", "Gone"),
    *("SIGTERM", "SIGKILL", "kills", "PreStop", "PreStopCutOff"),
}
"""Moments that a Pod reaches only if somebody deletes it, or that are asked about only then."""

NAMES = (CREATED, *EVENTS, *CONDITIONS, *EVENT_TEXTS)


def checked(text: str) -> str:
    """The text with its name, if one is known; raises `UsageError` with the nearest one otherwise."""
    container, colon, name = text.rpartition(":")
    return f"{container}{colon}{nearest(name, NAMES, 'moment')}"


def named_events(moments: Iterable[str]) -> frozenset[str]:
    """The events that the moments name."""
    names = map(name_of, moments)
    return frozenset(event for name in names for event in EVENTS.get(name, (name,)) if event in EVENT_TEXTS)


def faults_of(events: Collection[str]) -> frozenset[str]:
    """The classes of fault of these events; no other faults happen."""
    return frozenset(
        fault
        for machine in TIMED_LIFECYCLE.machines
        if machine.fault and any(each.leading and each.event in events for each in TIMED_LIFECYCLE.transitions(machine))
        for fault in machine.fault.split()
    )


def is_about_deletion(moments: Iterable[str]) -> bool:
    """Whether one of the moments is about the deletion of the Pod."""
    return any(name_of(text) in DELETION for text in moments)


def container(text: str) -> str:
    """The container that the moment names, or nothing."""
    return text.rpartition(":")[0]


def name_of(text: str) -> str:
    """The name of a moment, without the container."""
    return text.rpartition(":")[2]


def is_of_a_container(pod: ClockedPod, text: str) -> bool:
    """Whether the moment is one of some container, not of the Pod."""
    name = name_of(text)
    if name == CREATED:
        return False
    if name in CONDITIONS:
        return pod.is_about_containers(CONDITIONS[name])
    return pod.are_of_containers(*EVENTS.get(name, (name,)))


def situation(pod: ClockedPod, text: str) -> Situation | None:
    """The moment `NAME` or `CONTAINER:NAME` in the model of a Pod; None: its creation.

    Without a container, the moment of any of them.  Raises `UsageError` if there is no such container.
    """
    of, _, name = text.rpartition(":")
    containers = [member.name for member in pod.timed.pod.members]
    if of and of not in containers:
        raise UsageError(f"this Pod has no container {of!r}; choose from {', '.join(containers)}")
    index = containers.index(of) if of else None
    if name == CREATED:
        return None
    if name in CONDITIONS:
        return pod.when(CONDITIONS[name], container=index)
    return pod.events(*EVENTS.get(name, (name,)), container=index)
