"""The facts that a status shows, each with its condition: state, exit code, flags, conditions, phase."""

from collections.abc import Iterator, Mapping

from podproof.spec.observation.number_checks import REMOVED
from podproof.spec.observation.reasons import RELATED_STATES, STATES, reason_condition, state_value
from podproof.spec.observation.snapshots import ANY, ContainerSnapshot, Snapshot
from podproof.spec.pod.kubectl import FIRST_REASONS, PHASES, first_reason
from podproof.spec.pod.object_fields import DISRUPTION_SINCE
from podproof.spec.pod.predicates import exit_action, never_restarts
from podproof.spec.pod.printer import Fact
from podproof.spec.pod.state import Container, Pod

EXITS: Mapping[str, str] = {
    "0": "last_exit_was_zero",
    "137": "last_exit_was_137",
    "other": "last_exit_was_nonzero",
}
"""The condition for each class of exit codes."""

RESTARTS: Mapping[str, str] = {
    "0": "was_never_restarted",
    "1": "was_restarted_once",
    "2 or more": "has_restarted_twice",
}
"""The condition for each restart count, counted up to 2."""

DELETIONS: Mapping[str, str] = {
    "Alive": "is_alive",
    "Marked": "is_terminating",
    "Zero": "object_is_removed or held_by_finalizers",
    "Gone": "object_is_removed",
}

WITHHELD_PHASES: Mapping[str, str] = {
    "PodFailed": "computed_phase_is_failed",
    "PodCompleted": "computed_phase_is_succeeded",
}
"""The reasons of the condition ContainersReady that name the phase before the status shows it."""

BY_PODGC = "DeletionByPodGC"
"""The reason that the garbage collector writes."""

WITHOUT_EXIT = ("ContainerStatusUnknown", "RestartingAllContainers")
"""The reasons of a termination whose exit code says nothing about the process."""

FORGETTING = "forgets_container"
"""The event that a status shows as a `lastState` with reason ContainerStatusUnknown [2.6]."""

NEVER = "not always_true"
"""The condition for what the specification does not know: it is false in every state."""


def metadata_facts(now: Snapshot) -> Iterator[Fact]:
    """What the API server, the scheduler and the deleting user have written."""
    if now.deletion in DELETIONS:
        yield Fact("deletion", now.deletion, DELETIONS[now.deletion])
    if now.scheduled:
        yield Fact("scheduled", "True", "is_scheduled")


def announced_events(pod: Pod, now: Snapshot) -> Iterator[tuple[tuple[str, int], ...]]:
    """The events that an object shows: containers got other images, or the runtime has lost them.

    One that was lost under Never may have ended its Pod, and is not forgotten then.  The API accepts a new image at any
    time, also of a container that does not run: then it is not an event of the lifecycle [4.10].
    """
    again = tuple(site for site in now.lost if not never_restarts(pod.members[site], pod.restart_policy))
    updates = tuple(("updates_image", site) for site in now.updated)
    for lost in dict.fromkeys((now.lost, again)):
        for updated in dict.fromkeys((updates, ())):
            yield (*updated, *((FORGETTING, site) for site in lost))


def lasting_facts(now: Snapshot, *, is_fresh: bool) -> Iterator[Fact]:
    """What was true at every moment so far, because it never becomes true again: not deleted, no terminal phase.

    A fresh status bounds the number of restarts too, if one is counted for a purged container.
    """
    if now.deletion == "Alive":
        yield Fact("deletion", now.deletion, DELETIONS[now.deletion])
    if now.phase not in ("Succeeded", "Failed"):
        yield Fact("phase", now.phase, "not phase_is_succeeded and not phase_is_failed")
    for site, each in enumerate(now.containers if is_fresh else ()):
        if each is not None and each.restarts == 0:
            yield Fact("restartCount", "0", "not has_restarted_twice", site)


