"""What a probe worker does with each result: pkg/kubelet/prober/worker.go. [6.1 to 6.6 6.10 to 6.12]"""

from collections.abc import Mapping
from typing import Any

from podproof.spec.kubernetes_tests import arithmetic
from podproof.spec.kubernetes_tests.case_state import (
    ANY_PROBE,
    SYNCING,
    CaseContainer,
    CaseState,
    exited,
    transition,
)
from podproof.spec.kubernetes_tests.decisions import Answer, Decider, Decision, Input, NotModeled, decision
from podproof.spec.pod import predicates
from podproof.spec.pod.live_variables import LIVE_WHEN
from podproof.spec.pod.machines.probes import Liveness, Readiness, Startup
from podproof.spec.pod.state import Container, ContainerState, Probe

MACHINES = {"startup": Startup, "liveness": Liveness, "readiness": Readiness}
PROBING = {
    "startup": predicates.probes_startup,
    "liveness": predicates.probes_liveness,
    "readiness": predicates.probes_readiness,
}
LARGEST_THRESHOLD = 3
"""The model counts streaks up to this threshold: a longer one only repeats the same event."""


class ProbeWorker:
    """The worker of one probe: its machine in a state, and how many equal results it has counted."""

    def __init__(self, case: Input) -> None:
        self.kind = str(case.get("probeType") or "").lower()
        if self.kind not in MACHINES:
            raise NotModeled(f"unknown type of probe {self.kind!r}")
        self.machine = MACHINES[self.kind]
        self.probe = _probe(case.get("probe") or {})
        started = (case.get("status") or {}).get("started", self.kind != "startup")
        configured: dict[str, Any] = {"startup_probe": ANY_PROBE, f"{self.kind}_probe": self.probe}
        stored = {self.kind: case["initialResult"]} if case.get("initialResult") else {}
        if started and self.kind != "startup":
            stored["startup"] = "Success"
        self.runs = not (started and self.kind == "startup")
        self.case_state = CaseState(
            [CaseContainer(Container("case", **configured), ContainerState(runtime="Running")._replace(**stored))],
            case.get("podRestartPolicy"),
        )
        self.run, self.last = 0, ""
        self.taken: dict[Decider, None] = {}

    @property
    def result(self) -> str:
        """The stored result."""
        return str(getattr(self.case_state.members[0].state, self.kind))

    @property
    def is_on_hold(self) -> bool:
        """Whether the worker waits for a new container."""
        asked = {"startup": predicates.startup_is_on_hold, "liveness": predicates.liveness_has_failed}.get(self.kind)
        return asked is not None and bool(self.case_state.evaluate(asked, 0))

    def enabled(self, event: str) -> bool:
        """Take the transition of the machine for the event, if one is enabled; whether one was."""
        rule = self.case_state.enabled(self.machine, event, 0)
        if rule is None:
            return False
        changes = {name: self.case_state.evaluate(to, 0) if callable(to) else to for name, to in rule.changes.items()}
        changed = self.case_state.members[0].with_state(**{**changes, self.kind: rule.target})
        self.case_state = self.case_state.with_members([changed])
        self.taken[transition(self.machine, rule)] = None
        return True

    @property
    def by(self) -> tuple[Decider, ...]:
        """The transitions that were taken, each once."""
        return tuple(self.taken) or (Decider(f"{self.machine.__name__}: no transition"),)

    def count_result(self, health: str) -> None:
        """The handler answers with this health, if the probe runs at all."""
        counted = arithmetic.counted_result(health)
        event = f"{self.kind}_{'succeeds' if counted == 'Success' else 'fails'}"
        if self.runs and ((self.is_long_enough(counted) and self.enabled(f"{event}_early")) or self.enabled(event)):
            self.run = arithmetic.run_of_results(self.run, counted == self.last, self.is_on_hold)
            self.last = counted

    def is_long_enough(self, counted: str) -> bool:
        """Whether one more such result reaches the threshold; a run survives a restart of the container. [6.2]"""
        enough = self.probe.success_threshold if counted == "Success" else self.probe.failure_threshold
        return counted == self.last and self.run + 1 >= enough

    def apply_event(self, event: str) -> None:
        """One event of a case: parts joined by `+`."""
        for part in event.split("+"):
            name = part.strip().lower()
            if name in ("success", "failure", "warning", "unknown"):
                self.count_result(name.capitalize())
            elif name.startswith("newcontainer"):
                self.enabled("kills")
                self.case_state = self.case_state.with_members([self.case_state.members[0].with_state(restarts=1)])
            elif name.startswith(("started", "setstarted")):
                self.runs = self.kind != "startup"
                self.case_state = self.case_state.with_members(
                    [self.case_state.members[0].with_state(**self._started())]
                )
            elif name not in ("error", "crash", "panic"):
                raise NotModeled(f"unknown event {part!r}")

    def _started(self) -> Mapping[str, Any]:
        return {} if self.kind == "startup" else {"startup": "Success"}

    def step(self) -> dict[str, Any]:
        """What a test can observe of the worker after an event."""
        return {"result": self.result, "onHold": self.is_on_hold, "resultRun": self.run}


