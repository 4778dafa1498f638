"""The phase that follows from the statuses of containers: pkg/kubelet/kubelet_pods.go `getPhase`. [1.2 to 1.10]"""

from collections.abc import Mapping
from typing import Any

from podproof.spec.kubernetes_tests import arithmetic
from podproof.spec.kubernetes_tests.case_state import ANY_PROBE, CaseContainer, CaseState, containers, exited
from podproof.spec.kubernetes_tests.decisions import Answer, Input, NotModeled, decision
from podproof.spec.pod import predicates
from podproof.spec.pod.state import Container, ContainerState


def phase(case: Input) -> Answer:
    """`getPhase`, which knows neither the old phase nor a deletion."""
    statuses = by_name(case.get("initContainerStatuses"), case.get("containerStatuses"))
    policy = case.get("podRestartPolicy")
    case_state = CaseState([from_status(each, statuses.get(each.name), policy) for each in containers(case)], policy)
    known = {
        "has_initialized": bool(case.get("podHasInitialized")),
        "is_terminal": bool(case.get("podIsTerminal")) and not case.get("staticPod"),
    }
    if case_state.evaluate(predicates.counts_as_pending, **known):
        return {"phase": decision("Pending", predicates.counts_as_pending)}
    if not case_state.evaluate(arithmetic.counts_as_ended, **known):
        return {"phase": decision("Running", predicates.counts_as_pending, arithmetic.counts_as_ended)}
    well = case_state.evaluate(predicates.counts_as_succeeded)
    return {
        "phase": decision("Succeeded" if well else "Failed", arithmetic.counts_as_ended, predicates.counts_as_succeeded)
    }


def by_name(*lists: Any) -> dict[str, Mapping[str, Any]]:
    """Statuses by the names of their containers."""
    return {status["name"]: status for statuses in lists for status in statuses or ()}


def from_status(
    configuration: Container,
    status: Mapping[str, Any] | None,
    restart_policy: str | None,
    any_code: int | None = None,
) -> CaseContainer:
    """A container as its status in the API describes it; without a status it waits for its first start.

    A container that waits for its next start counts as stopped, and unless it is an init container, never as succeeded
    [1.5].  `any_code` is the exit code of a status without one, for questions to which the code does not matter.
    """
    status = status or {}
    state, last = (status.get("state") or "waiting").lower(), status.get("lastTermination")
    if state == "running":
        return _running(configuration, bool(status.get("started", configuration.kind != "sidecar")))
    if state == "terminated":
        return exited(configuration, status.get("exitCode", any_code), again=restarts_all(status))
    if state != "waiting":
        raise NotModeled(f"unknown state {state!r} of a container in the API")
    if last is None:
        return CaseContainer(configuration, ContainerState())
    ended = exited(configuration, last.get("exitCode", any_code), again=restarts_all(last))
    if configuration.kind == "init" or ended.state.exit_code != "Zero":
        return ended
    if CaseState([ended], restart_policy).evaluate(predicates.has_ended_for_good, 0):
        return CaseContainer(
            configuration._replace(own_policy="Never"), ContainerState(runtime="Exited", exit_code="NonZero")
        )
    return CaseContainer(configuration, ContainerState(restarts=1))


def _running(configuration: Container, started: bool) -> CaseContainer:
    """A running container; its startup probe has succeeded if it has started."""
    if not started:
        configuration = configuration._replace(startup_probe=ANY_PROBE)
    return CaseContainer(configuration, ContainerState(runtime="Running", startup="Success" if started else "Unknown"))


def restarts_all(termination: Mapping[str, Any]) -> bool:
    """The container was ended only because all containers restart. [4.13]"""
    return termination.get("reason") == "RestartingAllContainers"
