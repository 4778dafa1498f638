"""What a machine and a predicate may not contain: what the checker cannot read back, or the library does in silence.

Each check yields its complaints.
"""

import builtins
import dis
import inspect
from collections.abc import Callable, Iterator
from types import CodeType, ModuleType
from typing import Any

from podproof.spec import conditions
from podproof.spec.notation import footprint
from podproof.spec.notation_of_machines import Machine, declared, transitions

SWALLOWED = {"event_data", "machine", "event", "model", "transition", "state", "source", "target"}
"""Names that the library keeps for itself: a predicate with such a parameter would get something else."""

DOTTED = ("error_", "done_state_", "done_invoke_")
"""Beginnings of event names that register a second, dotted event."""

BUILTINS = {"all", "any", "len", "max", "min", "range"}
"""What a predicate may use beside its parameters and other predicates."""


def functions_in(package: ModuleType) -> dict[str, Callable[..., Any]]:
    """The functions that a package defines, such as predicates, by their names."""
    functions = inspect.getmembers(package, inspect.isfunction)
    return {name: function for name, function in functions if function.__module__.startswith(package.__name__)}


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
    for predicate in functions_in(predicates):
        if hasattr(machine, predicate) and predicate not in map(str, machine.events):
            yield f"{predicate} would be asked of the machine too"
    for event in map(str, machine.events):
        if event in functions_in(predicates):
            yield f"{event} is a predicate: asking it would send the event"
        if event.startswith(DOTTED):
            yield f"{event} registers a second event"


def _conventions(machine: type[Machine]) -> Iterator[str]:
    for state in machine.states:
        yield from state._specs.conventional_specs
        for transition in state.transitions:
            yield from transition._specs.conventional_specs


def condition(text: str, predicates: ModuleType) -> Iterator[str]:
    """A condition joins predicates with `and`, `or` and `not`."""
    try:
        asked = conditions.names(text)
    except ValueError as error:
        yield str(error)
        return
    for name in asked:
        if name not in functions_in(predicates):
            yield f"{text!r} asks {name}, which is not a predicate"


def guards(machine: type[Machine], predicates: ModuleType) -> Iterator[str]:
    """Every guard is a condition."""
    for transition in transitions(machine):
        if transition.guard:
            yield from condition(transition.guard, predicates)


def reads_known_fields(predicate: Callable[..., Any], known: set[str]) -> Iterator[str]:
    """A predicate that a machine or a law asks reads nothing but the Pod."""
    for name in footprint(predicate):
        if name in SWALLOWED:
            yield f"{predicate.__name__} would not get {name} from the library"
        if name not in known:
            yield f"{predicate.__name__} reads {name}, which is not a field of the Pod"


def purity(predicate: Callable[..., Any], predicates: ModuleType) -> Iterator[str]:
    """A predicate reads its parameters and other predicates, and changes nothing."""
    for code in codes(predicate.__code__):
        for step in dis.get_instructions(code):
            if step.opname == "LOAD_GLOBAL" and not _is_predicate(predicate, step.argval, predicates):
                yield f"{predicate.__name__} reads the global {step.argval}"
            if step.opname in ("STORE_GLOBAL", "STORE_ATTR", "STORE_SUBSCR", "IMPORT_NAME"):
                yield f"{predicate.__name__} changes {step.argval}"
    if predicate.__closure__ or predicate.__defaults__:
        yield f"{predicate.__name__} has a closure or default arguments"


def _is_predicate(predicate: Callable[..., Any], name: str, predicates: ModuleType) -> bool:
    found = predicate.__globals__.get(name, getattr(builtins, name, None))
    return found is getattr(predicates, name, None) or (found is getattr(builtins, name, None) and name in BUILTINS)


def codes(code: CodeType) -> Iterator[CodeType]:
    """The code of a function and of the functions inside it."""
    yield code
    for constant in code.co_consts:
        if inspect.iscode(constant):
            yield from codes(constant)