def kept_facts(pod: Pod, now: Snapshot) -> Iterator[Fact]:
    """What the API keeps of the last status and others read."""
    yield Fact("phase", now.phase, PHASES.get(now.phase, NEVER))
    if condition := reason_condition(now.reason):
        yield Fact("reason", now.reason or "absent", condition)
    if now.phase == "Failed" and now.scheduled and now.disruption[1] != BY_PODGC and pod.kubernetes >= DISRUPTION_SINCE:
        yield Fact("DisruptionTarget", now.disruption[1] or "absent", "not was_collected")
    if now.ready != ANY:
        yield Fact("Ready", now.ready[0] or "absent", literal("ready_condition_is_true", now.ready[0] == "True"))


def status_facts(now: Snapshot) -> Iterator[Fact]:
    """The conditions that a whole status shows of the state."""
    if now.initialized[0]:
        yield Fact("Initialized", now.initialized[0], literal("publishes_initialized", now.initialized[0] == "True"))
    yield from (Fact("a container that the spec does not have", name, NEVER) for name in now.unknown)
    yield from sandbox_facts(now)
    status, reason = now.containers_ready
    if reason in WITHHELD_PHASES:
        yield Fact("ContainersReady", f"{status} {reason}", WITHHELD_PHASES[reason])
    elif status and now.containers_ready != ANY:
        yield Fact("ContainersReady", status, literal("containers_are_ready", status == "True"))


def sandbox_facts(now: Snapshot) -> Iterator[Fact]:
    """Whether the Pod has a ready sandbox."""
    if now.sandbox[0]:
        yield Fact("PodReadyToStartContainers", now.sandbox[0], literal("sandbox_is_ready", now.sandbox[0] == "True"))


def container_facts(pod: Pod, site: int, now: ContainerSnapshot) -> Iterator[Fact]:
    """What a whole status shows of one container."""
    member = pod.members[site]
    is_classified = now.state == "terminated" or state_value(now.state, now.reason) in STATES
    is_lost = now.last == "137" and now.reason in FIRST_REASONS
    if is_classified:
        known = state_fact(pod, site, now.state, now.reason)
        lost = " or shown_as_lost_at_the_end or shown_as_lost_for_good" if is_lost else ""
        yield known._replace(condition=known.condition + lost)
    code = now.exit if now.state == "terminated" else now.last if now.state == "waiting" else ""
    if is_classified and code and now.reason not in (*WITHOUT_EXIT, *FIRST_REASONS):
        # the state of a container that was forgotten has no exit code any more
        forgotten = " or shown_as_forgotten" if now.state == "waiting" else ""
        yield Fact("exit code", code, _or_purged(member, exit_condition(member, code)) + forgotten, site)
    yield restarts_fact(member, site, now.restarts, may_be_lost=is_lost or now.reason in WITHOUT_EXIT)
    if now.ready is not None and (now.ready or now.started is not None or member.kind == "init"):
        yield from flag_facts(member, site, now)


def exit_condition(member: Container, code: str) -> str:
    """The condition for an exit code, by the container's restart rules."""
    usual = EXITS.get(code, EXITS["other"])
    action = exit_action(member.exit_rules, int(code)) if code.isdecimal() and code != "0" else ""
    ruled = {
        "Restart": "last_exit_matched_restart_rule",
        "RestartAllContainers": "last_exit_matched_restart_all_rule",
    }.get(action, usual)
    return f"{ruled} or last_exit_was_sigkill" if code == "137" else ruled


def state_fact(pod: Pod, site: int, name: str, reason: str) -> Fact:
    """The state of a container with its reason."""
    value = state_value(name, reason)
    condition = STATES.get(value, STATES["terminated"])
    if reason in FIRST_REASONS and reason != first_reason(pod):
        condition = NEVER
    return Fact("state", value, _or_purged(pod.members[site], condition), site)


def restarts_fact(member: Container, site: int, count: int, *, may_be_lost: bool = False) -> Fact:
    """The restart count; a purged or forgotten container shows one less than its next instance will have.

    One that was lost for good shows one more, although it does not start again.
    """
    names = tuple(RESTARTS.values())
    condition = f"{names[count]} or ({names[min(count + 1, 2)]} and shown_as_forgotten)"
    if may_be_lost and count:
        condition += f" or ({names[count - 1]} and shown_as_lost_for_good)"
    return Fact("restartCount", tuple(RESTARTS)[count], condition, site)


