"""The conditions that the kubelet reports: pkg/kubelet/status/generate.go. [7.2 to 7.5 7.9]"""

from podproof.spec.kubernetes_tests import arithmetic
from podproof.spec.kubernetes_tests.case_state import ANY_PROBE, CaseContainer, CaseState, containers, sandbox
from podproof.spec.kubernetes_tests.decisions import Answer, Decision, Input, NotModeled, decision
from podproof.spec.kubernetes_tests.phase import by_name, from_status
from podproof.spec.notation import Predicate
from podproof.spec.pod import predicates
from podproof.spec.pod.state import Container, ContainerState

Status = Input
RESETS = "RestartAllContainersOnContainerExits"


def condition(case: Input) -> Answer:
    """The condition that the case names."""
    kind = case["condition"]
    if kind not in CONDITIONS:
        raise NotModeled(f"the specification has no condition {kind}")
    answer = CONDITIONS[kind](case)
    return {"type": Decision(kind, answer["status"].by), **answer}


def ready(configuration: Container, status: Status | None) -> CaseContainer:
    """A container that is ready or not: a case says no more about it."""
    if status is None or not status.get("ready"):
        return CaseContainer(configuration, ContainerState())
    if configuration.kind == "init":
        return CaseContainer(configuration, ContainerState(runtime="Exited", exit_code="Zero"))
    return CaseContainer(configuration, ContainerState(runtime="Running"))


def containers_ready(case: Input) -> Answer:
    """ContainersReady: every regular container and sidecar is known and ready, and the Pod has not ended."""
    statuses = by_name(case.get("statuses"))
    members = [ready(each, statuses.get(each.name)) for each in containers(case)]
    names = [member.configuration.name for member in members if member.configuration.kind != "init"]
    unknown = [name for name in names if name not in statuses]
    unready = [name for name in names if name in statuses and not statuses[name].get("ready")]
    phase, reported = case.get("phase"), case.get("statuses") is not None
    known = reported and not unknown
    ready_now = CaseState(members).evaluate(predicates.containers_are_ready) and not predicates.phase_is_terminal(phase)
    good = known and ready_now
    by = (predicates.containers_are_ready, predicates.phase_is_terminal) if known else (arithmetic.reason_not_ready,)
    why = arithmetic.reason_not_ready(reported, not unknown, phase)
    return {
        "status": _truth(good, *by),
        "reason": decision("" if good else why, arithmetic.reason_not_ready),
        "unknown": decision(unknown, arithmetic.reason_not_ready),
        "unready": decision(unready, arithmetic.reason_not_ready),
    }


def pod_ready(case: Input) -> Answer:
    """Ready: ContainersReady, and every readiness gate has a condition that is True."""
    below = containers_ready(case)
    if below["status"].value == "False":
        return below
    gates = case.get("readinessGates") or []
    conditions = {each["type"]: each.get("status") for each in case.get("conditions") or ()}
    missing = [gate for gate in gates if gate not in conditions]
    others = [gate for gate in gates if conditions.get(gate, "True") != "True"]
    case_state = CaseState([], readiness_gates=tuple(gates))
    good = case_state.evaluate(predicates.publishes_ready, readiness_gate="NotTrue" if missing or others else "Met")
    return {
        "status": _truth(good, predicates.publishes_ready),
        "reason": decision("" if good else "ReadinessGatesNotReady", predicates.publishes_ready),
        "gatesMissing": decision(missing, predicates.publishes_ready),
        "gatesNotTrue": decision(others, predicates.publishes_ready),
    }


def initialized(case: Input) -> Answer:
    """Initialized: a regular container has started, or all init containers are done and all sidecars have started.

    A restart of all containers does not unset it.
    """
    statuses = by_name(case.get("statuses"))
    members = [_initialized(each, statuses.get(each.name)) for each in containers(case)]
    names = [member.configuration.name for member in members if member.configuration.kind != "regular"]
    reported, phase = case.get("statuses") is not None or not names, case.get("phase")
    unknown = [name for name in names if name not in statuses]
    old = {each["type"]: each.get("status") for each in case.get("oldConditions") or ()}
    kept = old.get("Initialized") == "True" and RESETS in (case.get("featureGates") or [RESETS])
    completed = reported and arithmetic.was_completed(phase, not unknown)
    done = CaseState(members).evaluate(predicates.is_initialized_condition)
    good = reported and (completed or kept or done)
    decided_by_model = reported and not completed and not kept
    by = predicates.is_initialized_condition if decided_by_model else arithmetic.was_completed
    why = "ContainersNotInitialized" if reported else arithmetic.reason_not_ready(reported, not unknown, phase)
    return {
        "status": _truth(good, by),
        "reason": decision("PodCompleted" if completed else "" if good else why, arithmetic.was_completed),
        "unknown": decision(unknown, arithmetic.reason_not_ready),
    }


def _initialized(configuration: Container, status: Status | None) -> CaseContainer:
    """A container as initialization sees it: an init container is ready, a sidecar has started."""
    if configuration.kind == "regular":
        return from_status(configuration, status, None, any_code=0)
    if configuration.kind == "init" or status is None:
        return ready(configuration, status)
    state = ContainerState(runtime="Running", startup="Success" if status.get("started") else "Unknown")
    return CaseContainer(configuration._replace(startup_probe=ANY_PROBE), state)


def ready_to_start(case: Input) -> Answer:
    """PodReadyToStartContainers: the newest sandbox serves."""
    host = bool(case.get("hostNetwork"))
    why = arithmetic.new_sandbox_reason([sandbox(each, host) for each in case.get("sandboxes") or ()], host)
    return {
        "status": _truth(why == "", arithmetic.new_sandbox_reason),
        "reason": decision("PodSandboxNotReadyReason" if why else "", arithmetic.new_sandbox_reason),
        "message": decision(why, arithmetic.new_sandbox_reason),
    }


def restarting_all(case: Input) -> Answer:
    """AllContainersRestarting: from the exit that triggers it until all containers are removed."""
    newest = by_name(reversed(case.get("runtimeStatuses") or ()))
    known = [each for each in containers(case) if each.name in newest]
    old = {each["type"]: each.get("status") for each in case.get("oldConditions") or ()}
    facts = {
        "phase": case.get("phase"),
        "is_restarting": old.get("AllContainersRestarting") == "True",
        "is_triggered": any(
            newest[each.name].get("state") == "exited"
            and predicates.restarts_all_for(each.exit_rules, newest[each.name].get("exitCode"))
            for each in known
        ),
        "some_are_left": bool(known),
    }
    good = arithmetic.reports_restarting_all(**facts)
    why = {"Failed": "PodFailed", "Succeeded": "PodCompleted"}.get(case.get("phase", ""), "")
    return {
        "status": _truth(good, predicates.restarts_all_for, arithmetic.reports_restarting_all),
        "reason": decision("RestartAllContainersStarted" if good else why, arithmetic.reports_restarting_all),
    }


def _truth(value: bool, *deciders: Predicate) -> Decision:
    return decision("True" if value else "False", *deciders)


CONDITIONS = {
    "ContainersReady": containers_ready,
    "Ready": pod_ready,
    "Initialized": initialized,
    "PodReadyToStartContainers": ready_to_start,
    "AllContainersRestarting": restarting_all,
}
