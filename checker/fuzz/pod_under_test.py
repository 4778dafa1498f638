"""A Pod prepared for walks, which takes as long as some dozens of steps."""

from collections.abc import Iterator
from contextlib import suppress
from copy import copy
from functools import cached_property, lru_cache
from typing import Any
from zlib import crc32

from statemachine.exceptions import TransitionNotAllowed

from podproof.checker.compile import Compiled
from podproof.checker.engines.live import Label, LiveMachines, scopes_in
from podproof.checker.engines.successors import Successors
from podproof.checker.engines.symbolic.paths import Paths, Target
from podproof.checker.formulas import State, disjunction, evaluate
from podproof.checker.fuzz.coverage import Transitions
from podproof.checker.trace import Step, Trace
from podproof.checker.verify import Verdict, law_formulas, why_not_applicable, with_last_step
from podproof.spec.notation import Law, MachineTable, Specification

SAFETY = ("always", "before", "after", "stable", "terminal")
"""The kinds that a single walk can violate."""


class LiveOracle(LiveMachines):
    """Live machines that take the same steps as the model, one event at a time."""

    def on(self, compiled: Compiled) -> "LiveOracle":
        """The same machines for another Pod; they have no memory between steps."""
        other = copy(self)
        other.compiled = compiled
        return other

    def step(self, label: Label, state: State) -> State | None:
        """The state after the event, or None if the machine that leads it does not take it."""
        event, site = label
        scopes, after, led = scopes_in(self.compiled, state), list(state), False
        for machine, where in self._parties(event, site):
            with suppress(TransitionNotAllowed):
                self._take(event, machine, where, scopes.at(site if where is None else where), after)
                led = led or event in self.leading[machine]
        return tuple(after) if led else None

    def _parties(self, event: str, site: int | None) -> Iterator[tuple[MachineTable, int | None]]:
        for machine in self.machines:
            if event in self.following[machine]:
                for where in self.compiled.participants(machine, site):
                    yield machine, where


class PodUnderTest:
    """The model of a Pod as generated code, the formulas of its laws, its transitions and its live machines.

    A specification with an edit has no live machines, since its classes do not have the edit.
    """

    def __init__(
        self, specification: Specification, pod: Any, faults: frozenset[str] | None, oracle: LiveOracle | None
    ):
        self.compiled = Compiled(specification, pod, faults)
        self.model = self.compiled.model
        self.labels: list[Label] = [(action.event, action.component) for action in self.model.actions]
        self.actors = {(action.event, action.component): action.actor for action in self.model.actions}
        self.actions = {label: number for number, label in enumerate(self.labels)}
        self.successors = Successors(self.model)
        self.pack, self.unpack = self.successors.encoding.pack, self.successors.encoding.unpack
        self.live = None if specification.edit else oracle.on(self.compiled) if oracle else LiveOracle(self.compiled)
        self.transitions = Transitions(self.compiled)
        self.possible = frozenset(self.transitions.possible)
        self.violations = [
            (law, law_formulas(self.compiled, law).violation)
            for law in specification.laws
            if law.kind in SAFETY and not why_not_applicable(self.compiled, law)
        ]
        self.is_wrong = self.successors.holds(disjunction(formula for _, formula in self.violations))

    def steps(self, state: int) -> dict[Label, int]:
        """The possible steps in a state and the states they lead to, by the generated code."""
        return {self.labels[action]: after for action, after in self.successors.of(state)}

    def step(self, label: Label, after: int) -> Step:
        """A step of a trace."""
        return Step(self.model.actions[self.actions[label]], self.unpack(after))

    @property
    def start(self) -> int:
        """The initial state."""
        return self.pack(self.model.initial)

    @cached_property
    def paths(self) -> Paths:
        """The search that shortens walks."""
        return Paths(self.model)

    def shorter(self, walk: tuple[Step, ...], goal: Target) -> Trace:
        """An irreducible trace to a state of the goal, made of steps of the walk."""
        path = tuple(self.actions[step.action.event, step.action.component] for step in walk)
        return self.paths.trace(self.paths.irreducible(path, goal), "irreducible")._replace(kind="counterexample")

    def violation(self, walk: tuple[Step, ...]) -> tuple[Law, Trace]:
        """The first law that the last state of a walk violates, and an irreducible counterexample."""
        state = walk[-1].state if walk else self.model.initial
        law, violated = next((law, formula) for law, formula in self.violations if evaluate(formula, state))
        trace = self.shorter(walk, self.successors.holds(violated))
        return law, with_last_step(self.compiled, Verdict(law, "violated", "", violated), trace)

    def disagreement(self, label: Label, state: int) -> str:
        """How the formulas of the model or the live machines disagree with a step; empty if they agree."""
        before, after = self.unpack(state), self.steps(state).get(label)
        if after is None:
            return ""
        if self.model.successor(self.model.actions[self.actions[label]], before) != self.unpack(after):
            return f"the generated code and the formulas of the model differ about {label[0]}"
        if self.live is not None and self.live.step(label, before) != self.unpack(after):
            return f"the live machines and the model differ about {label[0]}"
        return ""

    def any_disagreement(self, state: int) -> str:
        """How the steps of the live machines in a state differ from the steps of the model; empty if they agree."""
        if self.live is None:
            return ""
        values = self.unpack(state)
        live = {label: after for label, after in self.live.successors(values) if after != values}
        model = {label: self.unpack(after) for label, after in self.steps(state).items()}
        wrong = sorted({str(label[0]) for label, _ in live.items() ^ model.items()})
        return f"the live machines and the model differ about {', '.join(wrong)}" if wrong else ""


class PodsUnderTest:
    """Pods prepared for walks, each once; all share the same live machines."""

    def __init__(self, specification: Specification, faults: frozenset[str] | None) -> None:
        self.specification, self.faults = specification, faults
        self.of = lru_cache(64)(self._prepare)
        self._oracle: LiveOracle | None = None

    def _prepare(self, pod: Any) -> PodUnderTest:
        under_test = PodUnderTest(self.specification, pod, self.faults, self._oracle)
        self._oracle = under_test.live
        return under_test


def is_sampled(state: int, one_in: int) -> bool:
    """Whether this state is in the sample, which is the same for all walks."""
    return crc32(repr(state).encode()) % one_in == 0
