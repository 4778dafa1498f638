"""A model of realistic size: many components with private variables, a shared worker, faults that touch all.

It follows the draft with which the engine was designed, so that its numbers may be compared; it is not a specification.
"""

from draft import EXITS, FAILURES, FRESH, Draft

from podproof.checker.formulas import Formula, conjunction, disjunction, negation
from podproof.checker.model import Action, Case, Model


class RealisticModel(Draft):
    """The draft with all its actions."""

    def __init__(self, early: int, side: int, regular: int, *, faults: bool = True) -> None:
        super().__init__(early, side, regular)
        self.shared_behavior(faults)
        for component in self.components:
            self.private_behavior(component)

    def shared_behavior(self, faults: bool) -> None:
        up, sync, alive = self.has("kubelet", "up"), self.has("worker", "sync"), self.has("gone", 0)
        free, scheduled, unmarked = self.has("busy", "free"), self.has("scheduled", "yes"), self.has("mark", "none")
        ending = self.has("worker", "terminating")
        self.act(None, "schedule", [negation(scheduled), unmarked, alive], shared={"scheduled": "yes"})
        absent = self.has("sandbox", "absent")
        self.act(None, "create sandbox", [up, sync, scheduled, absent, free], shared={"sandbox": "up"})
        if faults:
            self.faults(up, sync, free, scheduled)
        self.act(None, "delete", [unmarked, alive, scheduled], shared={"mark": "grace"})
        self.act(None, "force delete", [alive], shared={"mark": "zero", "gone": 1, "endpoint": 0})
        self.act(None, "delete unscheduled", [negation(scheduled), alive], shared={"mark": "zero", "gone": 1})
        seen = [up, sync, scheduled, negation(unmarked), free]
        self.act(None, "see deletion", seen, shared={"worker": "terminating", "why": "delete"})
        over = [up, sync, self.has("sandbox", "up"), free, unmarked, self.none_running(self.regular)]
        finished = [*over, negation(self.work_to_do())]
        self.act(None, "see finish", finished, shared={"worker": "terminating", "why": "finish"})
        self.act(None, "grace over", [ending, up, self.has("grace", "left")], shared={"grace": "over"})
        stopped = [up, ending, self.none_running(self.components)]
        self.act(None, "terminated", stopped, shared={"worker": "terminated", "sandbox": "absent"})
        over = [up, self.has("worker", "terminated"), self.has("phase", "Succeeded", "Failed")]
        self.act(None, "confirm", [*over, self.has("mark", "grace"), alive], shared={"gone": 1, "endpoint": 0})
        serving = [alive, self.has("ready", 1), unmarked, self.has("phase", "Running")]
        self.act(None, "endpoint in", serving, shared={"endpoint": 1})
        leaving = disjunction([self.has("ready", 0), negation(unmarked)])
        self.act(None, "endpoint out", [alive, leaving], shared={"endpoint": 0})
        self.publish([up, alive, free])

    def faults(self, up: Formula, sync: Formula, free: Formula, scheduled: Formula) -> None:
        quiet = [self.has("sandbox", "up"), self.none_running(self.components), sync]
        self.act(None, "sandbox dies", quiet, shared={"sandbox": "dead"})
        forgotten = {"runtime": "absent", "exit": "none", "image": "ok"}
        again = {(name, component): value for component in self.early for name, value in forgotten.items()}
        dead = [up, sync, self.has("sandbox", "dead"), free]
        self.act(None, "recreate sandbox", dead, shared={"sandbox": "up"}, others=again)
        self.act(None, "kubelet stops", [up], shared={"kubelet": "down", "busy": "free"})
        kept = {name: value for name, value in FRESH.items() if name not in ("startup", "readiness")}
        lost = {**kept, "backoff": "no", "stop": "none", "hook": "idle"}
        everywhere = {(name, component): value for component in self.components for name, value in lost.items()}
        restarted = {"kubelet": "up", "grace": "left"}
        self.act(None, "kubelet starts", [negation(up)], shared=restarted, others=everywhere)
        self.act(None, "evict", [up, sync, free, scheduled], shared={"worker": "terminating", "why": "evict"})

    def publish(self, when: list[Formula]) -> None:
        fresh = [
            conjunction(
                [
                    self.has("runtime", "absent", "created", component=component),
                    self.has("last", "none", component=component),
                ]
            )
            for component in self.regular
        ]
        early = disjunction(negation(self.early_done(component)) for component in self.early)
        pending = disjunction([*fresh, conjunction([early, negation(self.regular_up())])])
        done, decided = self.has("worker", "terminated"), self.has("phase", "Succeeded", "Failed")
        well = conjunction(self.early_done(component) for component in self.regular)
        live = conjunction([negation(decided), negation(done)])
        phase = (
            Case(conjunction([negation(decided), done, well]), "Succeeded"),
            Case(conjunction([negation(decided), done, negation(well)]), "Failed"),
            Case(conjunction([live, pending]), "Pending"),
            Case(conjunction([live, negation(pending)]), "Running"),
        )
        answering = [
            conjunction([self.started(component), self.has("readiness", "success", component=component)])
            for component in self.probed
        ]
        ready = conjunction([*answering, negation(done)])
        updates = {
            self.places["phase", None]: phase,
            self.places["ready", None]: (Case(ready, 1), Case(negation(ready), 0)),
        }
        self.actions.append(Action("pod", "publish", None, conjunction(when), updates))

    def private_behavior(self, component: int) -> None:
        turn = [self.syncing(), self.predecessors_done(component)]
        self.pull(component, turn)
        self.begin(component, turn)
        self.back_off(component)
        self.end(component)
        self.stop(component)
        if component in self.probed:
            self.probe(component)

    def pull(self, component: int, turn: list[Formula]) -> None:
        up, pulling = self.has("kubelet", "up"), self.has("image", "todo", "backoff", component=component)
        self.act(component, "pull succeeds", [*turn, pulling], {"image": "ok"})
        self.act(component, "pull fails", [*turn, pulling], {"image": "error"})
        self.act(
            component, "pull backs off", [up, self.has("image", "error", component=component)], {"image": "backoff"}
        )

    def begin(self, component: int, turn: list[Formula]) -> None:
        may = [
            *turn,
            self.may_restart(component),
            self.has("image", "ok", component=component),
            self.has("backoff", "no", component=component),
        ]
        if component in self.side:
            may.append(self.work_to_do())
        fresh = {**FRESH, "runtime": "running", "exit": "none", "stop": "none", "hook": "running"}
        busy = {"busy": "hook"} if component in self.regular else {}
        virgin = [self.has("last", "none", component=component), self.has("exit", "none", component=component)]
        self.act(component, "start", [*may, *virgin], fresh, busy)
        self.act(
            component,
            "create fails",
            [*may, self.has("runtime", "absent", component=component)],
            {"runtime": "created"},
        )
        for end in EXITS:
            exited = self.has("runtime", "exited", component=component)
            again = [*may, exited, self.has("exit", end, component=component)]
            self.act(component, "restart", again, {**fresh, "last": end}, busy, counted="restarts")

    def back_off(self, component: int) -> None:
        up = self.has("kubelet", "up")
        waits = [
            self.syncing(),
            self.has("runtime", "exited", component=component),
            self.may_restart(component),
            negation(self.has("last", "none", component=component)),
        ]
        self.act(component, "back off", [*waits, self.has("backoff", "no", component=component)], {"backoff": "yes"})
        self.act(component, "back-off ends", [up, self.has("backoff", "yes", component=component)], {"backoff": "no"})

    def end(self, component: int) -> None:
        running, sync = self.has("runtime", "running", component=component), self.has("worker", "sync")
        for end in EXITS:
            over = {**FRESH, "stop": "none", "hook": "idle", "runtime": "exited", "exit": end}
            self.act(component, f"exits {end}", [running, self.has("stop", "none", component=component)], over)
            killed = [running, sync, self.has("stop", "term", "prestop", component=component)]
            self.act(component, f"exits {end} when killed", killed, over, {"busy": "free"})
            stopping = [running, negation(sync), negation(self.has("stop", "none", component=component))]
            self.act(component, f"exits {end} when stopped", stopping, over)
        if component in self.regular:
            hooked = [
                self.has("kubelet", "up"),
                self.has("hook", "running", component=component),
                self.has("busy", "hook"),
            ]
            self.act(component, "hook succeeds", hooked, {"hook": "idle"}, {"busy": "free"})
            failed = {**FRESH, "stop": "none", "hook": "idle", "runtime": "exited", "exit": "killed"}
            self.act(component, "hook fails", [*hooked, running], failed, {"busy": "free"})

    def stop(self, component: int) -> None:
        ending = [
            self.has("kubelet", "up"),
            self.has("worker", "terminating"),
            self.has("runtime", "running", component=component),
        ]
        first = "turn" if component in self.early else "prestop"
        self.act(component, "stop begins", [*ending, self.has("stop", "none", component=component)], {"stop": first})
        over, prestop = self.has("grace", "over"), self.has("stop", "prestop", component=component)
        if component in self.probed:
            self.act(component, "prestop ends", [*ending, prestop], {"stop": "turn"})
        later = [*self.regular, *(other for other in self.side if other > component)]
        turn = disjunction([self.none_running(later), over]) if component in self.side else True
        self.act(component, "SIGTERM", [*ending, self.has("stop", "turn", component=component), turn], {"stop": "term"})
        self.act(component, "prestop cut", [*ending, prestop, over], {"stop": "term"})
        dead = {**FRESH, "stop": "none", "hook": "idle", "runtime": "exited", "exit": "killed"}
        self.act(component, "SIGKILL", [*ending, self.has("stop", "term", component=component), over], dead)

    def probe(self, component: int) -> None:
        up, running, sync = (
            self.has("kubelet", "up"),
            self.has("runtime", "running", component=component),
            self.has("worker", "sync"),
        )
        probing, started = [up, running, sync], self.has("startup", "success", component=component)
        watched = [up, running, started, negation(self.has("worker", "terminated"))]
        unknown = self.has("startup", "unknown", component=component)
        self.act(component, "startup succeeds", [*probing, unknown], {"startup": "success"})
        self.failures(component, "startup", [*probing, unknown])
        self.failures(component, "live", [*probing, started, self.has("live", "success", component=component)])
        self.failures(component, "readiness", [*watched, self.has("readiness", "success", component=component)])
        self.act(component, "live succeeds", [*probing, started], {"live failures": 0})
        self.act(component, "ready", watched, {"readiness": "success", "readiness failures": 0})
        bad = disjunction(
            [self.has("live", "failure", component=component), self.has("startup", "failure", component=component)]
        )
        doomed = [self.syncing(), running, self.has("stop", "none", component=component), bad]
        self.act(component, "kill for probe", doomed, {"stop": "prestop"}, {"busy": "kill"})
        self.act(
            component, "prestop done", [up, sync, self.has("stop", "prestop", component=component)], {"stop": "term"}
        )
        dead = {**FRESH, "stop": "none", "hook": "idle", "runtime": "exited", "exit": "killed"}
        self.act(component, "killed", [up, sync, self.has("stop", "term", component=component)], dead, {"busy": "free"})

    def failures(self, component: int, probe: str, when: list[Formula]) -> None:
        last = self.has(f"{probe} failures", FAILURES[-1], component=component)
        self.act(component, f"{probe} fails", [*when, negation(last)], counted=f"{probe} failures")
        self.act(component, f"{probe} fails for good", [*when, last], {probe: "failure", f"{probe} failures": 0})


def realistic(early: int, side: int, regular: int, *, faults: bool = True) -> Model:
    """The model for so many components of each kind."""
    return RealisticModel(early, side, regular, faults=faults).model()
