"""Watch events as the model publishes them: a status rendered from states, and what must be remembered beside them."""

import copy
import random
from typing import Any, NamedTuple

from podproof.checker.compile import Compiled
from podproof.checker.engines.successors import Successors
from podproof.checker.model import State, evaluate
from podproof.spec.observation.facts import FORGETTING
from podproof.spec.pod import kubectl
from podproof.spec.pod.predicates import exit_action
from podproof.spec.pod.state_answers import POD, state_answers

LISTS = {"init": "initContainerStatuses", "sidecar": "initContainerStatuses", "regular": "containerStatuses"}

EARLY_ENDS = {"Evicted": "Evicted", "Preempting": "Preempting", "Terminated": "Terminated", "Rejected": "OutOfcpu"}
EARLY_ENDS["DeadlineExceeded"] = "DeadlineExceeded"


def iso(second: int) -> str:
    """A time as the API writes it."""
    return f"2026-01-01T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}Z"


class Published(NamedTuple):
    """A watch event, and the state of the model in which it was written."""

    event: dict[str, Any]
    state: State


class Container:
    """What is remembered of a container: how often it was restarted, its instance, and the one before."""

    def __init__(self) -> None:
        self.count = 0
        self.now: dict[str, Any] | None = None
        self.before: dict[str, Any] = {}

    def replaced(self, instance: dict[str, Any] | None) -> None:
        """The runtime has another instance, or none any more."""
        if self.now and "finishedAt" in self.now:
            self.before = {"terminated": self.now}
        self.now = instance


