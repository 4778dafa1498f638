"""The variables of a realistic model, and the formulas that its guards use; `realistic` adds the actions."""

from collections.abc import Hashable, Iterable, Mapping
from itertools import pairwise

from podproof.checker.formulas import Formula, atom, conjunction, disjunction, negation
from podproof.checker.model import Action, Case, Model, Variable

Changes = Mapping[str, Hashable]
EXITS = ("ok", "error", "killed")
FAILURES = (0, 1, 2)
SHARED: Mapping[str, tuple[Hashable, ...]] = {
    "scheduled": ("no", "yes"),
    "sandbox": ("absent", "up", "dead"),
    "kubelet": ("up", "down"),
    "worker": ("sync", "terminating", "terminated"),
    "why": ("none", "delete", "evict", "finish"),
    "mark": ("none", "grace", "zero"),
    "gone": (0, 1),
    "grace": ("left", "over"),
    "phase": ("Pending", "Running", "Succeeded", "Failed"),
    "busy": ("free", "hook", "kill"),
    "endpoint": (0, 1),
    "ready": (0, 1),
}
PRIVATE: Mapping[str, tuple[Hashable, ...]] = {
    "runtime": ("absent", "created", "running", "exited"),
    "exit": ("none", *EXITS),
    "restarts": (0, 1, 2),
    "last": ("none", *EXITS),
    "image": ("todo", "error", "backoff", "ok"),
    "backoff": ("no", "yes"),
    "stop": ("none", "prestop", "turn", "term"),
}
HOOK: Mapping[str, tuple[Hashable, ...]] = {"hook": ("idle", "running")}
PROBES: Mapping[str, tuple[Hashable, ...]] = {
    "startup": ("unknown", "success", "failure"),
    "startup failures": FAILURES,
    "live": ("success", "failure"),
    "live failures": FAILURES,
    "readiness": ("failure", "success"),
    "readiness failures": FAILURES,
}
FRESH: Changes = dict.fromkeys(("startup failures", "live failures", "readiness failures"), 0) | {
    "startup": "unknown",
    "live": "success",
    "readiness": "failure",
}


class Draft:
    """The model under construction, for so many early, side and regular components."""

    def __init__(self, early: int, side: int, regular: int) -> None:
        count = early + side + regular
        self.early, self.side, self.regular = range(early), range(early, early + side), range(early + side, count)
        self.components, self.probed = range(count), range(early, count)
        self.variables: list[Variable] = []
        self.places: dict[tuple[str, int | None], int] = {}
        self.actions: list[Action] = []
        self.declare(SHARED, None)
        for component in self.components:
            hook = HOOK if component in self.regular else {}
            self.declare({**PRIVATE, **hook, **(PROBES if component in self.probed else {})}, component)

    def declare(self, domains: Mapping[str, tuple[Hashable, ...]], component: int | None) -> None:
        for name, domain in domains.items():
            self.places[name, component] = len(self.variables)
            self.variables.append(
                Variable(name if component is None else f"{name} {component}", domain, domain[0], component)
            )

    def has(self, name: str, *values: Hashable, component: int | None = None) -> Formula:
        return disjunction(atom(self.places[name, component], value) for value in values)

    def act(
        self,
        component: int | None,
        event: str,
        guard: Iterable[Formula],
        own: Changes | None = None,
        shared: Changes | None = None,
        others: Mapping[tuple[str, int], Hashable] | None = None,
        counted: str = "",
    ) -> None:
        """Add an action; `counted` is an own counter that it raises by one up to the counter's last value."""
        changes: dict[tuple[str, int | None], Hashable] = {
            (name, component): value for name, value in (own or {}).items()
        }
        changes |= {(name, None): value for name, value in (shared or {}).items()} | dict(others or {})
        changes = {key: value for key, value in changes.items() if key in self.places}
        updates = {self.places[key]: (Case(True, value),) for key, value in changes.items()}
        if counted:
            place = self.places[counted, component]
            domain = self.variables[place].domain
            updates[place] = tuple(Case(atom(place, before), after) for before, after in pairwise(domain))
        actor = "pod" if component is None else f"component {component}"
        self.actions.append(Action(actor, event, component, conjunction(guard), updates))

    def model(self) -> Model:
        return Model(tuple(self.variables), tuple(self.actions))

    def started(self, component: int) -> Formula:
        return conjunction(
            [self.has("runtime", "running", component=component), self.has("startup", "success", component=component)]
        )

    def early_done(self, component: int) -> Formula:
        return conjunction(
            [self.has("runtime", "exited", component=component), self.has("exit", "ok", component=component)]
        )

    def regular_up(self) -> Formula:
        return disjunction(self.has("runtime", "running", "created", component=component) for component in self.regular)

    def predecessors_done(self, component: int) -> Formula:
        done = [self.early_done(before) for before in self.early if before < component]
        if component in self.early:
            return conjunction([*done, negation(self.regular_up())])
        if component in self.regular:
            done += [self.started(before) for before in self.side]
        return disjunction([conjunction(done), self.regular_up()])

    def may_restart(self, component: int) -> Formula:
        if component in self.early:
            exited = self.has("runtime", "exited", component=component)
            failed = conjunction([exited, negation(self.has("exit", "ok", component=component))])
            return disjunction([self.has("runtime", "absent", "created", component=component), failed])
        return negation(self.has("runtime", "running", component=component))

    def work_to_do(self) -> Formula:
        return disjunction(
            disjunction([self.has("runtime", "running", component=component), self.may_restart(component)])
            for component in self.regular
        )

    def none_running(self, components: Iterable[int]) -> Formula:
        return conjunction(negation(self.has("runtime", "running", component=component)) for component in components)

    def syncing(self) -> Formula:
        calm = [self.has("kubelet", "up"), self.has("worker", "sync"), self.has("busy", "free")]
        return conjunction([*calm, self.has("scheduled", "yes"), self.has("sandbox", "up")])
