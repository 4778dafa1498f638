"""What the walks through one Pod's lives stand on; to make it takes as long as some dozens of steps."""

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
from podproof.checker.fuzz.coverage import Transitions
from podproof.checker.model import State, disjunction, evaluate
from podproof.checker.trace import Step, Trace
from podproof.checker.verify import Verdict, law_formulas, why_not_applicable, with_last_step
from podproof.spec.notation import Law, Machine, Specification

SAFETY = ("always", "before", "after", "stable", "terminal")
"""The kinds that a single walk can break."""


class LiveOracle(LiveMachines):
    """Live machines that walk beside the model, one event at a time."""

    def on(self, compiled: Compiled) -> "LiveOracle":
        """The same machines for another Pod: they keep nothing from one step to the next."""
        other = copy(self)
        other.compiled = compiled
        return other

    def step(self, label: Label, state: State) -> State | None:
        """Where the machines go with the event, or None where the one that leads it does not take it."""
        event, site = label
        scopes, after, led = scopes_in(self.compiled, state), list(state), False
        for machine, where in self._parties(event, site):
            with suppress(TransitionNotAllowed):
                self._take(event, machine, where, scopes.at(site if where is None else where), after)
                led = led or event in self.leading[machine]
        return tuple(after) if led else None

    def _parties(self, event: str, site: int | None) -> Iterator[tuple[type[Machine], int | None]]:
        for machine in self.machines:
            if event in self.following[machine]:
                for where in self.compiled.participants(machine, site):
                    yield machine, where


class PodUnderTest:
    """The model of a Pod as generated code, the formulas of its laws, its transitions and its live machines.

    A specification with an edit has no live machines: its classes say something else.
    """

    def __init__(
        self, specification: Specification, pod: Any, faults: frozenset[str] | None, beside: LiveOracle | None
    ):
        self.compiled = Compiled(specification, pod, faults)
        self.model = self.compiled.model
        self.labels: list[Label] = [(action.event, action.component) for action in self.model.actions]
        self.actors = {(action.event, action.component): action.actor for action in self.model.actions}
        self.actions = {label: number for number, label in enumerate(self.labels)}
        self.successors = Successors(self.model)
        self.pack, self.unpack = self.successors.encoding.pack, self.successors.encoding.unpack
        self.live = None if specification.edit else beside.on(self.compiled) if beside else LiveOracle(self.compiled)
        self.transitions = Transitions(self.compiled)
        self.possible = frozenset(self.transitions.possible)
        self.violations = [
            (law, law_formulas(self.compiled, law).violation)
            for law in specification.laws
            if law.kind in SAFETY and not why_not_applicable(self.compiled, law)
        ]
        self.is_wrong = self.successors.holds(disjunction(formula for _, formula in self.violations))

    def steps(self, state: int) -> dict[Label, int]:
        """What may happen in a state, and where it leads: by the generated code."""
        return {self.labels[action]: after for action, after in self.successors.of(state)}

    def step(self, label: Label, after: int) -> Step:
        """A step as one of a trace."""
        return Step(self.model.actions[self.actions[label]], self.unpack(after))

    @property
    def start(self) -> int:
        """The state in which every life begins."""
        return self.pack(self.model.initial)

    @cached_property
    def paths(self) -> Paths:
        """Who shortens walks."""
        return Paths(self.model)

    def shorter(self, walk: tuple[Step, ...], goal: Target) -> Trace:
        """The walk to a state of the goal, without what is not needed for it."""
        path = tuple(self.actions[step.action.event, step.action.component] for step in walk)
        return self.paths.trace(self.paths.irreducible(path, goal), shortest=False)

    def violation(self, walk: tuple[Step, ...]) -> tuple[Law, Trace]:
        """The first law that is broken in the state at the end of a walk, and a shorter walk that breaks it."""
        state = walk[-1].state if walk else self.model.initial
        law, violated = next((law, formula) for law, formula in self.violations if evaluate(formula, state))
        trace = self.shorter(walk, self.successors.holds(violated))
        return law, with_last_step(self.compiled, Verdict(law, "violated", "", violated), trace)

    def doubts(self, label: Label, state: int) -> str:
        """What the formulas of the model, or the live machines, have against a step; empty if nothing."""
        before, after = self.unpack(state), self.steps(state).get(label)
        if after is None:
            return ""
        if self.model.successor(self.model.actions[self.actions[label]], before) != self.unpack(after):
            return f"the generated code and the formulas of the model differ about {label[0]}"
        if self.live is not None and self.live.step(label, before) != self.unpack(after):
            return f"the live machines and the model differ about {label[0]}"
        return ""

    def all_doubts(self, state: int) -> str:
        """How all steps of the live machines differ from those of the model; empty if they do not."""
        if self.live is None:
            return ""
        values = self.unpack(state)
        live = {label: after for label, after in self.live.successors(values) if after != values}
        ours = {label: self.unpack(after) for label, after in self.steps(state).items()}
        wrong = sorted({str(label[0]) for label, _ in live.items() ^ ours.items()})
        return f"the live machines and the model differ about {', '.join(wrong)}" if wrong else ""


class PodsUnderTest:
    """The grounds of Pods, each made once, on all of which the same live machines walk."""

    def __init__(self, specification: Specification, faults: frozenset[str] | None) -> None:
        self.specification, self.faults = specification, faults
        self.of = lru_cache(64)(self._made)
        self._beside: LiveOracle | None = None

    def _made(self, pod: Any) -> PodUnderTest:
        ground = PodUnderTest(self.specification, pod, self.faults, self._beside)
        self._beside = ground.live
        return ground


def chosen(state: int, one_in: int) -> bool:
    """Whether this state is one of those that are looked at more closely, on whatever walk one comes to it."""
    return crc32(repr(state).encode()) % one_in == 0
