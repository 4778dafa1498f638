"""The state that a test case describes, in the records of the model, so that its predicates and machines can answer."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from types import SimpleNamespace
from typing import Any, NamedTuple

from podproof.spec import conditions
from podproof.spec.kubernetes_tests.decisions import Decider, NotModeled
from podproof.spec.notation import Transition, apply
from podproof.spec.notation_of_machines import Machine, transitions
from podproof.spec.pod import predicates
from podproof.spec.pod.state import PROBES, Container, ContainerState, ExitRule, Pod, PodState, Probe

SYNCING = PodState(scheduling="Scheduled", scheduling_gate="Open", sandbox="Ready")
"""A Pod on its node, which the kubelet brings up."""

ANY_PROBE = Probe("exec")
"""The probe of a case that says only that there is one."""


class CaseContainer(NamedTuple):
    """A container of a test case: its configuration and its state."""

    configuration: Container
    state: ContainerState

    def with_state(self, **changes: Any) -> "CaseContainer":
        """The same container in another state."""
        return CaseContainer(self.configuration, self.state._replace(**changes))


class CaseState:
    """A state of the Pod in a test case: predicates can be evaluated in it, and machines placed in it."""

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
        self.pod = Pod("case", containers, restart_policy=policy, **settings)
        self.state = state

    def with_members(self, members: Iterable[CaseContainer], **changes: Any) -> "CaseState":
        """The same Pod with its containers, and with these fields of its own, in other states."""
        after = CaseState(members, self.pod.restart_policy, self.state._replace(**changes))
        after.pod = self.pod._replace(members=after.pod.members)
        return after

    @cached_property
    def containers(self) -> tuple[SimpleNamespace, ...]:
        """The containers as predicates read them: configuration and state together."""
        return tuple(
            SimpleNamespace(**member.configuration._asdict(), **member.state._asdict()) for member in self.members
        )

    def scope(self, index: int | None = None, **more: Any) -> Mapping[str, Any]:
        """The parameters that a predicate about the Pod, or about the container at the index, may have."""
        shared = {**self.pod._asdict(), **self.state._asdict(), "containers": self.containers, **more}
        if index is None:
            return shared
        return {**shared, **vars(self.containers[index]), "index": index, "container": self.containers[index], **more}

    def evaluate(self, predicate: Any, index: int | None = None, **more: Any) -> Any:
        """The value of the predicate in this state; `more` gives parameters that are not fields of the state."""
        return apply(predicate, self.scope(index, **more))

    def holds(self, condition: str, index: int | None = None, **more: Any) -> bool:
        """Whether the condition holds in this state."""
        scope = self.scope(index, **more)
        return conditions.evaluate(condition, lambda name: bool(apply(getattr(predicates, name), scope)))

    def enabled(self, machine: type[Machine], event: str, index: int | None = None) -> Transition | None:
        """The transition that the machine takes for the event; None if it takes none."""
        source = self.scope(index)[machine.field]
        for each in transitions(machine):
            if each.event == event and each.source == source and self.holds(each.guard, index):
                return each
        return None


def transition(machine: type[Machine], taken: Transition) -> Decider:
    """A transition that decided a value."""
    guard = f" when {taken.guard}" if taken.guard else ""
    cites = " ".join(taken.cites)
    return Decider(f"{machine.__name__}.{taken.event}: {taken.source} -> {taken.target}{guard} [{cites}]")


def container(data: Mapping[str, Any], init: bool = False) -> Container:
    """The configuration of a container, from its manifest in a case."""
    own: Any = data.get("restartPolicy") or ""
    kind: Any = "regular" if not init else "sidecar" if own == "Always" else "init"
    probes: dict[str, Any] = {field: ANY_PROBE for name, field in PROBES.items() if data.get(name)}
    return Container(
        data.get("name", ""),
        kind,
        own_policy="" if kind == "sidecar" else own,
        exit_rules=exit_rules(data.get("restartPolicyRules")),
        **probes,
    )


def exit_rules(data: Iterable[Mapping[str, Any]] | None) -> tuple[ExitRule, ...]:
    """`restartPolicyRules` of a case."""
    return tuple(
        ExitRule(
            rule.get("action", "Restart"),
            rule.get("exitCodes", {}).get("operator", "In"),
            tuple(rule.get("exitCodes", {}).get("values", ())),
        )
        for rule in data or ()
    )


def containers(data: Mapping[str, Any]) -> list[Container]:
    """All containers of a manifest in a case, in their order."""
    return [container(each, init=True) for each in data.get("initContainers") or ()] + [
        container(each) for each in data.get("containers") or ()
    ]


def exited(configuration: Container, code: int | None, again: bool = False) -> CaseContainer:
    """A container that has exited with the code; an exit rule for it, or a restart of all, outranks its policy.

    The state does not hold the code but its meaning: an exit that a rule restarts is the same as one under policy
    Always. [4.1]
    """
    if code is None:
        raise NotModeled(f"the case does not say with which code {configuration.name} exited")
    if again or (code and predicates.exit_action(configuration.exit_rules, code)):
        configuration = configuration._replace(own_policy="Always")
    value: Any = {0: "Zero", 137: "Killed"}.get(code, "NonZero")
    return CaseContainer(configuration, ContainerState(runtime="Exited", exit_code=value))


def at_runtime(configuration: Container, status: Mapping[str, Any] | None) -> CaseContainer:
    """A container as the runtime reports it: absent, created, running, exited or unknown.

    A container in an unknown state is started again whatever its policy, like one that was only created [4.4]; an init
    container or sidecar in an unknown state counts as failed [4.7].
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
    raise NotModeled(f"unknown state {state!r} of a container in the runtime")


class CaseSandbox(NamedTuple):
    """A sandbox as the runtime reports it; `ip` is None where the case does not mention it."""

    id: str
    ready: bool
    attempt: int = 0
    ip: str | None = None
    host_network: bool = False


def sandbox(data: Mapping[str, Any], host_network: bool = False) -> CaseSandbox:
    """A sandbox of a case; its network is the one that the Pod asks for, unless the case says otherwise."""
    network = data.get("network") or data.get("networkNamespace")
    return CaseSandbox(
        data.get("id", ""),
        (data.get("state") or "").upper() == "READY",
        data.get("attempt") or 0,
        data.get("ip"),
        network.upper() in ("NODE", "HOST") if network else host_network,
    )
