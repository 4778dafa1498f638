"""What a piece of evidence exercises, measured: the words that a row has evaluated, the steps that explain a life."""

import ast
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any, NamedTuple

from podproof.checker.conform.vectors import judged
from podproof.checker.monitor.filter import Filter, Letter
from podproof.checker.monitor.story import Explainer
from podproof.checker.walks.coverage import Transitions
from podproof.spec.evidence import Answer, Input, Question
from podproof.spec.notation import Specification, Transition, named

DECIDER = re.compile(r"(\w+)\.(\w+): (\w+) -> (\w+)")
"""How an answer names a transition that decided it."""


class Exercised(NamedTuple):
    """The words that were spoken and the transitions that were taken."""

    words: frozenset[str]
    transitions: frozenset[Transition]


@contextmanager
def listening(words: ModuleType) -> Iterator[set[str]]:
    """The names of the words that are evaluated meanwhile, those that only another word asks included."""
    names = {word.__code__: name for name, word in vars(words).items() if isinstance(word, FunctionType)}
    heard: set[str] = set()

    def hear(frame: FrameType, event: str, _: Any) -> None:
        if event == "call" and frame.f_code in names:
            heard.add(names[frame.f_code])

    before = sys.getprofile()
    sys.setprofile(hear)
    try:
        yield heard
    finally:
        sys.setprofile(before)


def by_row(row: Any, answer: Question, words: ModuleType) -> Exercised:
    """What a row exercises if the answer agrees with it, else nothing."""
    deciders: list[str] = []

    def noted(given: Input) -> Answer:
        found = answer(given)
        deciders.extend(each for said in found.values() for each in said.by)
        return found

    with listening(words) as heard:
        agreed = judged(row, noted).outcome == "agreed"
    if not agreed:
        return Exercised(frozenset(), frozenset())
    found = (DECIDER.match(each) for each in deciders)
    return Exercised(frozenset(heard), frozenset(Transition(*each.groups()) for each in found if each))


def by_life(filter: Filter, letters: Sequence[Letter]) -> Exercised | None:
    """What the shortest story of a legal life exercises; None if no story is found in time.

    Every machine that takes part in a step takes a transition.  Its guard is made of words, which ask other words, and
    so is what an observation shows.
    """
    told = Explainer(filter).explain(letters)
    if told is None:
        return None
    transitions, world = Transitions(filter.compiled), told.story.start
    taken: set[Transition] = set()
    for step in told.story.steps:
        taken |= set(transitions.taken((step.action.event, step.action.site), world))
        world = step.world
    specification = filter.compiled.specification
    sentences = (*_guards(specification, taken), *_shown(filter, letters))
    said = {word for each in sentences for word in _words(each)}
    return Exercised(frozenset(_asked(said, specification.words)), frozenset(taken))


def _guards(specification: Specification, taken: Iterable[Transition]) -> Iterator[str]:
    for machine in specification.machines:
        yield from (rule.guard for rule in specification.rules(machine) if named(machine, rule) in taken)


def _shown(filter: Filter, letters: Iterable[Letter]) -> Iterator[str]:
    """The sentences of the ways in which the observations may have come about."""
    state = filter.start
    for letter in letters:
        for way, _, worlds in filter.taken(state, letter):
            if worlds.satisfiable():
                yield from (fact.sentence for fact in (*way.before, *way.after, *way.shown))
        after = filter.after(state, letter)
        assert after is not None, "only legal lives have a story"
        state = after


def _words(sentence: str) -> Iterator[str]:
    return (node.id for node in ast.walk(ast.parse(sentence or "True")) if isinstance(node, ast.Name))


def _asked(said: Iterable[str], words: ModuleType) -> set[str]:
    """These words, and all that they ask."""
    found: set[str] = set()
    new = set(said)
    while new:
        found |= new
        codes = [word.__code__ for name in new if isinstance(word := getattr(words, name, None), FunctionType)]
        new = {name for code in codes for name in _names(code) if hasattr(words, name)} - found
    return found


def _names(code: CodeType) -> Iterator[str]:
    """The names in a piece of code, comprehensions included."""
    yield from code.co_names
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from _names(each)
