"""Which predicates and transitions a test case asks and takes, and which the trace of a recorded Pod."""

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any, NamedTuple

from podproof.checker.conformance.automaton import Symbol
from podproof.checker.conformance.explainer import Explainer
from podproof.checker.conformance.observer import Observer
from podproof.checker.conformance.vectors import judge
from podproof.checker.fuzz.coverage import Transitions
from podproof.spec.conditions import names
from podproof.spec.kubernetes_tests import Answer, Input, Question
from podproof.spec.notation import Specification, TransitionId, transition_id

DECIDER = re.compile(r"(\w+)\.(\w+): (\w+) -> (\w+)")
"""The text of a transition as a decider."""


class Covered(NamedTuple):
    """The predicates that were asked and the transitions that were taken."""

    predicates: frozenset[str]
    transitions: frozenset[TransitionId]


@contextmanager
def recorded_calls(*modules: ModuleType) -> Iterator[set[str]]:
    """The names of the functions of these modules that are called in this context, also by one another."""
    known = {
        function.__code__: name
        for module in modules
        for name, function in vars(module).items()
        if isinstance(function, FunctionType)
    }
    called: set[str] = set()

    def record(frame: FrameType, event: str, _: Any) -> None:
        if event == "call" and frame.f_code in known:
            called.add(known[frame.f_code])

    before = sys.getprofile()
    sys.setprofile(record)
    try:
        yield called
    finally:
        sys.setprofile(before)


def by_case(case: Any, answer: Question, *modules: ModuleType) -> Covered:
    """What a test case covers if the answer agrees with it, else nothing."""
    deciders: list[str] = []

    def recording(given: Input) -> Answer:
        decisions = answer(given)
        deciders.extend(each.text for decision in decisions.values() for each in decision.by)
        return decisions

    with recorded_calls(*modules) as called:
        agreed = judge(case, recording).outcome == "agreed"
    if not agreed:
        return Covered(frozenset(), frozenset())
    matches = (DECIDER.match(each) for each in deciders)
    return Covered(frozenset(called), frozenset(TransitionId(*each.groups()) for each in matches if each))


def by_recording(observer: Observer, symbols: Sequence[Symbol]) -> Covered | None:
    """What the shortest trace of a legal Pod covers; None if its search stops at its bound.

    Every machine that takes part in a step takes a transition.  Its guard names predicates, which ask other predicates,
    and so do the facts that an observation shows.
    """
    explained = Explainer(observer).explain(symbols)
    if explained is None:
        return None
    transitions, state = Transitions(observer.compiled), explained.trace.start
    taken: set[TransitionId] = set()
    for step in explained.trace.steps:
        taken |= set(transitions.taken((step.action.event, step.action.component), state))
        state = step.state
    specification = observer.compiled.specification
    conditions = (*_guards(specification, taken), *_shown(observer, symbols))
    named = {predicate for each in conditions for predicate in names(each)}
    return Covered(frozenset(_asked(named, specification.predicates)), frozenset(taken))


def _guards(specification: Specification, taken: Iterable[TransitionId]) -> Iterator[str]:
    for machine in specification.machines:
        yield from (each.guard for each in specification.transitions(machine) if transition_id(machine, each) in taken)


def _shown(observer: Observer, symbols: Iterable[Symbol]) -> Iterator[str]:
    """The conditions in the possible explanations of the observations."""
    belief = observer.start
    for symbol in symbols:
        for explanation, _, states in observer.outcomes(belief, symbol):
            if states.satisfiable():
                facts = (*explanation.before, *explanation.after, *explanation.shown)
                yield from (fact.condition for fact in facts)
        after = observer.after(belief, symbol)
        assert after is not None, "only legal Pods have a trace"
        belief = after


def _asked(named: Iterable[str], predicates: ModuleType) -> set[str]:
    """These predicates, and all that they ask."""
    functions = {name: each for name, each in vars(predicates).items() if isinstance(each, FunctionType)}
    asked: set[str] = set()
    new = set(named)
    while new:
        asked |= new
        new = {name for each in new for name in _names(functions[each].__code__) if name in functions} - asked
    return asked


def _names(code: CodeType) -> Iterator[str]:
    """The names in a piece of code, comprehensions included."""
    yield from code.co_names
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from _names(each)
