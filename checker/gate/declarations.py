"""Apply the declarations in the configuration and in annotations to the containers of a Pod, and what commands show."""

from collections.abc import Iterator
from fnmatch import fnmatchcase

from podproof.checker.gate.annotations import containers_named
from podproof.checker.gate.configuration import GateConfiguration
from podproof.spec.findings.behavior import BEHAVIORS, CONTRARY
from podproof.spec.findings.behavior_of_commands import recognized
from podproof.spec.findings.facts import command
from podproof.spec.manifest import Manifest
from podproof.spec.manifest.fields import CONTAINERS
from podproof.spec.manifest.place import Place
from podproof.spec.pod.state import Container


def with_declarations(manifest: Manifest, configuration: GateConfiguration) -> Manifest:
    """The manifest with the declarations about its Pod; this is the Pod to explore."""
    places = [place for name in CONTAINERS for place in manifest.spec.each(name, "Container")]
    pod = manifest.pod
    members = tuple(
        _with_behavior(member, place, manifest, configuration)
        for member, place in zip(pod.members, places, strict=True)
    )
    return manifest._replace(pod=pod._replace(members=members, unset_gates=tuple(_unset(manifest, configuration))))


def _with_behavior(member: Container, place: Place, manifest: Manifest, configuration: GateConfiguration) -> Container:
    matching = [
        each
        for each in configuration.containers
        if fnmatchcase(member.name, each.name) and fnmatchcase(place.text("image"), each.image)
    ]
    behavior: set[str] = {name for each in matching for name in each.declared}
    behavior |= {name for name in BEHAVIORS if member.name in containers_named(manifest, name)}
    behavior |= _recognized(place, manifest, behavior)
    patterns = [pattern for each in matching for pattern in each.needs]
    others = (each.name for each in manifest.pod.members if each.name != member.name)
    needs = tuple(name for name in others if any(fnmatchcase(name, each) for each in patterns)) if patterns else ()
    return member._replace(behavior=tuple(sorted(behavior)), needs=needs)


def _recognized(place: Place, manifest: Manifest, declared: set[str]) -> set[str]:
    """The behavior that the command of a container shows, unless the owner declares the contrary."""
    shares = manifest.pod.share_process_namespace or manifest.spec.flag("hostPID")
    found = set(recognized(command(place), is_first=not shares))
    return found - CONTRARY if declared & CONTRARY else found


def _unset(manifest: Manifest, configuration: GateConfiguration) -> Iterator[str]:
    if configuration.gates_set is not None:
        for gate in manifest.pod.readiness_gates:
            if not any(fnmatchcase(gate, pattern) for pattern in configuration.gates_set):
                yield gate
