"""The conditions that the kubelet reports (SEMANTICS 7): pkg/kubelet/status/generate.go."""

from podproof.spec.kubernetes_tests import arithmetic
from podproof.spec.kubernetes_tests.case_state import ANY_PROBE, CaseContainer, CaseState, containers, sandbox
from podproof.spec.kubernetes_tests.decisions import Answer, Decision, Input, NotModelled, said
from podproof.spec.kubernetes_tests.phase import by_name, from_status
from podproof.spec.pod import predicates
from podproof.spec.pod.state import Container, ContainerState

Status = Input
RESETS = "RestartAllContainersOnContainerExits"


def condition(row: Input) -> Answer:
    """The condition that the row names."""
    kind = row["condition"]
    if kind not in CONDITIONS:
        raise NotModelled(f"the specification has no condition {kind}")
    return {"type": Decision(kind, ()), **CONDITIONS[kind](row)}


def ready(configuration: Container, status: Status | None) -> CaseContainer:
    """A container that is ready or not, which is all that a row says of it."""
    if status is None or not status.get("ready"):
        return CaseContainer(configuration, ContainerState())
    if configuration.kind == "init":
        return CaseContainer(configuration, ContainerState(runtime="Exited", exit_code="Zero"))
    return CaseContainer(configuration, ContainerState(runtime="Running"))


def containers_ready(row: Input) -> Answer:
    """ContainersReady: every regular container and sidecar is known and ready, and the Pod has not ended."""
    statuses = by_name(row.get("statuses"))
    members = [ready(each, statuses.get(each.name)) for each in containers(row)]
    names = [member.configuration.name for member in members if member.configuration.kind != "init"]
    unknown = [name for name in names if name not in statuses]
    unready = [name for name in names if name in statuses and not statuses[name].get("ready")]
    case_state, phase, reported = CaseState(members), row.get("phase"), row.get("statuses") is not None
    good = reported and not unknown and case_state.says(arithmetic.reports_containers_ready, phase=phase)
    why = arithmetic.reason_not_ready(reported, not unknown, phase)
    return {
        "status": _truth(good, arithmetic.reports_containers_ready),
        "reason": said("" if good else why, arithmetic.reason_not_ready),
        "unknown": said(unknown, arithmetic.reason_not_ready),
        "unready": said(unready, arithmetic.reason_not_ready),
    }


def pod_ready(row: Input) -> Answer:
    """Ready: ContainersReady, and every readiness gate has a condition that is True."""
    below = containers_ready(row)
    if below["status"].value == "False":
        return below
    gates = row.get("readinessGates") or []
    found = {each["type"]: each.get("status") for each in row.get("conditions") or ()}
    missing = [gate for gate in gates if gate not in found]
    others = [gate for gate in gates if found.get(gate, "True") != "True"]
    case_state = CaseState([], readiness_gates=tuple(gates))
    good = case_state.says(predicates.publishes_ready, readiness_gate="NotTrue" if missing or others else "Met")
    return {
        "status": _truth(good, predicates.publishes_ready),
        "reason": said("" if good else "ReadinessGatesNotReady", predicates.publishes_ready),
        "gatesMissing": said(missing, predicates.publishes_ready),
        "gatesNotTrue": said(others, predicates.publishes_ready),
    }


def initialized(row: Input) -> Answer:
    """Initialized: a regular container has started, or every init container is done and every sidecar has started."""
    statuses = by_name(row.get("statuses"))
    members = [_initialized(each, statuses.get(each.name)) for each in containers(row)]
    names = [member.configuration.name for member in members if member.configuration.kind != "regular"]
    reported, phase = row.get("statuses") is not None or not names, row.get("phase")
    unknown = [name for name in names if name not in statuses]
    old = {each["type"]: each.get("status") for each in row.get("oldConditions") or ()}
    kept = old.get("Initialized") == "True" and RESETS in (row.get("featureGates") or [RESETS])
    facts = {"phase": phase, "all_are_known": not unknown, "stays_initialized": kept}
    good = reported and CaseState(members).says(arithmetic.reports_initialized, **facts)
    completed = reported and arithmetic.was_completed(phase, not unknown)
    why = "ContainersNotInitialized" if reported else arithmetic.reason_not_ready(reported, not unknown, phase)
    return {
        "status": _truth(good, arithmetic.reports_initialized),
        "reason": said("PodCompleted" if completed else "" if good else why, arithmetic.was_completed),
        "unknown": said(unknown, arithmetic.reports_initialized),
    }


def _initialized(configuration: Container, status: Status | None) -> CaseContainer:
    """Of an init container it counts whether it is ready, of a sidecar whether it has started."""
    if configuration.kind == "regular":
        return from_status(configuration, status, None, untold=0)
    if configuration.kind == "init" or status is None:
        return ready(configuration, status)
    state = ContainerState(runtime="Running", startup="Success" if status.get("started") else "Unknown")
    return CaseContainer(configuration._replace(startup_probe=ANY_PROBE), state)


def ready_to_start(row: Input) -> Answer:
    """PodReadyToStartContainers: the newest sandbox serves."""
    host = bool(row.get("hostNetwork"))
    why = arithmetic.new_sandbox_reason([sandbox(each, host) for each in row.get("sandboxes") or ()], host)
    return {
        "status": _truth(why == "", arithmetic.new_sandbox_reason),
        "reason": said("PodSandboxNotReadyReason" if why else "", arithmetic.new_sandbox_reason),
        "message": said(why, arithmetic.new_sandbox_reason),
    }


def restarting_all(row: Input) -> Answer:
    """AllContainersRestarting: from the exit that a rule is for until all containers are removed."""
    newest = by_name(reversed(row.get("runtimeStatuses") or ()))
    known = [each for each in containers(row) if each.name in newest]
    old = {each["type"]: each.get("status") for each in row.get("oldConditions") or ()}
    facts = {
        "phase": row.get("phase"),
        "is_restarting": old.get("AllContainersRestarting") == "True",
        "is_triggered": any(
            newest[each.name].get("state") == "exited"
            and predicates.restarts_all_for(each.exit_rules, newest[each.name].get("exitCode"))
            for each in known
        ),
        "some_are_left": bool(known),
    }
    good = arithmetic.reports_restarting_all(**facts)
    why = {"Failed": "PodFailed", "Succeeded": "PodCompleted"}.get(row.get("phase", ""), "")
    return {
        "status": _truth(good, predicates.restarts_all_for, arithmetic.reports_restarting_all),
        "reason": said("RestartAllContainersStarted" if good else why, arithmetic.reports_restarting_all),
    }


def _truth(value: bool, *deciders: object) -> Decision:
    return said("True" if value else "False", *deciders)


CONDITIONS = {
    "ContainersReady": containers_ready,
    "Ready": pod_ready,
    "Initialized": initialized,
    "PodReadyToStartContainers": ready_to_start,
    "AllContainersRestarting": restarting_all,
}
