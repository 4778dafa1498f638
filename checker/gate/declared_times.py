"""The durations that an owner declares, in the configuration and in annotations, and those that commands show."""

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from math import inf
from typing import Any, NamedTuple

from podproof.checker.gate.annotations import durations_named
from podproof.checker.gate.configuration import GateConfiguration
from podproof.checker.gate.intervals import DURATIONS, NETWORK, interval, mistake
from podproof.spec.findings.commands import only_sleeps, sleep_of, sleeps_first
from podproof.spec.findings.facts import command, texts
from podproof.spec.manifest import Manifest
from podproof.spec.manifest.fields import CONTAINERS
from podproof.spec.manifest.place import Place
from podproof.spec.notation_of_time import Interval
from podproof.spec.pod.declared_times import Declared, DeclaredTimes
from podproof.spec.pod.latencies import MEASURED, Latencies
from podproof.spec.pod.state import Container

SHELL = 0.5
"""Seconds within which a process does what its command says, beyond the sleeps in it."""

OF_BEHAVIOR: Mapping[str, Mapping[str, Interval | None]] = {
    "never-exits": {"exits": None},
    "ignores-sigterm": {"drains": None},
    "ends-on-sigterm": {"drains": Interval(0, 2)},
}
"""What declared behavior says about durations."""


class DurationSource(NamedTuple):
    """A duration of a container (empty: of the Pod), and where it is declared or read."""

    container: str
    name: str
    interval: Interval | None
    origin: str


class DeclaredDurations(NamedTuple):
    """All durations that are declared, with their sources, and the latencies of the node."""

    times: DeclaredTimes
    sources: tuple[DurationSource, ...]
    latencies: Latencies


def declared_durations(manifest: Manifest, configuration: GateConfiguration) -> DeclaredDurations:
    """What is known about durations; the annotation beats the configuration, which beats the command.

    `manifest` has the declared behavior.  Texts that declare no duration are left out: the gate reports them.
    """
    places = [place for name in CONTAINERS for place in manifest.spec.each(name, "Container")]
    known: dict[tuple[str, str], DurationSource] = {}
    for member, place in zip(manifest.pod.members, places, strict=True):
        for source in _of_container(member, place, manifest, configuration):
            known[source.container, source.name] = source
    for name in NETWORK:
        for text, origin in ((getattr(configuration.time, name), "configuration"), *_annotated(manifest, name, "")):
            known.update(((each.container, each.name), each) for each in _read("", name, text, origin))
    containers = {member.name: _declared(member.name, known) for member in manifest.pod.members}
    removal, addition = (_interval(known, name) for name in NETWORK)
    times = DeclaredTimes(containers, removal, addition)
    return DeclaredDurations(times, tuple(known.values()), node_latencies(configuration))


def node_latencies(configuration: GateConfiguration) -> Latencies:
    """The latencies of the node: the measured ones, unless the configuration has others."""
    node: dict[str, Any] = {name: interval(text) for name, text in configuration.time.node.items()}
    return MEASURED._replace(**node)


def _interval(known: Mapping[tuple[str, str], DurationSource], name: str) -> Interval:
    source = known.get(("", name))
    return source.interval if source and source.interval is not None else Interval()


def _declared(container: str, known: Mapping[tuple[str, str], DurationSource]) -> Declared:
    own: dict[str, Any] = {name: source.interval for (of, name), source in known.items() if of == container}
    return Declared()._replace(**own)


def _of_container(
    member: Container, place: Place, manifest: Manifest, configuration: GateConfiguration
) -> Iterator[DurationSource]:
    """What is known about a container, what counts most last."""
    yield from _shown(member.name, place)
    for name in member.behavior:
        for duration, value in OF_BEHAVIOR[name].items():
            yield DurationSource(member.name, duration, value, name)
    for table in configuration.containers:
        if fnmatchcase(member.name, table.name) and fnmatchcase(place.text("image"), table.image):
            for name in DURATIONS:
                yield from _read(member.name, name, getattr(table, name), "configuration")
    for name in DURATIONS:
        for text, origin in _annotated(manifest, name, member.name):
            yield from _read(member.name, name, text, origin)


def _annotated(manifest: Manifest, name: str, container: str) -> Iterator[tuple[str, str]]:
    for of, text in durations_named(manifest, name):
        if of in ("", container):
            yield text, "annotation"


def _read(container: str, name: str, text: str, origin: str) -> Iterator[DurationSource]:
    if text and not mistake(name, text):
        yield DurationSource(container, name, interval(text), origin)


def _shown(container: str, place: Place) -> Iterator[DurationSource]:
    """The literal sleeps in the command of a container and in its hooks."""
    words = command(place)
    seconds, exits_then = sleeps_first(words)
    if 0 < seconds < inf:
        most = seconds + SHELL if exits_then else None
        yield DurationSource(container, "exits", Interval(seconds, most), f"read: {' '.join(words)}")
    lifecycle = place.inner("lifecycle", "Lifecycle")
    for name, field in (("post_start", "postStart"), ("pre_stop", "preStop")):
        hook = lifecycle and lifecycle.inner(field, "LifecycleHandler")
        action = hook and hook.inner("exec", "ExecAction")
        words = texts(action, "command") if action else ()
        if whole := only_sleeps(words):
            yield DurationSource(container, name, Interval(whole, whole + SHELL), f"read: {' '.join(words)}")
        elif slept := sleep_of(words):
            yield DurationSource(container, name, Interval(slept.seconds), f"read: {slept.text}")
