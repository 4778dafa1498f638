"""What one sync of the kubelet does, `computePodActions` in kuberuntime_manager.go. [3.2 3.4 3.7 3.8 4.4 4.10 4.13]"""

from collections.abc import Iterable, Mapping
from typing import Any

from podproof.spec.kubernetes_tests import arithmetic
from podproof.spec.kubernetes_tests.case_state import (
    CaseContainer,
    CaseState,
    at_runtime,
    containers,
    sandbox,
    transition,
)
from podproof.spec.kubernetes_tests.decisions import Answer, Decision, Input, NotModeled, decision
from podproof.spec.pod import predicates
from podproof.spec.pod.machines.node import Sandbox
from podproof.spec.pod.state import Container, ContainerState

STATES = ("created", "running", "exited", "unknown")
"""The states that the runtime reports of a container that it knows."""

RESIZED = frozenset({"resources", "resizePolicy", "allocatedResources"})
"""The fields of a container that a resize in place changes."""

ONE_BY_ONE = ("initContainersToStart", "containersToStart", "ephemeralContainersToStart", "containersToKill")
"""What a sync starts and kills unless it stops the Pod as a whole or restarts all of it."""


def actions(case: Input) -> Answer:
    """`computePodActions`: the sandbox, and the containers to kill, to start, and to remove so that all start over."""
    pod, status = case.get("pod") or {}, case.get("status") or {}
    if arithmetic.changes_resources(_specs(pod), RESIZED):
        raise NotModeled("a resize in place changes resources of running containers: the state has no resources")
    host = bool(pod.get("hostNetwork"))
    boxes = [sandbox(each, host) for each in _sandboxes(status)]
    why = arithmetic.new_sandbox_reason(boxes, host)
    resets = arithmetic.removes_containers(bool(case.get("restartAllContainers")))
    nothing = decision([], arithmetic.removes_containers if resets else arithmetic.new_sandbox_reason)
    answer = {
        "sandboxID": decision(boxes[0].id if boxes and "Network" not in why else "", arithmetic.new_sandbox_reason),
        "attempt": decision(arithmetic.sandbox_attempt(boxes, host), arithmetic.sandbox_attempt),
        "killPod": decision(bool(why), arithmetic.new_sandbox_reason),
        "createSandbox": decision(bool(why) and resets, arithmetic.new_sandbox_reason),
        **dict.fromkeys(ONE_BY_ONE, nothing),
        "containersToReset": decision([], arithmetic.removes_containers),
    }
    if not any("VerticalScaling" in gate for gate in case.get("featureGates") or ()):
        answer["containersToUpdate"] = decision({}, arithmetic.changes_resources)
    if resets:
        return {**answer, "containersToReset": _removed(pod, status)}
    sync = SyncCase(pod, status, case.get("probeResults") or {})
    return {**answer, **(sync.restart_pod(answer["attempt"].value == 0) if why else sync.sync_containers())}


def _specs(pod: Input) -> Iterable[Input]:
    return [*(pod.get("initContainers") or ()), *(pod.get("containers") or ())]


def _sandboxes(status: Input) -> list[Any]:
    return [each for each in status.get("sandboxes") or [status.get("sandbox")] if each]


def _removed(pod: Input, status: Input) -> Decision:
    """Every instance that the runtime knows; last the one whose exit triggers the restart of all containers."""
    targets: list[Any] = []
    sources: list[Any] = []
    for each in containers(pod):
        for instance in status.get("containers") or ():
            runtime = instance.get("state", "").capitalize()
            if instance["name"] == each.name and not predicates.is_absent(runtime):
                triggers = runtime == "Exited" and predicates.restarts_all_for(
                    each.exit_rules, instance.get("exitCode")
                )
                kill = not predicates.has_exited(runtime)
                (sources if triggers else targets).append({"name": each.name, "id": instance.get("id"), "kill": kill})
    removed = decision(targets + sources, predicates.is_absent, predicates.has_exited, predicates.restarts_all_for)
    return removed._replace(in_order=False)


