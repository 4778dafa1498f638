"""A configuration explored: how large its state space is, which situations it can reach, and which laws hold."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from time import perf_counter
from typing import Literal, NamedTuple

from podproof.checker.compile import Compiled
from podproof.checker.engines import ENGINES, Engine, EngineName
from podproof.checker.model import Bounds, Formula, Model, Size, disjunction
from podproof.checker.properties import LeadsTo, Property
from podproof.checker.trace import Trace
from podproof.checker.verify import LIVENESS_KINDS, Verdict, verdicts, with_last_step, with_weak_fairness
from podproof.spec.notation import Configuration, Situation, Specification

EngineChoice = Literal["auto", "explicit", "symbolic"]
"""Which engine explores; `auto` takes the explicit one of small models, else the symbolic one."""

Liveness = Literal["auto", "almost-sure", "weak-fairness"]
"""How liveness laws are decided: almost surely, of small models only (`auto`) or of all, or under weak fairness too."""

FEW = 300_000
"""States up to which the explicit engine explores again for a shortest trace: about a second."""

SMALL = 30
"""Bits of a state up to which the explicit engine is tried first: it mostly ends at once, and knows depths."""

QUICK = 128
"""Bits of a state up to which liveness laws take about a second."""


class Options(NamedTuple):
    """How to explore: engine, classes of fault (None: all), bounds, laws by name (none: all), and liveness."""

    engine: EngineChoice = "auto"
    faults: frozenset[str] | None = None
    bounds: Bounds = Bounds()
    laws: tuple[str, ...] = ()
    liveness: Liveness = "almost-sure"


DEFAULTS, NO_BOUNDS = Options(), Bounds()


class SituationResult(NamedTuple):
    """Whether a named situation is reachable; None where a bound left that open."""

    situation: Situation
    reachable: bool | None
    question: Formula


class Seconds(NamedTuple):
    """Where the time went."""

    compile: float
    explore: float
    decide: float


@dataclass(frozen=True)
class Exploration:
    """Everything that was found out about a configuration; `skipped` names the laws that were not decided."""

    compiled: Compiled
    engine_name: EngineName
    engine: Engine
    size: Size
    situations: tuple[SituationResult, ...]
    verdicts: tuple[Verdict, ...]
    seconds: Seconds
    skipped: tuple[str, ...] = ()
    bounds: Bounds = NO_BOUNDS

    @property
    def outcome(self) -> Literal["holds", "violated", "undecided"]:
        """Whether every law that applies is proved, one is violated or vacuous, or one is left open."""
        outcomes = {verdict.outcome for verdict in self.verdicts}
        if outcomes & {"violated", "vacuous"}:
            return "violated"
        is_open = "undecided" in outcomes | {verdict.fair for verdict in self.verdicts}
        return "undecided" if is_open or not self.size.complete else "holds"

    def trace(self, question: Property) -> Trace | None:
        """A trace into a state of the question, a shortest one where the states are few enough to find it."""
        trace = find_trace(self.engine, question)
        if trace is None or trace.shortest or self._explicit is None:
            return trace
        return find_trace(self._explicit, question) or trace

    @cached_property
    def _explicit(self) -> Engine | None:
        if not self.size.complete or self.size.states > FEW:
            return None
        engine = ENGINES["explicit"](self.compiled.model, Bounds())
        engine.explore()
        return engine

    def trace_of(self, verdict: Verdict) -> Trace | None:
        """A counterexample where the verdict is a violation, else a witness of the situation that the law speaks of."""
        trace = self.trace(verdict.question)
        if trace is None:
            return None
        trace = with_last_step(self.compiled, verdict, trace)
        return trace._replace(kind="counterexample" if verdict.shows_violation else "witness")


def explore(specification: Specification, configuration: Configuration, options: Options = DEFAULTS) -> Exploration:
    """Explore a configuration and decide every law and situation."""
    began = perf_counter()
    compiled = Compiled(specification, configuration, options.faults)
    model = compiled.model
    compiled_at = perf_counter()
    name, engine, size = run_engine(model, options)
    explored_at = perf_counter()
    situations = tuple(_decide_situations(compiled, engine, specification.situations, size.complete))
    chosen = [law for law in specification.laws if not options.laws or law.name in options.laws]
    skipped = LIVENESS_KINDS if options.liveness == "auto" and bits(model) > QUICK else ()
    decided = tuple(verdicts(compiled, engine, [law for law in chosen if law.kind not in skipped], size.complete))
    if options.liveness == "weak-fairness":
        decided = tuple(with_weak_fairness(compiled, engine, decided))
    seconds = Seconds(compiled_at - began, explored_at - compiled_at, perf_counter() - explored_at)
    names = tuple(law.name for law in chosen if law.kind in skipped)
    return Exploration(compiled, name, engine, size, situations, decided, seconds, names, options.bounds)


def run_engine(model: Model, options: Options) -> tuple[EngineName, Engine, Size]:
    """The engine that the options ask for, having explored; `auto` takes the explicit one where it ends soon."""
    if options.engine == "auto" and bits(model) <= SMALL:
        few = ENGINES["explicit"](model, options.bounds._replace(states=min(FEW, options.bounds.states or FEW)))
        size = few.explore()
        if size.complete:
            return "explicit", few, size
    name: EngineName = "explicit" if options.engine == "explicit" else "symbolic"
    engine = ENGINES[name](model, options.bounds)
    return name, engine, engine.explore()


def bits(model: Model) -> int:
    """How many bits encode a state."""
    return sum((len(variable.domain) - 1).bit_length() for variable in model.variables)


def _decide_situations(
    compiled: Compiled, engine: Engine, situations: Iterable[Situation], complete: bool
) -> Iterator[SituationResult]:
    """Whether each situation is reachable, in any component if it speaks of one."""
    for situation in situations:
        components = compiled.subjects(situation.when)
        question = disjunction(compiled.formula(situation.when, component) for component in components)
        reachable = engine.reachable(question)
        yield SituationResult(situation, reachable if reachable or complete else None, question)


def find_trace(engine: Engine, question: Property) -> Trace | None:
    """A trace that answers the question: into a state of a formula, or against a leads-to property."""
    return engine.counterexample(question) if isinstance(question, LeadsTo) else engine.trace(question)