class Api:
    """The object of one Pod in the API, written at publishing steps only."""

    def __init__(self, pod: Any, spec: dict[str, Any], rng: random.Random) -> None:
        self.pod, self.rng, self.second, self.version = pod, rng, 0, 1
        self.containers = [Container() for _ in pod.members]
        self.status: dict[str, Any] = {"phase": "Pending"}
        self.conditions: dict[str, dict[str, Any]] = {}
        self.metadata: dict[str, Any] = {"name": pod.name, "namespace": "default", "uid": "1", "generation": 1}
        self.metadata |= {"creationTimestamp": iso(0), "finalizers": list(pod.finalizers)}
        self.spec = copy.deepcopy(spec)

    def event(self, kind: str) -> dict[str, Any]:
        """The object as a watch event."""
        self.version += 1
        metadata = self.metadata | {"resourceVersion": str(self.version)}
        status = self.status | {"conditions": list(self.conditions.values())}
        shown = {"kind": "Pod", "apiVersion": "v1", "metadata": metadata, "spec": self.spec, "status": status}
        return {"type": kind, "object": copy.deepcopy(shown)}

    def step(self, event: str, before: Any, after: Any) -> bool:
        """Take up one step; whether the object has changed."""
        old = copy.deepcopy((self.status, self.metadata, self.conditions, self.spec))
        self.second += self.rng.choice([0, 1, 3, 10])
        for site, (was, now) in enumerate(zip(before[1], after[1], strict=True)):
            self._follow(event, site, was, now)
        write = getattr(self, f"_{event}", None)
        if write is not None:
            write(*after)
        self._deletion(before[0].deletion, after[0].deletion)
        return old != (self.status, self.metadata, self.conditions, self.spec)

    def _follow(self, event: str, site: int, was: Any, now: Any) -> None:
        container = self.containers[site]
        is_new = now.runtime in ("Running", "Created") and was.runtime in ("Absent", "Created", "Exited")
        if event in ("starts", "start_fails") and is_new and (was.runtime, was.restarts) != (now.runtime, now.restarts):
            container.count += was.runtime != "Absent"
            container.replaced({"containerID": f"containerd://{site}-{self.second}"} | self._begin(now))
        elif was.runtime == "Running" and now.runtime == "Exited" and container.now is not None:
            code, reason = self._exit(self.pod.members[site], now.exit_code)
            container.now |= {"exitCode": code, "reason": reason, "finishedAt": iso(self.second)}
        elif now.runtime == "Absent" and was.runtime in ("Created", "Exited"):
            container.count += 1
            container.replaced(None)
            if event == "removes_containers" and container.before:
                container.before["terminated"]["reason"] = "RestartingAllContainers"
        if event == "updates_image" and now.preparation != was.preparation:
            for each in (*self.spec.get("initContainers", []), *self.spec["containers"]):
                if each["name"] == self.pod.members[site].name:
                    each["image"] = f"{each['image'].partition(':')[0]}:v{self.second}-{self.version}"

    def _begin(self, now: Any) -> dict[str, Any]:
        return {"startedAt": iso(self.second)} if now.runtime == "Running" else {}

    def _exit(self, member: Any, code: str) -> tuple[int, str]:
        known = {"Zero": (0, "Completed"), "Killed": (137, "Error"), "OutOfMemory": (0, "OOMKilled")}
        if code in known:
            return known[code]
        wanted = {"RestartRule": "Restart", "RestartAllRule": "RestartAllContainers", "NonZero": ""}[code]
        codes = [
            each for each in range(1, 256) if each != 137 and (exit_action(member.exit_rules, each) or "") == wanted
        ]
        return self.rng.choice(codes[:6]), "Error"

    def _condition(self, kind: str, value: object, reason: str = "") -> None:
        status = value if isinstance(value, str) else str(bool(value))
        old = self.conditions.get(kind, {})
        since = old["lastTransitionTime"] if old.get("status") == status else iso(self.second)
        named = {"reason": reason} if reason and status != "True" else {}
        self.conditions[kind] = {"type": kind, "status": status, "lastTransitionTime": since} | named

    def _schedules(self, state: Any, states: Any) -> None:
        self._condition("PodScheduled", True)

    def _marks_unready(self, state: Any, states: Any) -> None:
        self._condition("Ready", state.ready == "Ready")

    def _collects(self, state: Any, states: Any) -> None:
        self.status["phase"] = state.phase
        self.conditions["DisruptionTarget"] = {"type": "DisruptionTarget", "status": "True"}
        self.conditions["DisruptionTarget"] |= {"reason": "DeletionByPodGC"}

    def _writes_unknown(self, state: Any, states: Any) -> None:
        self.status["phase"] = "Unknown"

    def _meets_readiness_gate(self, state: Any, states: Any) -> None:
        for gate in self.pod.readiness_gates:
            self._condition(gate, state.readiness_gate == "Met")

    _fails_readiness_gate = _meets_readiness_gate

    def _publishes(self, state: Any, states: Any) -> None:
        answers = state_answers(self.pod, state, states)
        self.status["phase"] = state.phase
        self.status.setdefault("startTime", iso(self.second))
        self.status.pop("reason", None)
        if state.phase == "Failed" and state.reason in EARLY_ENDS:
            self.status["reason"] = EARLY_ENDS[state.reason]
        if state.reason == "Rejected" and "containerStatuses" not in self.status:
            return  # a kubelet that rejects a Pod writes phase, reason and message only
        pod = answers[POD]
        why = "PodFailed" if pod["computed_phase_is_failed"] else "PodCompleted"
        why = why if why == "PodFailed" or pod["computed_phase_is_succeeded"] else "ContainersNotReady"
        self._condition("PodReadyToStartContainers", pod["sandbox_is_ready"])
        self._condition("Initialized", pod["publishes_initialized"], "ContainersNotInitialized")
        self._condition("ContainersReady", pod["containers_are_ready"], why)
        self._condition("Ready", state.ready == "Ready", why)
        lists: dict[str, list[Any]] = {}
        for site, member in enumerate(self.pod.members):
            if member.kind in LISTS:
                lists.setdefault(LISTS[member.kind], []).append(self._container(site, state, states, answers[site]))
        self.status |= lists

    def _container(self, site: int, state: Any, states: Any, answers: Any) -> dict[str, Any]:
        kind, known = self.pod.members[site].kind, self.containers[site]
        shown = kubectl.api_state(self.pod, state, states, site)
        body: dict[str, Any] = {"waiting": {"reason": shown.reason}}
        last = known.before if states[site].runtime == "Running" else {}
        if states[site].runtime == "Exited" and known.now:
            last = {"terminated": known.now}
        if shown.state == "running" and known.now:
            body, last = {"running": {"startedAt": known.now["startedAt"]}}, known.before
        elif shown.reason == "ContainerStatusUnknown":
            body = {"terminated": {"exitCode": 137, "reason": shown.reason}}
        elif shown.state == "terminated" and known.now:
            body, last = {"terminated": known.now}, known.before
        is_purged = kind == "init" and states[site].runtime == "Absent" and states[site].restarts != 0
        if is_purged and shown.state == "waiting" and known.before.get("terminated", {}).get("exitCode") == 0:
            body, last = known.before, {}
        is_done = "terminated" in body and body["terminated"]["exitCode"] == 0 and answers["exited_with_code_zero"]
        return copy.deepcopy(
            {
                "name": self.pod.members[site].name,
                "state": body,
                "lastState": last,
                "ready": (is_done or (is_purged and "terminated" in body)) if kind == "init" else answers["is_ready"],
                "started": shown.state == "running" if kind == "init" else answers["has_started"],
                "restartCount": known.count - (states[site].runtime == "Absent" and known.count > 0),
            }
        )

    def shows_instances(self, states: Any) -> bool:
        """The status shows each container that runs as it runs: of another instance a kubelet writes no readiness."""
        shown = {each["name"]: each for field in set(LISTS.values()) for each in self.status.get(field, [])}
        running = (site for site, each in enumerate(states) if each.runtime == "Running")
        known = [(shown.get(self.pod.members[site].name), self.containers[site].count) for site in running]
        return all("running" in each["state"] and each["restartCount"] == count for each, count in known if each)

    def _publishes_readiness(self, state: Any, states: Any) -> None:
        answers = state_answers(self.pod, state, states)
        shown = {each["name"]: each for field in set(LISTS.values()) for each in self.status.get(field, [])}
        counted = []
        for site, member in enumerate(self.pod.members):
            each = shown.get(member.name)
            if each is not None and member.kind in ("regular", "sidecar"):
                if "running" in each["state"] and states[site].runtime == "Running":
                    each |= {"started": answers[site]["has_started"], "ready": answers[site]["is_ready"]}
                counted.append(each["ready"])
        if counted:
            self._condition("ContainersReady", all(counted), "ContainersNotReady")
            self._condition("Ready", state.ready == "Ready", "ContainersNotReady")

    def _deletion(self, before: str, now: str) -> None:
        if now == before:
            return
        grace = max(1, self.pod.grace_period // 2) if now == "Shortened" else self.pod.grace_period
        if now == "Held" or (now in ("Gone", "Forced") and before != "Alive"):
            grace = 0
        old = self.metadata.get("deletionGracePeriodSeconds")
        if old is None or grace < old:
            self.metadata |= {"deletionTimestamp": iso(self.second + grace), "deletionGracePeriodSeconds": grace}


BRINGS_UP = {"schedules", "opens_scheduling_gate", "creates_sandbox", "pull_succeeds", "starts", "publishes"}
"""Events without which nothing is published."""

DISTURBS = {"deletes", "deletes_sooner", "forces", "meets_readiness_gate", "fails_readiness_gate"}
"""Events that are no faults and happen late in an execution."""


def execution(compiled: Compiled, spec: dict[str, Any], seed: int, steps: int) -> list[Published]:
    """A random execution as a watch shows it: undisturbed at first, and without some kinds of events."""
    rng, model, successors = random.Random(seed), compiled.model, Successors(compiled.model)
    api, state = Api(compiled.configuration, spec, rng), model.initial
    seen = [Published(api.event("ADDED"), state)]
    events = sorted({action.event for action in model.actions} - BRINGS_UP)
    muted = set(rng.sample(events, rng.randrange(len(events) // 2)))
    calm = rng.choice([0, steps // 4, steps // 2])
    for number in range(steps):
        found = successors.of(successors.encoding.pack(state))
        able = [(model.actions[action], successors.encoding.unpack(after)) for action, after in found]
        able = [each for each in able if each[0].event != FORGETTING]  # no status of it is rendered
        again = [each for each in model.actions if each.event == "publishes" and evaluate(each.guard, state)]
        able += [(each, model.successor(each, state) or state) for each in again]
        if not api.shows_instances(compiled.records(state)[1]):
            able = [each for each in able if each[0].event != "publishes_readiness"]
        chosen = [each for each in able if each[0].event not in muted]
        if number < calm:
            chosen = [each for each in chosen if not each[0].kind and each[0].event not in DISTURBS]
        if not (chosen or able):
            break
        kind = rng.choice(sorted({action.event for action, _ in chosen or able}))
        action, after = rng.choice([each for each in chosen or able if each[0].event == kind])
        changed = api.step(action.event, compiled.records(state), compiled.records(after))
        state = after
        if compiled.records(state)[0].deletion in ("Gone", "Forced"):
            seen.append(Published(api.event("DELETED"), state))
            break
        if changed:
            seen.append(Published(api.event("MODIFIED"), state))
    return seen