def flag_facts(member: Container, site: int, now: ContainerSnapshot) -> Iterator[Fact]:
    """The flags `ready` and `started`; an init container is ready when it is shown as completed.

    The kubelet computes `ready` at each status, but that of an init container only when it has exited 0: one that is
    removed to restart all containers keeps the flag with the status of its end. [2.14]
    """
    if member.kind == "init" and now.state == "waiting" and now.reason == REMOVED:
        return
    is_shown_done = now.state == "terminated"
    predicate = (
        "is_ready"
        if member.kind != "init"
        else "(exited_with_code_zero or shown_as_purged)"
        if is_shown_done
        else "exited_with_code_zero"
    )
    yield Fact("ready", str(now.ready), literal(predicate, bool(now.ready)), site)
    if member.kind != "init" and now.started is not None:
        yield Fact("started", str(now.started), literal("has_started", now.started), site)


def readiness_facts(pod: Pod, before: Snapshot, now: Snapshot) -> Iterator[Fact]:
    """The flags that have changed; the others are kept, whatever is true by now.

    The conditions are computed from the flags in the status, and only a container shown as running is ready.
    """
    for site, (old, new) in enumerate(zip(before.containers, now.containers, strict=True)):
        if old is not None and new is not None:
            were = set() if old.ready is None else set(flag_facts(pod.members[site], site, old))
            changed = [fact for fact in flag_facts(pod.members[site], site, new) if fact not in were]
            if changed:  # the flags are those of the instance that the status shows
                yield restarts_fact(pod.members[site], site, new.restarts)
            yield from changed
            is_init = pod.members[site].kind == "init"
            if new.ready and not is_init and (new.state != "running" or new.started is False):
                yield Fact("ready", "True", NEVER, site)
    counted = (
        new.ready for member, new in zip(pod.members, now.containers, strict=True) if member.kind != "init" and new
    )
    if now.containers_ready[0] == "True" and not all(counted):
        yield Fact("ContainersReady", "True", NEVER)


def alternatives(pod: Pod, fact: Fact) -> Iterator[Fact]:
    """What else could be visible in the place of a fact: the other values of its field."""
    tables = {"phase": PHASES, "deletion": DELETIONS, "exit code": EXITS}
    if fact.field == "state" and fact.site is not None:
        for value in (each for each in STATES if each not in RELATED_STATES):
            name, _, reason = value.partition(" ")
            yield state_fact(pod, fact.site, name, reason)
    elif fact.field == "restartCount" and fact.site is not None:
        for count in range(len(RESTARTS)):
            yield restarts_fact(pod.members[fact.site], fact.site, count)
    elif fact.field in tables:
        for value, condition in tables[fact.field].items():
            yield fact._replace(value=value, condition=condition)
    elif fact.value in ("True", "False"):
        negated = fact.condition.removeprefix("not ") if fact.condition.startswith("not ") else f"not {fact.condition}"
        yield fact._replace(value="False" if fact.value == "True" else "True", condition=negated)


def unclassified(pod: Pod, now: Snapshot) -> Iterator[str]:
    """Each reason in a snapshot from which nothing follows: what it tells is not decided."""
    if now.reason and not reason_condition(now.reason):
        yield f"status.reason {now.reason}"
    for site, each in enumerate(now.containers):
        if each is not None and each.state == "waiting" and state_value(each.state, each.reason) not in STATES:
            yield f"{pod.members[site].name} waits with reason {each.reason}"


def literal(condition: str, value: bool) -> str:
    """The condition or its negation."""
    return condition if value else f"not {condition}"


def _or_purged(member: Container, condition: str) -> str:
    purged = member.kind == "init" and condition in (STATES["terminated"], EXITS["0"])
    return f"{condition} or shown_as_purged" if purged else condition
