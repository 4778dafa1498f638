"""What the status manager does with a status: pkg/kubelet/status/status_manager.go. [2.13 7.8 7.10 10.7 11.2]"""

from collections.abc import Iterable, Mapping
from typing import Any

from podproof.spec.kubernetes_tests import arithmetic
from podproof.spec.kubernetes_tests.case_state import CaseState, containers
from podproof.spec.kubernetes_tests.decisions import Answer, Input, decision
from podproof.spec.kubernetes_tests.phase import by_name, from_status
from podproof.spec.pod import predicates

Statuses = Iterable[Mapping[str, Any]]


def terminate_pod(case: Input) -> Answer:
    """`TerminatePod`: the last status, in which every container has ended or never started."""
    case_state = _case_state(case, case, any_code=0)
    phase = "Failed" if arithmetic.ends_as_failed(case.get("phase"), bool(case.get("static"))) else case.get("phase")
    by = (arithmetic.init_was_over, arithmetic.has_trace_of_a_start, arithmetic.ends_as_unknown)
    return {
        "phase": decision(phase, arithmetic.ends_as_failed),
        "initContainers": decision(_ended(case_state, case.get("initContainerStatuses") or ()), *by),
        "containers": decision(_ended(case_state, case.get("containerStatuses") or ()), *by),
    }


def _case_state(case: Input, shown: Input, any_code: int | None = None) -> CaseState:
    statuses = by_name(shown.get("initContainerStatuses"), shown.get("containerStatuses"))
    policy = case.get("podRestartPolicy")
    return CaseState(
        [from_status(each, statuses.get(each.name), policy, any_code) for each in containers(case)], policy
    )


def _ended(case_state: CaseState, statuses: Statuses) -> list[dict[str, Any]]:
    indices = {each.configuration.name: index for index, each in enumerate(case_state.members)}
    unknown = {"state": "terminated", "reason": "ContainerStatusUnknown", "exitCode": arithmetic.missing_exit_code()}
    return [
        {**each, **unknown}
        if each["name"] in indices
        and case_state.evaluate(arithmetic.ends_as_unknown, indices[each["name"]], shown=each.get("state", "waiting"))
        else dict(each)
        for each in statuses
    ]


def merge_pod_status(case: Input) -> Answer:
    """`mergePodStatus`: the status that is sent, from the new one and the one that the API has."""
    old, new = case.get("old") or {}, case.get("new") or {}
    facts = old.get("phase"), new.get("phase"), bool(case.get("couldHaveRunningContainers"))
    kept = old if arithmetic.is_held_back(*facts) else new
    merged = {each["type"]: each for each in _merged(old, new, arithmetic.sends_disruption(*facts))}
    ready = [merged.get(kind, {}).get("status") == "True" for kind in ("Ready", "ContainersReady")]
    if predicates.phase_is_terminal(kept.get("phase")) and any(ready):
        reason = "PodFailed" if kept["phase"] == "Failed" else "PodCompleted"
        for kind in ("ContainersReady", "Ready"):
            merged[kind] = {"type": kind, "status": "False", "reason": reason}
    answer = {name: decision(kept.get(name), arithmetic.is_held_back) for name in ("phase", "reason", "message")}
    by = (arithmetic.is_owned_by_kubelet, arithmetic.sends_disruption, predicates.phase_is_terminal)
    return {**answer, "conditions": decision(list(merged.values()), *by)}


def _merged(old: Input, new: Input, with_disruption: bool) -> Iterable[Mapping[str, Any]]:
    """The conditions of others as the API has them, and the kubelet's own as they are now."""
    for each in old.get("conditions") or ():
        if not arithmetic.is_owned_by_kubelet(each["type"]):
            yield each
    for each in new.get("conditions") or ():
        if arithmetic.is_owned_by_kubelet(each["type"]) or (
            arithmetic.is_shared_with_kubelet(each["type"]) and with_disruption
        ):
            yield each


def state_transition(case: Input) -> Answer:
    """`checkContainerStateTransition`: a container that has ended for good is shown in no other state."""
    old, new = case.get("old") or {}, case.get("new") or {}
    case_state = _case_state(case, old)
    before, after = (by_name(each.get("initContainerStatuses"), each.get("containerStatuses")) for each in (old, new))
    legal = all(
        case_state.evaluate(
            arithmetic.may_leave_terminated, index, shown=after[each.configuration.name].get("state", "waiting")
        )
        for index, each in enumerate(case_state.members)
        if before.get(each.configuration.name, {}).get("state") == "terminated" and each.configuration.name in after
    )
    by = (arithmetic.may_leave_terminated, predicates.has_ended_for_good)
    return {
        **dict.fromkeys(("allowed", "legal", "valid"), decision(legal, *by)),
        **dict.fromkeys(("error", "refused", "illegal"), decision(not legal, *by)),
    }


FUNCTIONS = {
    "TerminatePod": terminate_pod,
    "mergePodStatus": merge_pod_status,
    "checkContainerStateTransition": state_transition,
}
