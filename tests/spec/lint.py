"""What a machine and a word may not say: all that the checker could not read back, or the library would do in silence.

Each check yields its complaints; a specification that is as it should be gets none.
"""

import ast
import builtins
import dis
import inspect
from collections.abc import Callable, Iterator
from types import CodeType, ModuleType
from typing import Any

from podproof.spec.notation import Machine, declared, footprint, transitions

SWALLOWED = {"event_data", "machine", "event", "model", "transition", "state", "source", "target"}
"""Names that the library keeps for itself: a word with such a parameter would get something else."""

DOTTED = ("error_", "done_state_", "done_invoke_")
"""Beginnings of event names that register a second, dotted event."""

BUILTINS = {"all", "any", "len", "max", "min", "range"}
"""What a word may use beside its parameters and other words."""

SPEAKS = (ast.Expression, ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.Name, ast.Load)
"""The grammar of a sentence."""


def words_in(package: ModuleType) -> dict[str, Callable[..., Any]]:
    """The words of a package by their names."""
    return dict(inspect.getmembers(package, inspect.isfunction))


def structure(machine: type[Machine]) -> Iterator[str]:
    """States are flat and do nothing by themselves; a transition has an event, one guard and one action."""
    for state in machine.states:
        if state.states:
            yield f"{state.id} has states inside"
        for hook in ("enter", "exit", "invoke"):
            if declared(getattr(state, hook)):
                yield f"{state.id} has {hook} actions"
        for transition in state.transitions:
            yield from _transition(transition)


def _transition(transition: Any) -> Iterator[str]:
    if transition.is_eventless:
        yield f"{transition} fires by itself"
    if "leading" not in vars(transition):
        yield f"{transition} is marked by neither leads nor follows"
    elif not vars(transition)["cites"]:
        yield f"{transition} cites no rule"
    if any(spec.expected_value is False for spec in transition.cond):
        yield f"{transition} says unless"
    if len(declared(transition.cond)) > 1:
        yield f"{transition} has two guards"
    if len(declared(transition.on)) > 1 or any("changes" not in vars(action) for action in declared(transition.on)):
        yield f"{transition} has an action that is not one sets(...)"
    for group in ("before", "after", "validators"):
        if declared(getattr(transition, group)):
            yield f"{transition} has {group} callbacks"


def names(machine: type[Machine], predicates: ModuleType) -> Iterator[str]:
    """Nothing is called because of its name, and no name means two things."""
    for name in sorted(set(_conventions(machine))):
        if hasattr(machine, name) or name in vars(predicates):
            yield f"{name} would be called by naming convention"
    for predicate in words_in(predicates):
        if hasattr(machine, predicate) and predicate not in map(str, machine.events):
            yield f"{predicate} would be asked of the machine too"
    for event in map(str, machine.events):
        if event in words_in(predicates):
            yield f"{event} is a word: asking it would send the event"
        if event.startswith(DOTTED):
            yield f"{event} registers a second event"


def _conventions(machine: type[Machine]) -> Iterator[str]:
    for state in machine.states:
        yield from state._specs.conventional_specs
        for transition in state.transitions:
            yield from transition._specs.conventional_specs


def condition(text: str, predicates: ModuleType) -> Iterator[str]:
    """A sentence joins words with `and`, `or` and `not`."""
    for node in ast.walk(ast.parse(text, mode="eval")):
        if not isinstance(node, SPEAKS):
            yield f"{text!r} has a {type(node).__name__}"
        if isinstance(node, ast.Name) and node.id not in words_in(predicates):
            yield f"{text!r} says {node.id}, which is no word"


def guards(machine: type[Machine], predicates: ModuleType) -> Iterator[str]:
    """Every guard is a sentence."""
    for rule in transitions(machine):
        if rule.guard:
            yield from condition(rule.guard, predicates)


def reads_known_fields(predicate: Callable[..., Any], known: set[str]) -> Iterator[str]:
    """What a machine or a law asks reads nothing but the state."""
    for name in footprint(predicate):
        if name in SWALLOWED:
            yield f"{predicate.__name__} would not get {name} from the library"
        if name not in known:
            yield f"{predicate.__name__} reads {name}, which nothing in the state is called"


def purity(predicate: Callable[..., Any], predicates: ModuleType) -> Iterator[str]:
    """A word reads its parameters and other words, and changes nothing."""
    for code in codes(predicate.__code__):
        for step in dis.get_instructions(code):
            if step.opname == "LOAD_GLOBAL" and not _is_predicate(predicate, step.argval, predicates):
                yield f"{predicate.__name__} reads the global {step.argval}"
            if step.opname in ("STORE_GLOBAL", "STORE_ATTR", "STORE_SUBSCR", "IMPORT_NAME"):
                yield f"{predicate.__name__} changes {step.argval}"
    if predicate.__closure__ or predicate.__defaults__:
        yield f"{predicate.__name__} remembers something"


def _is_predicate(predicate: Callable[..., Any], name: str, predicates: ModuleType) -> bool:
    found = predicate.__globals__.get(name, getattr(builtins, name, None))
    return found is getattr(predicates, name, None) or (found is getattr(builtins, name, None) and name in BUILTINS)


def codes(code: CodeType) -> Iterator[CodeType]:
    """The code of a function and of the functions inside it."""
    yield code
    for constant in code.co_consts:
        if inspect.iscode(constant):
            yield from codes(constant)
