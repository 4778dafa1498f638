"""The shape of a Pod: all of its configuration that the model can tell apart, and nothing else.

Pods of one shape have the same lives, so that what was decided of one is true of all once its containers have their
names again.  (A recording is matched by names and checked against numbers: its shapes, in `checker.conform.shapes`, are
finer.)
"""

from collections.abc import Mapping
from typing import Any

from podproof.spec.pod.state import Container, Hook, Pod, Probe

FOLD = 3
"""Up to here the lengths of streaks differ (`spec.words.configuration`)."""

BRIEF = 2
"""The runtime's minimum of seconds: graces from here on are alike (`spec.words.graces`)."""

HOOK = Hook("exec")


def shape(pod: Pod) -> Pod:
    """The simplest Pod that has the same lives; its containers are called by stand-ins."""
    names = stand_ins(pod)
    return pod._replace(
        name="",
        namespace="",
        members=tuple(_container(member, names) for member in pod.members),
        grace_period=min(pod.grace_period, BRIEF),
        active_deadline=None if pod.active_deadline is None else 1,
        readiness_gates=("",) * bool(pod.readiness_gates),
        scheduling_gates=("",) * bool(pod.scheduling_gates),
        finalizers=("",) * bool(pod.finalizers),
        unset_gates=("",) * bool(pod.unset_gates),
    )


def stand_ins(pod: Pod) -> dict[str, str]:
    """What each container is called in the shape: a letter that no name and no sentence has, and a number."""
    return {member.name: f"\ue000{number}\ue001" for number, member in enumerate(pod.members)}


def renamed(text: str, names: Mapping[str, str]) -> str:
    """The text with the names of the containers in place of their stand-ins."""
    for name, stand_in in names.items():
        text = text.replace(stand_in, name)
    return text


def _container(container: Container, names: Mapping[str, str]) -> Container:
    return container._replace(
        name=names[container.name],
        needs=tuple(names[name] for name in container.needs if name in names),
        startup_probe=_probe(container.startup_probe),
        liveness_probe=_probe(container.liveness_probe),
        readiness_probe=_probe(container.readiness_probe),
        post_start=container.post_start and HOOK,
        pre_stop=container.pre_stop and HOOK,
    )


def _probe(probe: Probe | None) -> Probe | None:
    if probe is None:
        return None
    known: dict[str, Any] = {
        "success_threshold": min(probe.success_threshold, FOLD),
        "failure_threshold": min(probe.failure_threshold, FOLD),
        "grace": None if probe.grace is None else min(probe.grace, BRIEF),
    }
    return Probe("exec", **known)
