"""A Pod explored: how large its space of lives is, what it can get into, and which laws hold."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from time import perf_counter
from typing import Any, Literal, NamedTuple

from podproof.checker.compile import Compiled, compile_pod
from podproof.checker.liveness import STRENGTH
from podproof.checker.model import Bounds, Formula, Model, Size, disjunction
from podproof.checker.properties import LeadsTo, Property
from podproof.checker.trace import Trace, TraceKind
from podproof.checker.verify import Engine, Verdict, strengthened, to_the_end, verdicts
from podproof.spec.notation import Situation, Specification

EngineName = Literal["auto", "explicit", "symbolic"]

FEW = 300_000
"""States up to which a trace is worth exploring the graph for, so that it is a shortest one: about a second."""

SMALL = 30
"""Bits of a state up to which the explicit engine is tried first: it mostly ends at once, and knows depths."""


QUICK = 128
"""Bits of a state up to which what comes is decided in about a second: those of four or five containers."""


class Options(NamedTuple):
    """How to explore: which engine, which classes of fault (None: all), which bounds and which laws (none: all).

    Unless `patient`, what comes and what stays possible is not asked of a Pod of which more than `QUICK` bits spell a
    state.  If `weak`, whatever comes with probability one is asked for under weak fairness too.
    """

    engine: EngineName = "auto"
    faults: frozenset[str] | None = None
    bounds: Bounds = Bounds()
    laws: tuple[str, ...] = ()
    patient: bool = True
    weak: bool = False


DEFAULTS = Options()


class SituationResult(NamedTuple):
    """A named situation: can this Pod get into it?  `reachable` is None where a bound left that open."""

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
    """Everything that was found out about a Pod."""

    compiled: Compiled
    engine_name: str
    engine: Engine
    size: Size
    findings: tuple[SituationResult, ...]
    verdicts: tuple[Verdict, ...]
    seconds: Seconds
    unasked: tuple[str, ...] = ()
    """Laws that it would have taken patience to decide."""

    def trace(self, question: Property) -> Trace | None:
        """A trace into a state of the question, a shortest one where the states are few enough to find it."""
        trace = find_trace(self.engine, question)
        if trace is None or trace.shortest or self._few is None:
            return trace
        return find_trace(self._few, question) or trace

    @cached_property
    def _few(self) -> Engine | None:
        if not self.size.complete or self.size.states > FEW:
            return None
        engine = _graph(self.compiled.model, Bounds())
        engine.explore()
        return engine

    def trace_of(self, verdict: Verdict) -> Trace | None:
        """A trace that shows the verdict: the violation, or else the situation that the law speaks of."""
        trace = self.trace(verdict.question)
        if trace is None:
            return None
        violates = verdict.outcome == "violated" and verdict.law.kind != "reachable"
        kind: TraceKind = "counterexample" if violates else "witness"
        return to_the_end(self.compiled, verdict, trace)._replace(kind=kind)


def explore(specification: Specification, configuration: Any, options: Options = DEFAULTS) -> Exploration:
    """Explore a Pod and decide every law and situation."""
    began = perf_counter()
    compiled = compile_pod(specification, configuration, options.faults)
    model = compiled.model
    compiled_at = perf_counter()
    name, engine, size = explored(model, options)
    explored_at = perf_counter()
    findings = tuple(found(compiled, engine, specification.situations, size.complete))
    wanted = [law for law in specification.laws if not options.laws or law.name in options.laws]
    slow = () if options.patient or bits(model) <= QUICK else STRENGTH
    decided = tuple(verdicts(compiled, engine, [law for law in wanted if law.kind not in slow], size.complete))
    if options.weak:
        decided = tuple(strengthened(compiled, engine, decided))
    seconds = Seconds(compiled_at - began, explored_at - compiled_at, perf_counter() - explored_at)
    unasked = tuple(law.name for law in wanted if law.kind in slow)
    return Exploration(compiled, name, engine, size, findings, decided, seconds, unasked)


def explored(model: Model, options: Options) -> tuple[str, Engine, Size]:
    """The engine that was asked for, having explored; `auto` takes the graph where it ends soon."""
    if options.engine == "auto" and bits(model) <= SMALL:
        small = _graph(model, options.bounds._replace(states=min(FEW, options.bounds.states or FEW)))
        size = small.explore()
        if size.complete:
            return "explicit", small, size
    name = "explicit" if options.engine == "explicit" else "symbolic"
    engine = ENGINES[name](model, options.bounds)
    return name, engine, engine.explore()


def bits(model: Model) -> int:
    """How many bits spell a state."""
    return sum((len(variable.domain) - 1).bit_length() for variable in model.variables)


def found(
    compiled: Compiled, engine: Engine, situations: Iterable[Situation], complete: bool
) -> Iterator[SituationResult]:
    """Which of the situations can be met, in any container where they speak of one."""
    for situation in situations:
        components = compiled.components_of("container" if compiled.is_local(situation.when) else "pod")
        question = disjunction(compiled.formula(situation.when, component) for component in components)
        met = engine.reachable(question)
        yield SituationResult(situation, met if met or complete else None, question)


def find_trace(engine: Engine, question: Property) -> Trace | None:
    """A trace of an engine's that answers the question."""
    return engine.counterexample(question) if isinstance(question, LeadsTo) else engine.trace(question)


def _graph(model: Model, bounds: Bounds) -> Engine:
    from podproof.checker.engines.explicit import Graph

    return Graph(model, bounds)


def _symbolic(model: Model, bounds: Bounds) -> Engine:
    from podproof.checker.engines.symbolic.leads_to import SymbolicLeadsTo

    return SymbolicLeadsTo(model, bounds)


ENGINES: dict[str, Callable[[Model, Bounds], Engine]] = {"explicit": _graph, "symbolic": _symbolic}