class SyncCase:
    """One sync of a Pod: its state, and the statuses of the runtime from which it was read."""

    def __init__(self, pod: Input, status: Input, results: Mapping[str, Mapping[str, str]]) -> None:
        self.pod = pod
        self.statuses: dict[str, Mapping[str, Any]] = {}
        for each in status.get("containers") or ():
            self.statuses.setdefault(each["name"], each)
        stored = {kind: dict(results.get(kind) or {}) for kind in ("startup", "liveness")}
        members = [
            _probed(at_runtime(each, self.statuses.get(each.name)), stored, each.name) for each in containers(pod)
        ]
        self.case_state = CaseState(self.settled(members), pod.get("restartPolicy"))

    def settled(self, members: list[CaseContainer]) -> list[CaseContainer]:
        """The containers; an init container is done if a later one is known or a regular one runs. [3.7]"""
        proved, settled = False, list[CaseContainer]()
        for each in reversed(members):
            runtime = each.state.runtime
            done = CaseContainer(each.configuration, ContainerState(runtime="Exited", exit_code="Zero"))
            settled.append(done if each.configuration.kind == "init" and proved and runtime != "Absent" else each)
            proving = ("running", "created") if each.configuration.kind == "regular" else STATES
            proved = proved or self.state(each) in proving
        return settled[::-1]

    def restart_pod(self, is_first: bool) -> Answer:
        """The Pod is stopped; a new sandbox, if there is one, removes the init containers.

        Under Never, what the runtime knows matters only from the second sandbox on. [3.4]
        """
        stopped = [_killed(each) if each.state.runtime == "Running" else each for each in self.case_state.members]
        if is_first and self.case_state.pod.restart_policy == "Never":
            stopped = [CaseContainer(each.configuration, ContainerState()) for each in stopped]
        stopped = [
            each.with_state(stop="RestartPending")
            if self.case_state.evaluate(predicates.new_sandbox_restarts_it, index)
            else each
            for index, each in enumerate(stopped)
        ]
        down = self.case_state.with_members(stopped, sandbox="Absent")
        created = down.enabled(Sandbox, "creates_sandbox")
        if created is None:
            return {"createSandbox": decision(False, predicates.may_create_sandbox)}
        purged = [
            CaseContainer(each.configuration, ContainerState())
            if predicates.is_purged_by_new_sandbox(each.configuration.kind)
            else each
            for each in stopped
        ]
        fresh = self.case_state.with_members(purged)
        return {
            "createSandbox": decision(True, transition(Sandbox, created)),
            **self.started(self.due(fresh, fresh)),
        }

    def sync_containers(self) -> Answer:
        """The sandbox serves: containers are killed and started, and if nothing is left to run the Pod is stopped."""
        killed = [
            self.case_state.evaluate(predicates.must_be_killed, index, has_changed=self.changed(index))
            for index in range(len(self.case_state.members))
        ]
        after = self.case_state.with_members(
            _killed(
                each, self.case_state.evaluate(arithmetic.may_start_after_kill, index, has_changed=self.changed(index))
            )
            if killed[index]
            else each
            for index, each in enumerate(self.case_state.members)
        )
        before, is_over = self.proved(), self.is_over(after)
        unknown = [
            index for index in self.due(before, after) if self.state(self.case_state.members[index]) == "unknown"
        ]
        names = [
            each.configuration.name
            for index, each in enumerate(self.case_state.members)
            if killed[index] or (index in unknown and not after.evaluate(predicates.initialization_failed))
        ]
        return {
            **self.started([] if is_over else self.due(before, after)),
            "killPod": decision(is_over, predicates.initialization_failed, predicates.regulars_have_ended_for_good),
            "containersToKill": decision(names, predicates.must_be_killed)._replace(in_order=False),
            "ephemeralContainersToStart": decision(list(self.ephemeral()), arithmetic.ephemeral_needs_start),
        }

    def is_over(self, after: CaseState) -> bool:
        """Whether nothing is left to run; the regular containers matter once the start order allows them."""
        first = len(after.members) - sum(each.configuration.kind == "regular" for each in after.members)
        turn = first == len(after.members) or self.proved().evaluate(predicates.initialization_allows, first)
        return bool(
            after.evaluate(predicates.initialization_failed)
            or (turn and after.evaluate(predicates.regulars_have_ended_for_good))
        )

    def proved(self) -> CaseState:
        """The state in which a created regular container proves initialization as a running one does. [3.8]"""
        return self.case_state.with_members(
            each.with_state(runtime="Running")
            if each.configuration.kind == "regular" and self.state(each) == "created"
            else each
            for each in self.case_state.members
        )

    def due(self, before: CaseState, after: CaseState) -> list[int]:
        """The containers to start; the start order goes by what ran before anything was killed."""
        return [
            index
            for index in range(len(after.members))
            if after.evaluate(predicates.needs_start, index)
            and before.evaluate(predicates.initialization_allows, index)
        ]

    def started(self, listed: list[int]) -> Answer:
        """The containers to start, as indices among the init containers and among the regular containers."""
        inits = sum(predicates.is_purged_by_new_sandbox(each.configuration.kind) for each in self.case_state.members)
        by = (
            predicates.needs_start,
            predicates.initialization_allows,
            predicates.work_is_over,
            predicates.new_sandbox_restarts_it,
        )
        return {
            "initContainersToStart": decision([index for index in listed if index < inits], *by),
            "containersToStart": decision([index - inits for index in listed if index >= inits], *by),
        }

    def ephemeral(self) -> Iterable[int]:
        """The ephemeral containers to start, as indices."""
        for index, each in enumerate(self.pod.get("ephemeralContainers") or ()):
            member = at_runtime(Container(each.get("name", "")), self.statuses.get(each.get("name", "")))
            if self.case_state.evaluate(arithmetic.ephemeral_needs_start, runtime=member.state.runtime):
                yield index

    def changed(self, index: int) -> bool:
        """Whether the definition of the container differs from that of its instance."""
        return bool(self.statuses.get(self.case_state.members[index].configuration.name, {}).get("specChanged"))

    def state(self, member: CaseContainer) -> str:
        """The state of the container as the runtime reports it."""
        return str(self.statuses.get(member.configuration.name, {}).get("state", "")).lower()


def _killed(member: CaseContainer, again: bool = True) -> CaseContainer:
    """The container after this sync has killed it, to start it again or not."""
    stop: Any = "RestartPending" if again else "Idle"
    return CaseContainer(member.configuration, ContainerState(runtime="Exited", exit_code="Killed", stop=stop))


def _probed(member: CaseContainer, results: Mapping[str, Mapping[str, str]], name: str) -> CaseContainer:
    """The container with its stored probe results, which are live while it runs."""
    if member.state.runtime != "Running":
        return member
    stored = {kind: of_kind[name] for kind, of_kind in results.items() if name in of_kind}
    startup: Any = stored.get("startup", "Unknown")
    liveness: Any = "Failure" if stored.get("liveness") == "Failure" else "Success"
    if startup not in ("Unknown", "Success", "Failure"):
        raise NotModeled(f"a startup probe has no result {startup}")
    return member.with_state(startup=startup, liveness=liveness)
