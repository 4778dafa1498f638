"""A configuration explored: how large its state space is, which situations it can reach, and which laws hold."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, partial
from operator import itemgetter
from time import perf_counter
from typing import Literal, NamedTuple

from podproof.checker.compile import Compiled
from podproof.checker.deadline import Allowance
from podproof.checker.engines import ENGINES, Engine, EngineName
from podproof.checker.engines.choice import FEW, EngineChoice, run_engine
from podproof.checker.engines.unexplored import Unexplored
from podproof.checker.formulas import Formula
from podproof.checker.model import Bounds, Size
from podproof.checker.properties import LeadsTo, Property
from podproof.checker.trace import Trace
from podproof.checker.verify import (
    LIVENESS_KINDS,
    OUT_OF_TIME,
    Verdict,
    counted_on,
    out_of_time,
    verdicts,
    with_last_step,
    with_weak_fairness,
    without_weak_fairness,
)
from podproof.spec.notation import Configuration, Law, Situation, Specification

Liveness = Literal["auto", "almost-sure", "weak-fairness"]
"""How liveness laws are decided: almost surely, of small models only (`auto`) or of all, or under weak fairness too."""

MOST = 2_000_000
"""States of a whole graph, which a reader or another tool gets, if the user gives no bound."""

EXPLORING, STOPPING, DECIDING = 0.6, 0.8, 0.9
"""Parts of a bound on time: after the first an engine stops by itself, after the second it is stopped, after the third
no further question is asked; the rest is for traces and findings."""

QUICK = 800
"""Bits of a state up to which liveness laws are decided unasked: 30 components of a large resource.

