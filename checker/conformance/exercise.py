"""What a piece of evidence exercises, measured: the words that a row has evaluated, the steps that explain a life."""

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any, NamedTuple

from podproof.checker.conformance.explanation import Explainer
from podproof.checker.conformance.observer import Observer, Symbol
from podproof.checker.conformance.vectors import judge
from podproof.checker.fuzz.coverage import Transitions
from podproof.spec.conditions import names
from podproof.spec.kubernetes_tests import Answer, Input, Question
from podproof.spec.notation import Specification, TransitionId, transition_id

DECIDER = re.compile(r"(\w+)\.(\w+): (\w+) -> (\w+)")
"""The text of a transition as a decider."""


class Exercised(NamedTuple):
    """The words that were spoken and the transitions that were taken."""

    predicates: frozenset[str]
    transitions: frozenset[TransitionId]


@contextmanager
def listening(*modules: ModuleType) -> Iterator[set[str]]:
    """The names of the functions of these modules that are called meanwhile, also by one another."""
    known = {
        function.__code__: name
        for module in modules
        for name, function in vars(module).items()
        if isinstance(function, FunctionType)
    }
    heard: set[str] = set()

    def hear(frame: FrameType, event: str, _: Any) -> None:
        if event == "call" and frame.f_code in known:
            heard.add(known[frame.f_code])

    before = sys.getprofile()
    sys.setprofile(hear)
    try:
        yield heard
    finally:
        sys.setprofile(before)


def by_case(case: Any, answer: Question, *modules: ModuleType) -> Exercised:
    """What a test case exercises if the answer agrees with it, else nothing."""
    deciders: list[str] = []

    def noted(given: Input) -> Answer:
        decisions = answer(given)
        deciders.extend(each.text for decision in decisions.values() for each in decision.by)
        return decisions

    with listening(*modules) as heard:
        agreed = judge(case, noted).outcome == "agreed"
    if not agreed:
        return Exercised(frozenset(), frozenset())
    found = (DECIDER.match(each) for each in deciders)
    return Exercised(frozenset(heard), frozenset(TransitionId(*each.groups()) for each in found if each))


def by_life(filter: Observer, symbols: Sequence[Symbol]) -> Exercised | None:
    """What the shortest trace of a legal life exercises; None if no trace is found in time.

    Every machine that takes part in a step takes a transition.  Its guard is made of words, which ask other words, and
    so is what an observation shows.
    """
    told = Explainer(filter).explain(symbols)
    if told is None:
        return None
    transitions, state = Transitions(filter.compiled), told.trace.start
    taken: set[TransitionId] = set()
    for step in told.trace.steps:
        taken |= set(transitions.taken((step.action.event, step.action.component), state))
        state = step.state
    specification = filter.compiled.specification
    conditions = (*_guards(specification, taken), *_shown(filter, symbols))
    said = {predicate for each in conditions for predicate in names(each)}
    return Exercised(frozenset(_asked(said, specification.predicates)), frozenset(taken))


def _guards(specification: Specification, taken: Iterable[TransitionId]) -> Iterator[str]:
    for machine in specification.machines:
        yield from (rule.guard for rule in specification.transitions(machine) if transition_id(machine, rule) in taken)


def _shown(filter: Observer, symbols: Iterable[Symbol]) -> Iterator[str]:
    """The sentences of the ways in which the observations may have come about."""
    belief = filter.start
    for symbol in symbols:
        for way, _, states in filter.taken(belief, symbol):
            if states.satisfiable():
                yield from (fact.condition for fact in (*way.before, *way.after, *way.shown))
        after = filter.after(belief, symbol)
        assert after is not None, "only legal lives have a trace"
        belief = after


def _asked(said: Iterable[str], predicates: ModuleType) -> set[str]:
    """These words, and all that they ask."""
    found: set[str] = set()
    new = set(said)
    while new:
        found |= new
        codes = [
            predicate.__code__ for name in new if isinstance(predicate := getattr(predicates, name, None), FunctionType)
        ]
        new = {name for code in codes for name in _names(code) if hasattr(predicates, name)} - found
    return found


def _names(code: CodeType) -> Iterator[str]:
    """The names in a piece of code, comprehensions included."""
    yield from code.co_names
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from _names(each)
