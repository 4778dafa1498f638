"""Canonical configurations: the part of a Pod's configuration that the model can tell apart.

Pods with the same canonical configuration have the same executions, so that a verdict on one holds for all, once the
containers have their names again.
"""

from collections.abc import Mapping
from typing import Any

from podproof.spec.pod.state import PROBES, Container, Hook, Pod, Probe

LONGEST_STREAK = 3
"""Thresholds of probes are counted up to 3, as in the specification."""

MINIMUM_GRACE = 2
"""Seconds: the model does not distinguish grace periods from here on."""

HOOK = Hook("exec")


def canonical(pod: Pod) -> Pod:
    """The simplest Pod with the same executions; its containers have stand-ins as names."""
    names = stand_ins(pod)
    return pod._replace(
        name="",
        namespace="",
        members=tuple(_container(member, names) for member in pod.members),
        grace_period=min(pod.grace_period, MINIMUM_GRACE),
        active_deadline=None if pod.active_deadline is None else 1,
        readiness_gates=("",) * bool(pod.readiness_gates),
        scheduling_gates=("",) * bool(pod.scheduling_gates),
        finalizers=("",) * bool(pod.finalizers),
        unset_gates=("",) * bool(pod.unset_gates),
    )


def stand_ins(pod: Pod) -> dict[str, str]:
    """The stand-in for each name of a container: a number between characters that no name and no text has."""
    return {member.name: f"\ue000{number}\ue001" for number, member in enumerate(pod.members)}


def restore_names(text: str, names: Mapping[str, str]) -> str:
    """The text with the names of the containers instead of their stand-ins."""
    for name, stand_in in names.items():
        text = text.replace(stand_in, name)
    return text


def _container(container: Container, names: Mapping[str, str]) -> Container:
    probes: dict[str, Any] = {PROBES[name]: _probe(probe) for name, probe in container.probes.items()}
    return container._replace(
        name=names[container.name],
        needs=tuple(names[name] for name in container.needs if name in names),
        post_start=container.post_start and HOOK,
        pre_stop=container.pre_stop and HOOK,
        **probes,
    )


def _probe(probe: Probe | None) -> Probe | None:
    if probe is None:
        return None
    known: dict[str, Any] = {
        "success_threshold": min(probe.success_threshold, LONGEST_STREAK),
        "failure_threshold": min(probe.failure_threshold, LONGEST_STREAK),
        "grace": None if probe.grace is None else min(probe.grace, MINIMUM_GRACE),
    }
    return Probe("exec", **known)
