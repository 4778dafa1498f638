"""How long a Pod has to stop, and what happens meanwhile: API server, pod worker, container manager. [9.1 to 9.17]"""

from typing import Any

from podproof.spec.kubernetes_tests import arithmetic
from podproof.spec.kubernetes_tests.case_state import SYNCING, CaseContainer, CaseState, container
from podproof.spec.kubernetes_tests.decisions import Answer, Input, NotModeled, decision
from podproof.spec.pod import durations, predicates
from podproof.spec.pod.state import Container, ContainerState, Hook, Pod, Probe


def check_graceful_delete(case: Input) -> Answer:
    """`CheckGracefulDelete` of the Pod strategy: the grace of a first delete."""
    return {"gracePeriodSeconds": decision(arithmetic.granted_grace(*_asked(case)), arithmetic.granted_grace)}


def _asked(case: Input) -> tuple[Any, ...]:
    """Whether the Pod is scheduled, its phase, the grace that the delete asks for and the Pod's own."""
    scheduling = "Scheduled" if case.get("scheduled") else "Unscheduled"
    graces = case.get("optionsGracePeriodSeconds"), case.get("specTerminationGracePeriodSeconds")
    return scheduling, case.get("phase"), *graces


def before_delete(case: Input) -> Answer:
    """`BeforeDelete` of the API server: the deletion is written, shortened, left alone or final."""
    deleted, grace = bool(case.get("deletionTimestampSet")), case.get("deletionGracePeriodSeconds")
    now = arithmetic.deletes_now(deleted, grace)
    late = arithmetic.delete_is_late(deleted, grace, case.get("optionsGracePeriodSeconds"))
    return {
        "updateObject": decision(not now and not late, arithmetic.deletes_now, arithmetic.delete_is_late),
        "pendingNoop": decision(late, arithmetic.delete_is_late),
        "deleteNow": decision(now, arithmetic.deletes_now),
        "deletionGracePeriodSeconds": decision(
            arithmetic.marked_grace(deleted, grace, *_asked(case)), arithmetic.marked_grace
        ),
    }


def effective_grace_period(case: Input) -> Answer:
    """`calculateEffectiveGracePeriod` of the pod worker."""
    current = case.get("currentGracePeriod") or 0
    given = case.get("deletionGracePeriodSeconds"), case.get("override"), case.get("specTerminationGracePeriodSeconds")
    grace = arithmetic.effective_grace(current, *given)
    return {
        "gracePeriod": decision(grace, arithmetic.effective_grace),
        "shortened": decision(arithmetic.grace_is_shortened(current, grace), arithmetic.grace_is_shortened),
    }


def termination_grace_period(case: Input) -> Answer:
    """`setTerminationGracePeriod`: the grace of a kill, by its reason."""
    graces = {"LivenessProbe": case.get("livenessProbeGrace"), "StartupProbe": case.get("startupProbeGrace")}
    probe = Probe("exec", grace=graces.get(case.get("reason", "")))
    grace = arithmetic.base_grace(
        case.get("deletionGracePeriodSeconds"), probe, case.get("specTerminationGracePeriodSeconds")
    )
    return {"gracePeriod": decision(grace, arithmetic.base_grace)}


def kill_container(case: Input) -> Answer:
    """`killContainer`: preStop, the wait for its turn, the stop signal, and SIGKILL after the remaining grace."""
    grace = arithmetic.first_given(case.get("override"), case.get("gracePeriod"), 0)
    hook = case.get("preStopSeconds")
    runs = hook is not None and arithmetic.pre_stop_starts(grace)
    left = arithmetic.grace_after(grace, hook) if runs else grace
    left = arithmetic.grace_after(left, case.get("waitForTurnSeconds") or 0)
    return {
        "preStopRuns": decision(runs, arithmetic.pre_stop_starts),
        "stopTimeoutSeconds": decision(durations.stop_timeout(left), arithmetic.grace_after, durations.stop_timeout),
    }


def hook(case: Input) -> Answer:
    """Whether a lifecycle hook runs: postStart with each start, preStop if there is time for it."""
    moment = case.get("hook", "").partition(" ")[0]
    if moment == "preStop":
        grace = case.get("gracePeriod", Pod._field_defaults["grace_period"])
        return {"hookRuns": decision(arithmetic.pre_stop_starts(grace), arithmetic.pre_stop_starts)}
    if moment == "postStart":
        return {"hookRuns": decision(predicates.has_post_start(Hook("exec")), predicates.has_post_start)}
    raise NotModeled(f"unknown hook {moment!r}")


def _terminating(sidecar_has_exited: bool, main_runs: bool) -> CaseState:
    """A terminating Pod with a sidecar and a regular container."""
    sidecar = container({"name": "sidecar", "restartPolicy": "Always"}, init=True)
    states = (
        ContainerState(runtime="Exited" if sidecar_has_exited else "Running"),
        ContainerState(runtime="Running" if main_runs else "Exited"),
    )
    members = [CaseContainer(each, state) for each, state in zip((sidecar, Container("main")), states, strict=True)]
    return CaseState(members, state=SYNCING._replace(worker="Terminating"))


def sidecar_during_termination(case: Input) -> Answer:
    """A sidecar while the Pod terminates: whether it is restarted, and when it is stopped."""
    exited = case.get("sidecar", "").startswith("exited")
    others_run = not case.get("main", "").startswith(("not running", "exited"))
    case_state, grace = _terminating(exited, others_run), case.get("gracePeriod") or 0
    gate = bool((case.get("featureGate") or {}).get("SidecarsRestartableDuringPodTermination"))
    facts = {"is_restartable": gate, "grace": grace, "others_run": others_run}
    again = case_state.evaluate(arithmetic.restarts_while_terminating, 0, **facts)
    turn = case_state.evaluate(predicates.stop_order_allows, 0)
    return {
        "restarted": decision(again, arithmetic.restarts_while_terminating),
        "times": decision(int(again), arithmetic.restarts_while_terminating),
        "stopped": decision(again or not exited, predicates.stop_order_allows),
        "stoppedBeforeTurn": decision(not case_state.evaluate(predicates.stops_in_order, 0), predicates.stops_in_order),
        "stoppedAtTurn": decision(again or not exited, predicates.stop_order_allows),
        "waitsAtLeastSeconds": decision(0 if turn else grace, predicates.stop_order_allows),
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