def _probe(data: Input) -> Probe:
    probe = Probe(
        "exec",
        initial_delay=data.get("initialDelaySeconds", 0),
        success_threshold=data.get("successThreshold", 1),
        failure_threshold=data.get("failureThreshold", 3),
    )
    if max(probe.success_threshold, probe.failure_threshold) > LARGEST_THRESHOLD:
        raise NotModeled("thresholds are counted up to 3: a longer streak only repeats the same event")
    return probe


def do_probe_sequence(case: Input) -> Answer:
    """A worker that counts one result after another."""
    worker, steps = ProbeWorker(case), []
    for event in case.get("events") or ():
        worker.apply_event(event)
        steps.append(worker.step())
    return {"steps": Decision(steps, worker.by), "results": Decision([step["result"] for step in steps], worker.by)}


def do_probe(case: Input) -> Answer:
    """One tick of a worker."""
    worker, status = ProbeWorker(case), case.get("status")
    if status is None or (status.get("container") is None and not predicates.phase_is_terminal(status.get("phase"))):
        return _ticked(predicates.runs, True)
    if predicates.phase_is_terminal(status.get("phase")):
        return _ticked(predicates.phase_is_terminal, False)
    member = _member(worker, status)
    case_state = worker.case_state.with_members([member])
    if not case_state.evaluate(predicates.runs, 0):
        keeps = not case_state.evaluate(predicates.has_ended_for_good, 0)
        return _ticked(predicates.has_ended_for_good, keeps, decision("Failure", predicates.runs))
    if case.get("deletionTimestamp") and worker.enabled("sees_deletion"):
        return _ticked(predicates.deletion_is_requested, False, Decision(worker.result, worker.by))
    if arithmetic.initial_delay_is_over(worker.probe, status.get("runningForSeconds", FOREVER)):
        worker.apply_event(case.get("execResult") or "success")
    return _ticked(arithmetic.initial_delay_is_over, True, Decision(worker.result, worker.by))


FOREVER = 10**6
"""How long a container has run, in seconds, if the case does not say so: longer than any initial delay."""


def _member(worker: ProbeWorker, status: Input) -> CaseContainer:
    (member,) = worker.case_state.members
    state = status["container"].lower()
    if state == "running":
        return member
    if state == "waiting":
        return CaseContainer(member.configuration, ContainerState())
    if state == "terminated":
        return exited(member.configuration, status.get("exitCode", 1))
    raise NotModeled(f"unknown state {state!r} of a container in the API")


def _ticked(decider: Any, keeps: bool, result: Decision | None = None) -> Answer:
    answer = {"keepWorker": decision(keeps, decider), "resultSet": decision(result is not None, decider)}
    return answer if result is None else {**answer, "result": result}


def stop_worker(case: Input) -> Answer:
    """A worker that is stopped, however often: its probe does not run any more, and its result is not live."""
    worker = ProbeWorker(case)
    down = worker.case_state.with_members(
        [CaseContainer(worker.case_state.members[0].configuration, ContainerState(runtime="Exited"))]
    )
    ended = CaseState(down.members, state=SYNCING._replace(worker="Terminated"))
    live = LIVE_WHEN[worker.kind]
    return {
        "resultCleared": decision(not ended.holds(live, 0), Decider(live)),
        "workerRemoved": decision(not ended.evaluate(PROBING[worker.kind], 0), PROBING[worker.kind]),
    }


FUNCTIONS = {"doProbe": do_probe, "doProbeSequence": do_probe_sequence, "stopWorker": stop_worker}
