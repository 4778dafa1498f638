"""The phase that the containers' statuses amount to (SEMANTICS 1.2 to 1.9): pkg/kubelet/kubelet_pods.go `getPhase`."""

from collections.abc import Mapping
from typing import Any

from podproof.spec.kubernetes_tests import arithmetic
from podproof.spec.kubernetes_tests.case_state import ANY_PROBE, CaseContainer, CaseState, containers, exited
from podproof.spec.kubernetes_tests.decisions import Answer, Input, NotModelled, said
from podproof.spec.pod import predicates
from podproof.spec.pod.state import Container, ContainerState


def phase(row: Input) -> Answer:
    """`getPhase`, which knows neither the old phase nor a deletion."""
    statuses = by_name(row.get("initContainerStatuses"), row.get("containerStatuses"))
    policy = row.get("podRestartPolicy")
    case_state = CaseState([from_status(each, statuses.get(each.name), policy) for each in containers(row)], policy)
    known = {
        "has_initialized": bool(row.get("podHasInitialized")),
        "is_terminal": bool(row.get("podIsTerminal")) and not row.get("staticPod"),
    }
    if case_state.says(predicates.counts_as_pending, **known):
        return {"phase": said("Pending", predicates.counts_as_pending)}
    if not case_state.says(arithmetic.counts_as_ended, **known):
        return {"phase": said("Running", predicates.counts_as_pending, arithmetic.counts_as_ended)}
    well = case_state.says(predicates.counts_as_succeeded)
    return {
        "phase": said("Succeeded" if well else "Failed", arithmetic.counts_as_ended, predicates.counts_as_succeeded)
    }


def by_name(*lists: Any) -> dict[str, Mapping[str, Any]]:
    """Statuses by the names of their containers."""
    return {status["name"]: status for statuses in lists for status in statuses or ()}


def from_status(
    configuration: Container, status: Mapping[str, Any] | None, restart_policy: str | None, untold: int | None = None
) -> CaseContainer:
    """A container as its status in the API tells of it; without a status it waits for its first start.

    One that waits for its next start counts as stopped; if it is not an init container, never as succeeded (1.5).
    `untold` is an exit code for a question to which it does not matter.
    """
    status = status or {}
    state, last = (status.get("state") or "waiting").lower(), status.get("lastTermination")
    if state == "running":
        return _running(configuration, bool(status.get("started", configuration.kind != "sidecar")))
    if state == "terminated":
        return exited(configuration, status.get("exitCode", untold), again=restarts_all(status))
    if state != "waiting":
        raise NotModelled(f"a container has no state {state!r} in the API")
    if last is None:
        return CaseContainer(configuration, ContainerState())
    ended = exited(configuration, last.get("exitCode", untold), again=restarts_all(last))
    if configuration.kind == "init" or ended.state.exit_code != "Zero":
        return ended
    if CaseState([ended], restart_policy).says(predicates.has_ended_for_good, 0):
        return CaseContainer(
            configuration._replace(own_policy="Never"), ContainerState(runtime="Exited", exit_code="NonZero")
        )
    return CaseContainer(configuration, ContainerState(restarts=1))


def _running(configuration: Container, started: bool) -> CaseContainer:
    """A container that runs; before it has started, its startup probe has not succeeded."""
    if not started:
        configuration = configuration._replace(startup_probe=ANY_PROBE)
    return CaseContainer(configuration, ContainerState(runtime="Running", startup="Success" if started else "Unknown"))


def restarts_all(termination: Mapping[str, Any]) -> bool:
    """The container was ended only because all are restarted (4.13)."""
    return termination.get("reason") == "RestartingAllContainers"
