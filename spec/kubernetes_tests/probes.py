"""What a probe worker does with each result (SEMANTICS 6): pkg/kubelet/prober/worker.go."""

from collections.abc import Mapping
from typing import Any

from podproof.spec.kubernetes_tests import arithmetic
from podproof.spec.kubernetes_tests.case_state import (
    ANY_PROBE,
    SYNCING,
    CaseContainer,
    CaseState,
    exited,
    holds,
    transition,
)
from podproof.spec.kubernetes_tests.decisions import Answer, Decision, Input, NotModelled, said
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
FOLDED = 3
"""Thresholds above this one count as it: longer streaks only repeat the same event."""


class Worker:
    """The worker of one probe: its machine in a state, and how many equal results it has counted."""

    def __init__(self, row: Input) -> None:
        self.kind = str(row.get("probeType") or "").lower()
        if self.kind not in MACHINES:
            raise NotModelled(f"there is no probe of the type {self.kind!r}")
        self.machine = MACHINES[self.kind]
        self.probe = _probe(row.get("probe") or {})
        started = (row.get("status") or {}).get("started", self.kind != "startup")
        configured: dict[str, Any] = {"startup_probe": ANY_PROBE, f"{self.kind}_probe": self.probe}
        stored = {self.kind: row["initialResult"]} if row.get("initialResult") else {}
        if started and self.kind != "startup":
            stored["startup"] = "Success"
        self.runs = not (started and self.kind == "startup")
        self.case_state = CaseState(
            [CaseContainer(Container("row", **configured), ContainerState(runtime="Running")._replace(**stored))],
            row.get("podRestartPolicy"),
        )
        self.run, self.last = 0, ""
        self.taken: dict[str, None] = {}

    @property
    def result(self) -> str:
        """The stored result."""
        return str(getattr(self.case_state.members[0].state, self.kind))

    @property
    def is_on_hold(self) -> bool:
        """Whether the worker waits for a new container."""
        asked = {"startup": predicates.startup_is_on_hold, "liveness": predicates.liveness_has_failed}.get(self.kind)
        return asked is not None and bool(self.case_state.says(asked, 0))

    def takes(self, event: str) -> bool:
        """Take the machine's transition for the event, if it has one from here."""
        rule = self.case_state.takes(self.machine, event, 0)
        if rule is None:
            return False
        changes = {name: self.case_state.says(to, 0) if callable(to) else to for name, to in rule.changes.items()}
        changed = self.case_state.members[0].with_state(**{**changes, self.kind: rule.target})
        self.case_state = self.case_state.with_members([changed])
        self.taken[transition(self.machine, rule)] = None
        return True

    @property
    def by(self) -> tuple[str, ...]:
        """The transitions that were taken, each once."""
        return tuple(self.taken) or (f"{self.machine.__name__}: no transition",)

    def sees(self, health: str) -> None:
        """The handler answers, if the probe runs at all."""
        counted = arithmetic.counted_result(health)
        event = f"{self.kind}_{'succeeds' if counted == 'Success' else 'fails'}"
        if self.runs and ((self.is_long_enough(counted) and self.takes(f"{event}_early")) or self.takes(event)):
            self.run = arithmetic.run_of_results(self.run, counted == self.last, self.is_on_hold)
            self.last = counted

    def is_long_enough(self, counted: str) -> bool:
        """Whether one more such result reaches the threshold; a run goes on over a restart of the container (6.2)."""
        enough = self.probe.success_threshold if counted == "Success" else self.probe.failure_threshold
        return counted == self.last and self.run + 1 >= enough

    def happens(self, event: str) -> None:
        """One event of a row: parts joined by `+`."""
        for part in event.split("+"):
            name = part.strip().lower()
            if name in ("success", "failure", "warning", "unknown"):
                self.sees(name.capitalize())
            elif name.startswith("newcontainer"):
                self.takes("kills")
                self.case_state = self.case_state.with_members([self.case_state.members[0].with_state(restarts=1)])
            elif name.startswith(("started", "setstarted")):
                self.runs = self.kind != "startup"
                self.case_state = self.case_state.with_members(
                    [self.case_state.members[0].with_state(**self._started())]
                )
            elif name not in ("error", "crash", "panic"):
                raise NotModelled(f"nothing is known of the event {part!r}")

    def _started(self) -> Mapping[str, Any]:
        return {} if self.kind == "startup" else {"startup": "Success"}

    def step(self) -> dict[str, Any]:
        """What can be seen of the worker after an event."""
        return {"result": self.result, "onHold": self.is_on_hold, "resultRun": self.run}


