"""How long there is to stop, and what happens in that time (SEMANTICS 9): API server, pod worker, container manager."""

from typing import Any

from podproof.spec.kubernetes_tests import arithmetic
from podproof.spec.kubernetes_tests.case_state import SYNCING, CaseContainer, CaseState, container
from podproof.spec.kubernetes_tests.decisions import Answer, Input, NotModelled, said
from podproof.spec.pod import predicates
from podproof.spec.pod.state import Container, ContainerState, Hook, Pod, Probe


def check_graceful_delete(row: Input) -> Answer:
    """`CheckGracefulDelete` of the Pod strategy: the grace that a first delete gets."""
    return {"gracePeriodSeconds": said(arithmetic.granted_grace(*_asked(row)), arithmetic.granted_grace)}


def _asked(row: Input) -> tuple[Any, ...]:
    """Where the Pod is, its phase, the grace that the delete asks for and the Pod's own."""
    scheduling = "Scheduled" if row.get("scheduled") else "Unscheduled"
    graces = row.get("optionsGracePeriodSeconds"), row.get("specTerminationGracePeriodSeconds")
    return scheduling, row.get("phase"), *graces


def before_delete(row: Input) -> Answer:
    """`BeforeDelete` of the API server: the object is marked, marked anew, left alone or removed."""
    deleted, grace = bool(row.get("deletionTimestampSet")), row.get("deletionGracePeriodSeconds")
    now = arithmetic.deletes_now(deleted, grace)
    late = arithmetic.delete_is_late(deleted, grace, row.get("optionsGracePeriodSeconds"))
    return {
        "updateObject": said(not now and not late, arithmetic.deletes_now, arithmetic.delete_is_late),
        "pendingNoop": said(late, arithmetic.delete_is_late),
        "deleteNow": said(now, arithmetic.deletes_now),
        "deletionGracePeriodSeconds": said(
            arithmetic.marked_grace(deleted, grace, *_asked(row)), arithmetic.marked_grace
        ),
    }


def effective_grace_period(row: Input) -> Answer:
    """`calculateEffectiveGracePeriod` of the pod worker."""
    current = row.get("currentGracePeriod") or 0
    given = row.get("deletionGracePeriodSeconds"), row.get("override"), row.get("specTerminationGracePeriodSeconds")
    grace = arithmetic.effective_grace(current, *given)
    return {
        "gracePeriod": said(grace, arithmetic.effective_grace),
        "shortened": said(arithmetic.grace_is_shortened(current, grace), arithmetic.grace_is_shortened),
    }


def termination_grace_period(row: Input) -> Answer:
    """`setTerminationGracePeriod`: the grace of a kill, for its reason."""
    graces = {"LivenessProbe": row.get("livenessProbeGrace"), "StartupProbe": row.get("startupProbeGrace")}
    probe = Probe("exec", grace=graces.get(row.get("reason", "")))
    grace = arithmetic.base_grace(
        row.get("deletionGracePeriodSeconds"), probe, row.get("specTerminationGracePeriodSeconds")
    )
    return {"gracePeriod": said(grace, arithmetic.base_grace)}


def kill_container(row: Input) -> Answer:
    """`killContainer`: preStop, the wait for its turn, the stop signal, and KILL after what is left."""
    grace = arithmetic.first_given(row.get("override"), row.get("gracePeriod"), 0)
    hook = row.get("preStopSeconds")
    runs = hook is not None and arithmetic.pre_stop_starts(grace)
    left = arithmetic.grace_after(grace, hook) if runs else grace
    left = arithmetic.grace_after(left, row.get("waitForTurnSeconds") or 0)
    return {
        "preStopRuns": said(runs, arithmetic.pre_stop_starts),
        "stopTimeoutSeconds": said(predicates.stop_timeout(left), arithmetic.grace_after, predicates.stop_timeout),
    }


def hook(row: Input) -> Answer:
    """Whether a lifecycle hook runs: postStart with each start, preStop if there is time."""
    moment = row.get("hook", "").partition(" ")[0]
    if moment == "preStop":
        grace = row.get("gracePeriod", Pod._field_defaults["grace_period"])
        return {"hookRuns": said(arithmetic.pre_stop_starts(grace), arithmetic.pre_stop_starts)}
    if moment == "postStart":
        return {"hookRuns": said(predicates.has_post_start(Hook("exec")), predicates.has_post_start)}
    raise NotModelled(f"there is no hook {moment!r}")


def _ending(sidecar_has_exited: bool, main_runs: bool) -> CaseState:
    """A Pod that ends, with a sidecar and a regular container."""
    sidecar = container({"name": "sidecar", "restartPolicy": "Always"}, init=True)
    states = (
        ContainerState(runtime="Exited" if sidecar_has_exited else "Running"),
        ContainerState(runtime="Running" if main_runs else "Exited"),
    )
    members = [CaseContainer(each, state) for each, state in zip((sidecar, Container("main")), states, strict=True)]
    return CaseState(members, state=SYNCING._replace(worker="Terminating"))


def sidecar_during_termination(row: Input) -> Answer:
    """A sidecar while the Pod ends: whether it is started again, and when it is stopped."""
    exited = row.get("sidecar", "").startswith("exited")
    others_run = not row.get("main", "").startswith(("not running", "exited"))
    case_state, grace = _ending(exited, others_run), row.get("gracePeriod") or 0
    gate = bool((row.get("featureGate") or {}).get("SidecarsRestartableDuringPodTermination"))
    facts = {"is_restartable": gate, "grace": grace, "others_run": others_run}
    again = case_state.says(arithmetic.restarts_while_terminating, 0, **facts)
    turn = case_state.says(predicates.stop_order_allows, 0)
    return {
        "restarted": said(again, arithmetic.restarts_while_terminating),
        "times": said(int(again), arithmetic.restarts_while_terminating),
        "stopped": said(again or not exited, predicates.stop_order_allows),
        "stoppedBeforeTurn": said(not case_state.says(predicates.stops_in_order, 0), predicates.stops_in_order),
        "stoppedAtTurn": said(again or not exited, predicates.stop_order_allows),
        "waitsAtLeastSeconds": said(0 if turn else grace, predicates.stop_order_allows),
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