They take no longer than some seconds there, a third of what the exploration takes.  The largest of 3,241 real workloads
had 8 components.
"""


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
    """Everything that was found out about a configuration; `skipped` names the laws that were not decided.

    It `is_cut` if the time was over before every question was asked. `variants` has the exploration of another
    specification that decides a law, by the name of the law.
    """

    compiled: Compiled
    engine_name: EngineName
    engine: Engine
    size: Size
    situations: tuple[SituationResult, ...]
    verdicts: tuple[Verdict, ...]
    seconds: Seconds
    skipped: tuple[str, ...] = ()
    bounds: Bounds = NO_BOUNDS
    is_cut: bool = False
    allowance: Allowance = field(default_factory=partial(Allowance, None))
    variants: Mapping[str, "Exploration"] = field(default_factory=dict)

    @property
    def bound(self) -> str:
        """The bound that left something open, or empty; the states may be complete and a question not answered."""
        return self.size.bound or (self.bounds.out_of_time if self.is_cut else "")

    @property
    def outcome(self) -> Literal["holds", "violated", "undecided"]:
        """Whether every law that applies is proved, one is violated or vacuous, or one is left open."""
        outcomes = {verdict.outcome for verdict in self.verdicts}
        if outcomes & {"violated", "vacuous"}:
            return "violated"
        is_open = "undecided" in outcomes | {verdict.fair for verdict in self.verdicts}
        return "undecided" if is_open or not self.size.complete else "holds"

    def trace(self, question: Property) -> Trace | None:
        """A trace into a state of the question, a most plausible one where the states are few enough to find it.

        None where there is none, and where no time is left to find it.
        """
        with self.allowance.spend():
            return self._find_trace(question)
        return None

    def _find_trace(self, question: Property) -> Trace | None:
        trace = find_trace(self.engine, question)
        if trace is None or trace.minimality == "most plausible" or self._explicit is None:
            return trace
        return find_trace(self._explicit, question) or trace

    @cached_property
    def _explicit(self) -> Engine | None:
        if not self.size.complete or not self.size.exact or self.size.states > FEW:
            return None
        engine = ENGINES["explicit"](self.compiled.model, Bounds())
        engine.explore()
        return engine

    def deciding(self, verdict: Verdict) -> "Exploration":
        """The exploration that has decided the law, in whose model its trace is: this one, or that of a variant."""
        return self.variants.get(verdict.law.name, self)

    def trace_of(self, verdict: Verdict) -> Trace | None:
        """A counterexample where the verdict is a violation, else a witness of the situation that the law speaks of."""
        if (variant := self.deciding(verdict)) is not self:
            return variant.trace_of(verdict)
        trace = self.trace(verdict.question)
        if trace is None:
            return None
        trace = with_last_step(self.compiled, verdict, trace)
        return trace._replace(kind="counterexample" if verdict.shows_violation else "witness")


def explore(specification: Specification, configuration: Configuration, options: Options = DEFAULTS) -> Exploration:
    """Explore a configuration and decide every law and situation, as far as the bounds allow."""
    began, allowance = perf_counter(), Allowance(options.bounds.seconds)
    compiled = Compiled(specification, configuration, options.faults)
    run = _run(compiled, options, allowance)
    explored_at = perf_counter()
    situations: list[SituationResult] = []
    with allowance.spend(keep=1 - DECIDING):
        situations.extend(_decide_situations(compiled, run.engine, specification.situations, run.size.complete))
    is_cut = len(situations) < len(specification.situations)
    situations += [SituationResult(each, None, False) for each in specification.situations[len(situations) :]]
    chosen = [law for law in specification.laws if not options.laws or law.name in options.laws]
    skipped = tuple(law.name for law in chosen if run.skips_liveness and law.kind in LIVENESS_KINDS)
    asked = [law for law in chosen if law.name not in skipped]
    decided = _decide(compiled, run, asked, options, allowance)
    is_cut = is_cut or any(each.reason.endswith(OUT_OF_TIME) for each in decided)
    seconds = Seconds(run.compiled_at - began, explored_at - run.compiled_at, perf_counter() - explored_at)
    about = (compiled, run.name, run.engine, run.size, tuple(situations), decided, seconds, skipped)
    return Exploration(*about, options.bounds, is_cut, allowance)


class EngineRun(NamedTuple):
    """An engine that has explored; `skips_liveness` if the model is too large to decide liveness laws unasked."""

    compiled_at: float
    name: EngineName
    engine: Engine
    size: Size
    skips_liveness: bool = False


def _run(compiled: Compiled, options: Options, allowance: Allowance) -> EngineRun:
    began, bounds = perf_counter(), options.bounds
    with allowance.spend(keep=1 - STOPPING):
        model = compiled.model
        compiled_at = perf_counter()
        skips_liveness = options.liveness == "auto" and model.bits > QUICK
        if bounds.seconds is not None:
            bounds = bounds._replace(share=max(EXPLORING - (compiled_at - began) / bounds.seconds, 0.0))
        run = run_engine(model, options.engine, bounds, skips_liveness=skips_liveness)
        return EngineRun(compiled_at, *run, skips_liveness)
    engine = Unexplored(bounds.out_of_time)
    return EngineRun(perf_counter(), "symbolic", engine, engine.explore())


def _decide(
    compiled: Compiled, run: EngineRun, laws: Sequence[Law], options: Options, allowance: Allowance
) -> tuple[Verdict, ...]:
    """The verdicts on the laws in their order; undecided ones where the time is over."""
    order = sorted(range(len(laws)), key=lambda number: counted_on(laws[number]))
    asked, answered = [laws[number] for number in order], list[Verdict]()
    with allowance.spend(keep=1 - DECIDING):
        answered.extend(verdicts(compiled, run.engine, asked, run.size.complete))
    answered += map(out_of_time, asked[len(answered) :])
    decided = [verdict for _, verdict in sorted(zip(order, answered, strict=True), key=itemgetter(0))]
    if options.liveness != "weak-fairness":
        return tuple(decided)
    with allowance.spend(keep=1 - DECIDING):
        return tuple(with_weak_fairness(compiled, run.engine, decided))
    return tuple(map(without_weak_fairness, decided))


def _decide_situations(
    compiled: Compiled, engine: Engine, situations: Iterable[Situation], complete: bool
) -> Iterator[SituationResult]:
    """Whether each situation is reachable, in any component if it speaks of one."""
    for situation in situations:
        question = compiled.formula_of_any(situation.when)
        reachable = engine.reachable(question)
        yield SituationResult(situation, reachable if reachable or complete else None, question)


def find_trace(engine: Engine, question: Property) -> Trace | None:
    """A trace that answers the question: into a state of a formula, or against a leads-to property.

    None if there is none, or if it does not fit into the bound on memory: an answer may stand without its trace.
    """
    with suppress(MemoryError):
        return engine.counterexample(question) if isinstance(question, LeadsTo) else engine.trace(question)
    return None