def _probe(data: Input) -> Probe:
    probe = Probe(
        "exec",
        initial_delay=data.get("initialDelaySeconds", 0),
        success_threshold=data.get("successThreshold", 1),
        failure_threshold=data.get("failureThreshold", 3),
    )
    if max(probe.success_threshold, probe.failure_threshold) > FOLDED:
        raise NotModelled("a threshold above 3 counts as 3: a longer streak only repeats the same event")
    return probe


def do_probe_sequence(row: Input) -> Answer:
    """A worker that sees one result after another."""
    worker, steps = Worker(row), []
    for event in row.get("events") or ():
        worker.happens(event)
        steps.append(worker.step())
    return {"steps": Decision(steps, worker.by), "results": Decision([step["result"] for step in steps], worker.by)}


def do_probe(row: Input) -> Answer:
    """One tick of a worker."""
    worker, status = Worker(row), row.get("status")
    if status is None or (status.get("container") is None and not predicates.phase_is_terminal(status.get("phase"))):
        return _ticked(predicates.runs, True)
    if predicates.phase_is_terminal(status.get("phase")):
        return _ticked(predicates.phase_is_terminal, False)
    member = _member(worker, status)
    case_state = worker.case_state.with_members([member])
    if not case_state.says(predicates.runs, 0):
        keeps = not case_state.says(predicates.has_ended_for_good, 0)
        return _ticked(predicates.has_ended_for_good, keeps, said("Failure", predicates.runs))
    if row.get("deletionTimestamp") and worker.takes("sees_deletion"):
        return _ticked(predicates.deletion_is_requested, False, Decision(worker.result, worker.by))
    if arithmetic.initial_delay_is_over(worker.probe, status.get("runningForSeconds", FOREVER)):
        worker.happens(row.get("execResult") or "success")
    return _ticked(arithmetic.initial_delay_is_over, True, Decision(worker.result, worker.by))


FOREVER = 10**6
"""A container of which a row does not say how long it has run has done so for long."""


def _member(worker: Worker, status: Input) -> CaseContainer:
    (member,) = worker.case_state.members
    state = status["container"].lower()
    if state == "running":
        return member
    if state == "waiting":
        return CaseContainer(member.configuration, ContainerState())
    if state == "terminated":
        return exited(member.configuration, status.get("exitCode", 1))
    raise NotModelled(f"a container has no state {state!r} in the API")


def _ticked(decider: Any, keeps: bool, result: Decision | None = None) -> Answer:
    answer = {"keepWorker": said(keeps, decider), "resultSet": said(result is not None, decider)}
    return answer if result is None else {**answer, "result": result}


def stop_worker(row: Input) -> Answer:
    """A worker that is stopped, however often: nothing is probed any more, and no result means anything."""
    worker = Worker(row)
    down = worker.case_state.with_members(
        [CaseContainer(worker.case_state.members[0].configuration, ContainerState(runtime="Exited"))]
    )
    ended = CaseState(down.members, state=SYNCING._replace(worker="Terminated"))
    return {
        "resultCleared": said(not holds(LIVE_WHEN[worker.kind], ended.scope(0)), LIVE_WHEN[worker.kind]),
        "workerRemoved": said(not ended.says(PROBING[worker.kind], 0), PROBING[worker.kind]),
    }


FUNCTIONS = {"doProbe": do_probe, "doProbeSequence": do_probe_sequence, "stopWorker": stop_worker}
