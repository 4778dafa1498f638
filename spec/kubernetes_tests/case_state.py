"""States built from rows of test tables: the same records as everywhere, and what words and machines say of them."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from types import SimpleNamespace
from typing import Any, NamedTuple

from podproof.spec.kubernetes_tests.decisions import NotModelled
from podproof.spec.notation import Machine, Transition, apply, transitions
from podproof.spec.pod import predicates
from podproof.spec.pod.state import Container, ContainerState, ExitRule, Pod, PodState, Probe

SYNCING = PodState(scheduling="Scheduled", scheduling_gate="Open", sandbox="Ready")
"""A Pod on its node that the kubelet brings up."""

ANY_PROBE = Probe("exec")
"""The probe of a row that only says that there is one."""


class CaseContainer(NamedTuple):
    """A container of a row: its configuration and its state."""

    configuration: Container
    state: ContainerState

    def with_state(self, **changes: Any) -> "CaseContainer":
        """The same container in another state."""
        return CaseContainer(self.configuration, self.state._replace(**changes))


class CaseState:
    """One state of a Pod, of which words can be asked and in which machines can be placed."""

    def __init__(
        self,
        members: Iterable[CaseContainer],
        restart_policy: str | None = None,
        state: PodState = SYNCING,
        **settings: Any,
    ) -> None:
        self.members = tuple(members)
        policy: Any = restart_policy or "Always"
        containers = tuple(member.configuration for member in self.members)
        self.pod = Pod("row", containers, restart_policy=policy, **settings)
        self.state = state

    def with_members(self, members: Iterable[CaseContainer], **changes: Any) -> "CaseState":
        """The same Pod with its containers, and perhaps itself, in other states."""
        after = CaseState(members, self.pod.restart_policy, self.state._replace(**changes))
        after.pod = self.pod._replace(members=after.pod.members)
        return after

    @cached_property
    def views(self) -> tuple[SimpleNamespace, ...]:
        """The containers as words see them."""
        return tuple(
            SimpleNamespace(**member.configuration._asdict(), **member.state._asdict()) for member in self.members
        )

    def scope(self, index: int | None = None, **more: Any) -> Mapping[str, Any]:
        """What a word may name, of the Pod or of the container at the index."""
        shared = {**self.pod._asdict(), **self.state._asdict(), "containers": self.views, **more}
        if index is None:
            return shared
        return {**shared, **vars(self.views[index]), "index": index, "container": self.views[index], **more}

    def says(self, predicate: Any, index: int | None = None, **more: Any) -> Any:
        """What the word says of this state."""
        return apply(predicate, self.scope(index, **more))

    def takes(self, machine: type[Machine], event: str, index: int | None = None, **placed: Any) -> Transition | None:
        """The transition that the machine takes for the event, if it takes one."""
        scope = self.scope(index, **placed)
        for rule in transitions(machine):
            if rule.event == event and rule.source == scope[machine.field] and holds(rule.guard, scope):
                return rule
        return None


def holds(condition: str, scope: Mapping[str, Any]) -> bool:
    """Whether a sentence, joined of words by `and`, `or` and `not`, is true in the scope."""
    return not condition or bool(eval(condition, {"__builtins__": {}}, _Spoken(scope)))


class _Spoken(dict[str, Any]):
    """Each word of a sentence as what it says."""

    def __init__(self, scope: Mapping[str, Any]) -> None:
        super().__init__()
        self.scope = scope

    def __missing__(self, predicate: str) -> Any:
        return apply(getattr(predicates, predicate), self.scope)


def transition(machine: type[Machine], rule: Transition) -> str:
    """A transition as a reader looks it up."""
    guard = f" when {rule.guard}" if rule.guard else ""
    return f"{machine.__name__}.{rule.event}: {rule.source} -> {rule.target}{guard} [{' '.join(rule.cites)}]"


def container(data: Mapping[str, Any], init: bool = False) -> Container:
    """The configuration of a container, from its manifest in a row."""
    own: Any = data.get("restartPolicy") or ""
    kind: Any = "regular" if not init else "sidecar" if own == "Always" else "init"
    return Container(
        data.get("name", ""),
        kind,
        own_policy="" if kind == "sidecar" else own,
        exit_rules=exit_rules(data.get("restartPolicyRules")),
        startup_probe=ANY_PROBE if data.get("startupProbe") else None,
        liveness_probe=ANY_PROBE if data.get("livenessProbe") else None,
        readiness_probe=ANY_PROBE if data.get("readinessProbe") else None,
    )


def exit_rules(data: Iterable[Mapping[str, Any]] | None) -> tuple[ExitRule, ...]:
    """`restartPolicyRules` of a row."""
    return tuple(
        ExitRule(
            rule.get("action", "Restart"),
            rule.get("exitCodes", {}).get("operator", "In"),
            tuple(rule.get("exitCodes", {}).get("values", ())),
        )
        for rule in data or ()
    )


def containers(data: Mapping[str, Any]) -> list[Container]:
    """All containers of a manifest in a row, in their order."""
    return [container(each, init=True) for each in data.get("initContainers") or ()] + [
        container(each) for each in data.get("containers") or ()
    ]


def exited(configuration: Container, code: int | None, again: bool = False) -> CaseContainer:
    """A container that has ended with the code; a rule for it, or one that restarts them all, outranks its policy.

    A state does not hold the code, but what it means: that of an exit for which a rule says Restart is the same as
    under policy Always.
    """
    if code is None:
        raise NotModelled(f"the row does not say with which code {configuration.name} ended")
    if again or predicates.exit_action(configuration.exit_rules, code):
        configuration = configuration._replace(own_policy="Always")
    value: Any = {0: "Zero", 137: "Killed"}.get(code, "NonZero")
    return CaseContainer(configuration, ContainerState(runtime="Exited", exit_code=value))


def at_runtime(configuration: Container, status: Mapping[str, Any] | None) -> CaseContainer:
    """A container as the runtime tells of it: not at all, created, running, exited or unknown.

    One of which the runtime does not know whether it runs is started again whatever its policy, as one that was only
    created is (4.4), but such an init container counts as failed (4.7).
    """
    state = "absent" if status is None else (status.get("state") or "unknown").lower()
    if state == "absent":
        return CaseContainer(configuration, ContainerState())
    if state == "running":
        return CaseContainer(configuration, ContainerState(runtime="Running"))
    if state == "exited":
        return exited(configuration, (status or {}).get("exitCode"))
    if state == "unknown" and configuration.kind != "regular":
        return CaseContainer(configuration, ContainerState(runtime="Exited", exit_code="NonZero"))
    if state in ("created", "unknown"):
        return CaseContainer(configuration, ContainerState(runtime="Created"))
    raise NotModelled(f"the runtime has no state {state!r} for a container")


class Sandbox(NamedTuple):
    """A sandbox as the runtime tells of it; `ip` is None where nothing is said of its network."""

    id: str
    ready: bool
    attempt: int = 0
    ip: str | None = None
    host_network: bool = False


def sandbox(data: Mapping[str, Any], host_network: bool = False) -> Sandbox:
    """A sandbox of a row; unless the row says so, its network is the one that the Pod asks for."""
    network = data.get("network") or data.get("networkNamespace")
    return Sandbox(
        data.get("id", ""),
        (data.get("state") or "").upper() == "READY",
        data.get("attempt") or 0,
        data.get("ip"),
        network.upper() in ("NODE", "HOST") if network else host_network,
    )
