"""Parts of a Pod that are asked about alone, and what is taken for granted about them."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from podproof.checker.times.clocked import declared
from podproof.spec.notation_of_time import AT_ONCE, Interval
from podproof.spec.pod.durations import length_of_hook
from podproof.spec.pod.state import Container, Pod
from podproof.spec.pod.timed.lifecycle import TimedPod

_LASTING: Mapping[str, Any] = {"exits": None, "hangs": None}


def alone(timed: TimedPod, *names: str) -> TimedPod:
    """The Pod with these containers only; a sidecar without a regular container beside it becomes one."""
    members = tuple(member for member in timed.pod.members if member.name in names)
    if not any(member.kind == "regular" for member in members):
        members = (*members[:-1], members[-1]._replace(kind="regular"))
    return timed._replace(pod=timed.pod._replace(members=members))


def member(timed: TimedPod, name: str) -> Container:
    """The container of that name."""
    return next(each for each in timed.pod.members if each.name == name)


def position(timed: TimedPod, name: str) -> int:
    """Where the container of that name stands in the Pod."""
    return timed.pod.members.index(member(timed, name))


def with_member(timed: TimedPod, name: str, **changes: Any) -> TimedPod:
    """The Pod with another configuration of one container."""
    members = tuple(each._replace(**changes) if each.name == name else each for each in timed.pod.members)
    return timed._replace(pod=timed.pod._replace(members=members))


def undeleted(timed: TimedPod) -> TimedPod:
    """The Pod that nobody deletes."""
    return timed._replace(declared=timed.declared._replace(deletion=None))


def starting(timed: TimedPod) -> TimedPod:
    """The Pod whose init containers succeed, and whose other processes neither exit nor hang of their own accord."""
    for each in timed.pod.members:
        timed = _lasting(timed, each)
    return timed


def _lasting(timed: TimedPod, container: Container) -> TimedPod:
    return declared(timed, container.name, **({"exit_code": "Zero"} if container.kind == "init" else _LASTING))


def smooth(timed: TimedPod, names: Collection[str]) -> TimedPod:
    """The Pod in which these containers start and last without trouble, and nobody asks about more than their start."""
    for each in timed.pod.members:
        if each.name in names:
            kinds = ("liveness", "readiness", *(["startup"] if each.kind == "regular" else []))
            timed = without_probes(_lasting(timed, each), each.name, *kinds)
    return timed


def merged(timed: TimedPod, names: Sequence[str]) -> TimedPod:
    """The Pod in which one start stands for those of these regular containers, which follow one another."""
    first, *others = (member(timed, name) for name in names)
    if not others or not all(each.image_name_is_valid for each in (first, *others)):
        return timed
    whole = Container(f"{first.name} to {names[-1]}")
    pull = timed.latencies.create.times(len(others))
    for each in (first, *others):
        pull = pull.plus(_before_and_after_creation(timed, each))
    members = tuple(whole if each is first else each for each in timed.pod.members if each not in others)
    merged = timed._replace(pod=timed.pod._replace(members=members))
    return declared(merged, whole.name, **_LASTING, starts=AT_ONCE, pull=pull)


def _before_and_after_creation(timed: TimedPod, container: Container) -> Interval:
    """How long the pull of the image and the postStart hook take."""
    own, hook = timed.declared.of(container.name), container.post_start
    pull = AT_ONCE if container.image_pull_policy == "Never" else own.pull
    return pull if hook is None else pull.plus(length_of_hook(hook, own.post_start))


def healthy(timed: TimedPod) -> TimedPod:
    """The Pod of containers that last, and whose probes succeed from the start; its images are on the node."""
    return declaring(timed, exits=None, hangs=None, starts=AT_ONCE, pull=AT_ONCE, post_start=AT_ONCE)


def declaring(timed: TimedPod, **times: Any) -> TimedPod:
    """The Pod with these times declared of every container."""
    containers = {each.name: timed.declared.of(each.name)._replace(**times) for each in timed.pod.members}
    return timed._replace(declared=timed.declared._replace(containers=containers))


def without_probes(timed: TimedPod, name: str, *kinds: str) -> TimedPod:
    """The Pod without these probes of a container."""
    return with_member(timed, name, **{f"{kind}_probe": None for kind in kinds})


def without_stops(timed: TimedPod) -> TimedPod:
    """The Pod without what matters only where a container is stopped, so that more containers are alike."""
    for each in timed.pod.members:
        timed = declared(with_member(timed, each.name, pre_stop=None), each.name, drains=AT_ONCE)
    return timed


def apps(pod: Pod) -> list[Container]:
    """The regular containers and sidecars, which run as long as the Pod does."""
    return [each for each in pod.members if each.kind in ("regular", "sidecar")]
