"""The phase that the containers' statuses amount to (SEMANTICS 1.2 to 1.9): pkg/kubelet/kubelet_pods.go `getPhase`."""

from collections.abc import Mapping
from typing import Any

from podproof.spec import words
from podproof.spec.evidence.answers import Answer, Input, NotModelled, said
from podproof.spec.evidence.worlds import ANY_PROBE, Member, World, containers, exited
from podproof.spec.world import Container, ContainerState


def phase(row: Input) -> Answer:
    """`getPhase`, which knows neither the old phase nor a deletion."""
    statuses = by_name(row.get("initContainerStatuses"), row.get("containerStatuses"))
    policy = row.get("podRestartPolicy")
    world = World([from_status(each, statuses.get(each.name), policy) for each in containers(row)], policy)
    known = {
        "has_initialized": bool(row.get("podHasInitialized")),
        "is_terminal": bool(row.get("podIsTerminal")) and not row.get("staticPod"),
    }
    if world.says(words.counts_as_pending, **known):
        return {"phase": said("Pending", words.counts_as_pending)}
    if not world.says(words.counts_as_ended, **known):
        return {"phase": said("Running", words.counts_as_pending, words.counts_as_ended)}
    well = world.says(words.ended_well)
    return {"phase": said("Succeeded" if well else "Failed", words.counts_as_ended, words.ended_well)}


def by_name(*lists: Any) -> dict[str, Mapping[str, Any]]:
    """Statuses by the names of their containers."""
    return {status["name"]: status for statuses in lists for status in statuses or ()}


def from_status(
    configuration: Container, status: Mapping[str, Any] | None, restart_policy: str | None, untold: int | None = None
) -> Member:
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
        return Member(configuration, ContainerState())
    ended = exited(configuration, last.get("exitCode", untold), again=restarts_all(last))
    if configuration.kind == "init" or ended.state.exit_code != "Zero":
        return ended
    if World([ended], restart_policy).says(words.is_over, 0):
        return Member(configuration._replace(own_policy="Never"), ContainerState(runtime="Exited", exit_code="NonZero"))
    return Member(configuration, ContainerState(restarts=1))


def _running(configuration: Container, started: bool) -> Member:
    """A container that runs; before it has started, its startup probe has not succeeded."""
    if not started:
        configuration = configuration._replace(startup_probe=ANY_PROBE)
    return Member(configuration, ContainerState(runtime="Running", startup="Success" if started else "Unknown"))


def restarts_all(termination: Mapping[str, Any]) -> bool:
    """The container was ended only because all are restarted (4.13)."""
    return termination.get("reason") == "RestartingAllContainers"
