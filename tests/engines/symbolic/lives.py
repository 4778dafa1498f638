"""A model of the size and shape of a real one: many sites with private lives, a shared worker, faults that touch all.

It follows the draft with which the engine was designed, so that its numbers may be compared; it is not a specification.
"""

from draft import EXITS, FAILURES, FRESH, Draft

from podproof.checker.model import Action, Case, Formula, Model, conjunction, disjunction, negation


class Lives(Draft):
    """The draft with all that happens."""

    def __init__(self, early: int, side: int, regular: int, *, faults: bool = True) -> None:
        super().__init__(early, side, regular)
        self.shared_life(faults)
        for site in self.sites:
            self.private_life(site)

    def shared_life(self, faults: bool) -> None:
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
        stopped = [up, ending, self.none_running(self.sites)]
        self.act(None, "terminated", stopped, shared={"worker": "terminated", "sandbox": "absent"})
        told = [up, self.has("worker", "terminated"), self.has("phase", "Succeeded", "Failed")]
        self.act(None, "confirm", [*told, self.has("mark", "grace"), alive], shared={"gone": 1, "endpoint": 0})
        serving = [alive, self.has("ready", 1), unmarked, self.has("phase", "Running")]
        self.act(None, "endpoint in", serving, shared={"endpoint": 1})
        leaving = disjunction([self.has("ready", 0), negation(unmarked)])
        self.act(None, "endpoint out", [alive, leaving], shared={"endpoint": 0})
        self.publish([up, alive, free])

    def faults(self, up: Formula, sync: Formula, free: Formula, scheduled: Formula) -> None:
        quiet = [self.has("sandbox", "up"), self.none_running(self.sites), sync]
        self.act(None, "sandbox dies", quiet, shared={"sandbox": "dead"})
        forgotten = {"runtime": "absent", "exit": "none", "image": "ok"}
        anew = {(name, site): value for site in self.early for name, value in forgotten.items()}
        dead = [up, sync, self.has("sandbox", "dead"), free]
        self.act(None, "recreate sandbox", dead, shared={"sandbox": "up"}, others=anew)
        self.act(None, "kubelet stops", [up], shared={"kubelet": "down", "busy": "free"})
        kept = {name: value for name, value in FRESH.items() if name not in ("startup", "readiness")}
        lost = {**kept, "backoff": "no", "stop": "none", "hook": "idle"}
        everywhere = {(name, site): value for site in self.sites for name, value in lost.items()}
        restarted = {"kubelet": "up", "grace": "left"}
        self.act(None, "kubelet starts", [negation(up)], shared=restarted, others=everywhere)
        self.act(None, "evict", [up, sync, free, scheduled], shared={"worker": "terminating", "why": "evict"})

    def publish(self, when: list[Formula]) -> None:
        fresh = [
            conjunction([self.has("runtime", "absent", "created", site=site), self.has("last", "none", site=site)])
            for site in self.regular
        ]
        early = disjunction(negation(self.early_done(site)) for site in self.early)
        pending = disjunction([*fresh, conjunction([early, negation(self.regular_up())])])
        done, decided = self.has("worker", "terminated"), self.has("phase", "Succeeded", "Failed")
        well = conjunction(self.early_done(site) for site in self.regular)
        live = conjunction([negation(decided), negation(done)])
        phase = (
            Case(conjunction([negation(decided), done, well]), "Succeeded"),
            Case(conjunction([negation(decided), done, negation(well)]), "Failed"),
            Case(conjunction([live, pending]), "Pending"),
            Case(conjunction([live, negation(pending)]), "Running"),
        )
        answering = [
            conjunction([self.started(site), self.has("readiness", "success", site=site)]) for site in self.probed
        ]
        ready = conjunction([*answering, negation(done)])
        updates = {
            self.places["phase", None]: phase,
            self.places["ready", None]: (Case(ready, 1), Case(negation(ready), 0)),
        }
        self.actions.append(Action("pod", "publish", None, conjunction(when), updates))

    def private_life(self, site: int) -> None:
        self.begin(site)
        self.end(site)
        self.stop(site)
        if site in self.probed:
            self.probe(site)

    def begin(self, site: int) -> None:
        up, pulling = self.has("kubelet", "up"), self.has("image", "todo", "backoff", site=site)
        turn = [self.syncing(), self.predecessors_done(site)]
        self.act(site, "pull succeeds", [*turn, pulling], {"image": "ok"})
        self.act(site, "pull fails", [*turn, pulling], {"image": "error"})
        self.act(site, "pull backs off", [up, self.has("image", "error", site=site)], {"image": "backoff"})
        may = [*turn, self.may_restart(site), self.has("image", "ok", site=site), self.has("backoff", "no", site=site)]
        if site in self.side:
            may.append(self.work_to_do())
        fresh = {**FRESH, "runtime": "running", "exit": "none", "stop": "none", "hook": "running"}
        busy = {"busy": "hook"} if site in self.regular else {}
        virgin = [self.has("last", "none", site=site), self.has("exit", "none", site=site)]
        self.act(site, "start", [*may, *virgin], fresh, busy)
        self.act(site, "create fails", [*may, self.has("runtime", "absent", site=site)], {"runtime": "created"})
        exited = self.has("runtime", "exited", site=site)
        for end in EXITS:
            again = [*may, exited, self.has("exit", end, site=site)]
            self.act(site, "restart", again, {**fresh, "last": end}, busy, counted="restarts")
        waits = [self.syncing(), exited, self.may_restart(site), negation(self.has("last", "none", site=site))]
        self.act(site, "back off", [*waits, self.has("backoff", "no", site=site)], {"backoff": "yes"})
        self.act(site, "back-off ends", [up, self.has("backoff", "yes", site=site)], {"backoff": "no"})

    def end(self, site: int) -> None:
        running, sync = self.has("runtime", "running", site=site), self.has("worker", "sync")
        for end in EXITS:
            over = {**FRESH, "stop": "none", "hook": "idle", "runtime": "exited", "exit": end}
            self.act(site, f"exits {end}", [running, self.has("stop", "none", site=site)], over)
            killed = [running, sync, self.has("stop", "term", "prestop", site=site)]
            self.act(site, f"exits {end} when killed", killed, over, {"busy": "free"})
            stopping = [running, negation(sync), negation(self.has("stop", "none", site=site))]
            self.act(site, f"exits {end} when stopped", stopping, over)
        if site in self.regular:
            hooked = [self.has("kubelet", "up"), self.has("hook", "running", site=site), self.has("busy", "hook")]
            self.act(site, "hook succeeds", hooked, {"hook": "idle"}, {"busy": "free"})
            failed = {**FRESH, "stop": "none", "hook": "idle", "runtime": "exited", "exit": "killed"}
            self.act(site, "hook fails", [*hooked, running], failed, {"busy": "free"})

    def stop(self, site: int) -> None:
        ending = [
            self.has("kubelet", "up"),
            self.has("worker", "terminating"),
            self.has("runtime", "running", site=site),
        ]
        first = "turn" if site in self.early else "prestop"
        self.act(site, "stop begins", [*ending, self.has("stop", "none", site=site)], {"stop": first})
        over, prestop = self.has("grace", "over"), self.has("stop", "prestop", site=site)
        if site in self.probed:
            self.act(site, "prestop ends", [*ending, prestop], {"stop": "turn"})
        later = [*self.regular, *(other for other in self.side if other > site)]
        turn = disjunction([self.none_running(later), over]) if site in self.side else True
        self.act(site, "TERM", [*ending, self.has("stop", "turn", site=site), turn], {"stop": "term"})
        self.act(site, "prestop cut", [*ending, prestop, over], {"stop": "term"})
        dead = {**FRESH, "stop": "none", "hook": "idle", "runtime": "exited", "exit": "killed"}
        self.act(site, "KILL", [*ending, self.has("stop", "term", site=site), over], dead)

    def probe(self, site: int) -> None:
        up, running, sync = (
            self.has("kubelet", "up"),
            self.has("runtime", "running", site=site),
            self.has("worker", "sync"),
        )
        probing, started = [up, running, sync], self.has("startup", "success", site=site)
        watched = [up, running, started, negation(self.has("worker", "terminated"))]
        unknown = self.has("startup", "unknown", site=site)
        self.act(site, "startup succeeds", [*probing, unknown], {"startup": "success"})
        self.failures(site, "startup", [*probing, unknown])
        self.failures(site, "live", [*probing, started, self.has("live", "success", site=site)])
        self.failures(site, "readiness", [*watched, self.has("readiness", "success", site=site)])
        self.act(site, "live succeeds", [*probing, started], {"live failures": 0})
        self.act(site, "ready", watched, {"readiness": "success", "readiness failures": 0})
        bad = disjunction([self.has("live", "failure", site=site), self.has("startup", "failure", site=site)])
        doomed = [self.syncing(), running, self.has("stop", "none", site=site), bad]
        self.act(site, "kill for probe", doomed, {"stop": "prestop"}, {"busy": "kill"})
        self.act(site, "prestop done", [up, sync, self.has("stop", "prestop", site=site)], {"stop": "term"})
        dead = {**FRESH, "stop": "none", "hook": "idle", "runtime": "exited", "exit": "killed"}
        self.act(site, "killed", [up, sync, self.has("stop", "term", site=site)], dead, {"busy": "free"})

    def failures(self, site: int, probe: str, when: list[Formula]) -> None:
        last = self.has(f"{probe} failures", FAILURES[-1], site=site)
        self.act(site, f"{probe} fails", [*when, negation(last)], counted=f"{probe} failures")
        self.act(site, f"{probe} fails for good", [*when, last], {probe: "failure", f"{probe} failures": 0})


def lives(early: int, side: int, regular: int, *, faults: bool = True) -> Model:
    """The model for so many sites of each kind."""
    return Lives(early, side, regular, faults=faults).model()
