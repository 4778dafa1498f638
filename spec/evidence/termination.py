"""How long there is to stop, and what happens in that time (SEMANTICS 9): API server, pod worker, container manager."""

from typing import Any

from podproof.spec import words
from podproof.spec.evidence.answers import Answer, Input, NotModelled, said
from podproof.spec.evidence.worlds import SYNCING, Member, World, container
from podproof.spec.world import Container, ContainerState, Hook, Pod, Probe


def check_graceful_delete(row: Input) -> Answer:
    """`CheckGracefulDelete` of the Pod strategy: the grace that a first delete gets."""
    return {"gracePeriodSeconds": said(words.granted_grace(*_asked(row)), words.granted_grace)}


def _asked(row: Input) -> tuple[Any, ...]:
    """Where the Pod is, its phase, the grace that the delete asks for and the Pod's own."""
    scheduling = "Scheduled" if row.get("scheduled") else "Unscheduled"
    graces = row.get("optionsGracePeriodSeconds"), row.get("specTerminationGracePeriodSeconds")
    return scheduling, row.get("phase"), *graces


def before_delete(row: Input) -> Answer:
    """`BeforeDelete` of the API server: the object is marked, marked anew, left alone or removed."""
    deleted, grace = bool(row.get("deletionTimestampSet")), row.get("deletionGracePeriodSeconds")
    now = words.deletes_now(deleted, grace)
    late = words.delete_is_late(deleted, grace, row.get("optionsGracePeriodSeconds"))
    return {
        "updateObject": said(not now and not late, words.deletes_now, words.delete_is_late),
        "pendingNoop": said(late, words.delete_is_late),
        "deleteNow": said(now, words.deletes_now),
        "deletionGracePeriodSeconds": said(words.marked_grace(deleted, grace, *_asked(row)), words.marked_grace),
    }


def effective_grace_period(row: Input) -> Answer:
    """`calculateEffectiveGracePeriod` of the pod worker."""
    current = row.get("currentGracePeriod") or 0
    given = row.get("deletionGracePeriodSeconds"), row.get("override"), row.get("specTerminationGracePeriodSeconds")
    grace = words.effective_grace(current, *given)
    return {
        "gracePeriod": said(grace, words.effective_grace),
        "shortened": said(words.grace_is_shortened(current, grace), words.grace_is_shortened),
    }


def termination_grace_period(row: Input) -> Answer:
    """`setTerminationGracePeriod`: the grace of a kill, for its reason."""
    graces = {"LivenessProbe": row.get("livenessProbeGrace"), "StartupProbe": row.get("startupProbeGrace")}
    probe = Probe("exec", grace=graces.get(row.get("reason", "")))
    grace = words.base_grace(row.get("deletionGracePeriodSeconds"), probe, row.get("specTerminationGracePeriodSeconds"))
    return {"gracePeriod": said(grace, words.base_grace)}


def kill_container(row: Input) -> Answer:
    """`killContainer`: preStop, the wait for its turn, the stop signal, and KILL after what is left."""
    grace = words.first_given(row.get("override"), row.get("gracePeriod"), 0)
    hook = row.get("preStopSeconds")
    runs = hook is not None and words.pre_stop_starts(grace)
    left = words.grace_after(grace, hook) if runs else grace
    left = words.grace_after(left, row.get("waitForTurnSeconds") or 0)
    return {
        "preStopRuns": said(runs, words.pre_stop_starts),
        "stopTimeoutSeconds": said(words.stop_timeout(left), words.grace_after, words.stop_timeout),
    }


def hook(row: Input) -> Answer:
    """Whether a lifecycle hook runs: postStart with each start, preStop if there is time."""
    moment = row.get("hook", "").partition(" ")[0]
    if moment == "preStop":
        grace = row.get("gracePeriod", Pod._field_defaults["grace_period"])
        return {"hookRuns": said(words.pre_stop_starts(grace), words.pre_stop_starts)}
    if moment == "postStart":
        return {"hookRuns": said(words.has_post_start(Hook("exec")), words.has_post_start)}
    raise NotModelled(f"there is no hook {moment!r}")


def _ending(sidecar_has_exited: bool, main_runs: bool) -> World:
    """A Pod that ends, with a sidecar and a regular container."""
    sidecar = container({"name": "sidecar", "restartPolicy": "Always"}, init=True)
    states = (
        ContainerState(runtime="Exited" if sidecar_has_exited else "Running"),
        ContainerState(runtime="Running" if main_runs else "Exited"),
    )
    members = [Member(each, state) for each, state in zip((sidecar, Container("main")), states, strict=True)]
    return World(members, state=SYNCING._replace(worker="Terminating"))


def sidecar_during_termination(row: Input) -> Answer:
    """A sidecar while the Pod ends: whether it is started again, and when it is stopped."""
    exited = row.get("sidecar", "").startswith("exited")
    others_run = not row.get("main", "").startswith(("not running", "exited"))
    world, grace = _ending(exited, others_run), row.get("gracePeriod") or 0
    gate = bool((row.get("featureGate") or {}).get("SidecarsRestartableDuringPodTermination"))
    facts = {"is_restartable": gate, "grace": grace, "others_run": others_run}
    again = world.says(words.restarts_while_terminating, 0, **facts)
    turn = world.says(words.its_turn_to_stop, 0)
    return {
        "restarted": said(again, words.restarts_while_terminating),
        "times": said(int(again), words.restarts_while_terminating),
        "stopped": said(again or not exited, words.its_turn_to_stop),
        "stoppedBeforeTurn": said(not world.says(words.waits_for_its_turn, 0), words.waits_for_its_turn),
        "stoppedAtTurn": said(again or not exited, words.its_turn_to_stop),
        "waitsAtLeastSeconds": said(0 if turn else grace, words.its_turn_to_stop),
    }


FUNCTIONS = {
    "CheckGracefulDelete": check_graceful_delete,
    "BeforeDelete": before_delete,
    "calculateEffectiveGracePeriod": effective_grace_period,
    "setTerminationGracePeriod": termination_grace_period,
    "killContainer": kill_container,
    "hook": hook,
    "sidecarDuringTermination": sidecar_during_termination,
}
