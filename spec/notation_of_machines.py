"""The notation of machines: the few forms in which they are written, and read back as tables.

    starts = leads("3.12 3.13", Absent.to(Running, cond="may_start", on=sets(exit_code="None")))

A condition joins predicates with `and`, `or` and `not`; predicates are pure functions of the state.
"""

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from typing import Any, ClassVar

from statemachine import StateMachine
from statemachine.transition_list import TransitionList

from podproof.spec.notation import MachineTable, Transition, apply
from podproof.spec.notation_of_time import Times


class Machine(StateMachine):
    """A machine whose guards are conditions over predicates and whose actions are `sets`.

    A specification derives its own base class, which supplies the predicates as `listeners`.
    """

    scope: ClassVar[str] = ""
    """The component that has the machine, by the name of its record: one machine for each such component."""

    field: ClassVar[str] = ""
    """The field of the state that holds the machine's state; empty for a machine of one state."""

    actor: ClassVar[str] = ""
    """Who leads the machine's events; empty for a machine that only follows."""

    concerns: ClassVar[str] = ""
    """The predicate over the configuration that says which components have the machine; empty: all."""

    fault: ClassVar[str] = ""
    """The classes of fault that the machine models: it takes part only if one of them is on."""

    finitely_often: ClassVar[str] = ""
    """The led events that liveness laws assume to stop eventually, because nothing forces them to happen."""

    shows: ClassVar[str] = ""
    """The led events that show others what has happened: a trace has them as early as its length allows."""


def leads(cites: str, transitions: TransitionList, **times: str) -> TransitionList:
    """Transitions whose guards decide when their event happens; `cites` lists the rules that they formalize.

    `times` says when, for a clock: see `Times`.
    """
    return _marked(cites, transitions, leading=True, times=Times(**times))


def follows(cites: str, transitions: TransitionList) -> TransitionList:
    """Transitions that the machine takes when another machine leads their event; `cites` lists their rules."""
    return _marked(cites, transitions, leading=False, times=Times())


def follows_each(events: str, cites: str, transitions: TransitionList) -> None:
    """The same transitions for each event of a group, such as all ways in which a process ends.

    A statement in the body of the class: the transitions belong to their source states, so nothing needs a name.
    """
    follows(cites, transitions).add_event(events)


def _marked(cites: str, transitions: TransitionList, *, leading: bool, times: Times) -> TransitionList:
    for transition in transitions.transitions:
        vars(transition).update(cites=tuple(cites.split()), leading=leading, times=times)
    return transitions


def sets(**changes: Any) -> Callable[..., dict[str, Any]]:
    """An action, as data: each field's new value, or the function that computes it from the state before the step."""

    def action(**scope: Any) -> dict[str, Any]:
        return {field: apply(to, scope) if callable(to) else to for field, to in changes.items()}

    vars(action)["changes"] = changes
    action.__name__ = action.__qualname__ = ", ".join(
        f"{field} := {to.__name__ if callable(to) else to}" for field, to in changes.items()
    )
    return action


@cache
def transitions(machine: type[Machine]) -> tuple[Transition, ...]:
    """Every transition of the machine in the order of its declaration, read off the class without an instance."""
    return tuple(
        Transition(
            str(event),
            state.id,
            transition.target.id,
            next(iter(declared(transition.cond)), ""),
            _changes(next(iter(declared(transition.on)), sets())),
            vars(transition)["leading"],
            vars(transition)["cites"],
            vars(transition)["times"],
        )
        for state in machine.states
        for transition in state.transitions
        for event in transition.events
    )


def _changes(action: Any) -> Mapping[str, Any]:
    changes: Mapping[str, Any] = action.changes
    return changes


def declared(callbacks: Any) -> list[Any]:
    """The callbacks that the specification declares in a group, without the library's naming conventions."""
    return [spec.func for spec in callbacks if not spec.is_convention]


@cache
def table_of(machine: type[Machine]) -> MachineTable:
    """The machine as a value."""
    return MachineTable(
        machine.__module__,
        machine.__name__,
        machine.scope,
        machine.field,
        machine.actor,
        machine.concerns,
        machine.fault,
        machine.finitely_often,
        machine.shows,
        tuple(str(state.id) for state in machine.states),
        transitions(machine),
    )


def class_of(table: MachineTable) -> type[Machine]:
    """The class off which the table was read."""
    machine: type[Machine] = getattr(import_module(table.module), table.name)
    return machine
