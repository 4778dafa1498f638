"""The notation of a specification: the few forms in which machines and laws are written, and read back as values.

    starts = leads("3.12 3.13", Absent.to(Running, cond="may_start", on=sets(exit_code="None")))

A condition joins predicates with `and`, `or` and `not`; predicates are pure functions of the state.

Each event is led by one machine: its guards decide when the event happens.  Every other machine that has transitions
for the event follows: it takes the first enabled one in the same step, or stays as it is if none is enabled.  An event
of a component concerns the machines of this component and the global ones; a global event concerns all machines.
"""

import inspect
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache
from types import ModuleType
from typing import Any, ClassVar, Literal, NamedTuple, Protocol

from statemachine import StateMachine
from statemachine.transition_list import TransitionList

from podproof.spec.notation_of_time import Times

Predicate = Callable[..., Any]
"""A pure function of the state; its parameters name the fields that it reads."""


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


def takes_part(machine: type[Machine], faults: Collection[str]) -> bool:
    """Whether the machine takes part when these classes of fault are on: it models none, or one of them."""
    return not machine.fault or any(fault in faults for fault in machine.fault.split())


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
def footprint(predicate: Predicate) -> tuple[str, ...]:
    """The fields that a predicate reads: the names of its parameters."""
    return tuple(inspect.signature(predicate).parameters)


def apply(predicate: Predicate, scope: Mapping[str, Any]) -> Any:
    """The value of the predicate in the state that the scope gives by field."""
    return predicate(*(scope[name] for name in footprint(predicate)))


class Transition(NamedTuple):
    """One transition of a machine for one event, as a value."""

    event: str
    source: str
    target: str
    guard: str
    """The condition under which it is taken; empty: always."""
    changes: Mapping[str, Any]
    """What `sets` declares: each further field that changes, with its new value or the function that computes it."""
    leading: bool
    cites: tuple[str, ...]
    """The numbers of the rules that it formalizes."""
    times: Times = Times()
    """When a clock lets it happen."""


class TransitionId(NamedTuple):
    """What identifies a transition in reports and records."""

    machine: str
    event: str
    source: str
    target: str

    def __str__(self) -> str:
        return f"{self.machine}.{self.event} {self.source}→{self.target}"


def transition_id(machine: type[Machine], transition: Transition) -> TransitionId:
    """The identity of a transition of this machine."""
    return TransitionId(machine.__name__, transition.event, transition.source, transition.target)


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


LawKind = Literal["always", "before", "after", "stable", "terminal", "reachable", "leads_to", "always_possible"]
"""What a law claims, with its formula in CTL (EF and F of the last two over the actions that the law counts on):

`always`           in every state: AG (when → then)
`before`           in every state before one of its `events`: AG (when ∧ enabled(event) → then)
`after`            in every state after one of its `events`: AG (when → [event] then), `when` asked before it
`stable`           once true, always true: AG (when → AG when)
`terminal`         deadlock only if then: AG (¬then → EX true), where a step that changes nothing does not count
`reachable`        some execution gets there: EF when, or EF (when ∧ enabled(event)) if `events` are given
`leads_to`         almost surely: AG (when → A[EF then W then]); under weak fairness: fair → G (when → F then) in LTL
`always_possible`  there is always a path: AG (when → EF then)
"""

Strength = Literal["almost sure", "weak fairness"]
"""How strong a `leads_to` law is.  Both assume that `without` and `finitely_often` events stop eventually.

`almost sure`    with probability one: an action counted on has some chance whenever it is enabled; how large is open
`weak fairness`  in every fair execution: an action counted on that stays enabled is eventually taken
"""


class Law(NamedTuple):
    """A named property of every configuration to which it applies.

    A condition that reads fields of a component holds for each component by itself; the events of others are left out.
    """

    kind: LawKind
    name: str
    cites: str
    """The rules that it formalizes, by their numbers."""
    description: str
    """The law in plain English, in the present tense."""
    when: str = ""
    """The condition under which it claims something; empty: always."""
    then: str = ""
    """The condition that it claims."""
    events: str = ""
    """The events that a law `before`, `after` or `reachable` is about; `kubelet's` names all events of an actor."""
    by: str = ""
    """The events, or actors, that `leads_to` and `always_possible` count on; empty: all."""
    without: str = ""
    """The events, or actors, that they do not count on."""
    given: str = ""
    """The condition over the configuration under which the law applies; empty: always."""
    needs: str = ""
    """What a configuration lacks to which the law does not apply, as a noun phrase for reports."""
    faults: str = ""
    """The classes of fault that must be on for the law to apply."""
    strength: Strength = "almost sure"
    theme: str = ""  # the heading under which reports list it


class Situation(NamedTuple):
    """A named condition that is reachable or not."""

    name: str
    when: str
    description: str
    cites: str = ""


Edit = Callable[[type[Machine], Transition], Iterable[Transition]]
"""What a variant makes of a transition: the same one, others, or none."""


Record = type[Any]
"""A `NamedTuple` that holds a part of the state: its annotations are the domains of its fields, its defaults their
initial values."""


class Configuration(Protocol):
    """What the checker reads of a configuration: the settings of the whole, and those of each component."""

    @property
    def settings(self) -> Mapping[str, Any]:
        """The settings that predicates read, by name."""

    @property
    def components(self) -> Sequence[Mapping[str, Any]]:
        """The settings of each component, its `name` among them."""


class Specification(NamedTuple):
    """The parts of a specification, as one value that every engine takes."""

    machines: tuple[type[Machine], ...]
    predicates: ModuleType
    records: Mapping[str, Record]
    """The two records of the state by scope: that of the whole, and that of each component."""
    component: str
    """The scope of a component.  Predicates see a component by this name, and all of them by its plural in `s`."""
    laws: tuple[Law, ...] = ()
    situations: tuple[Situation, ...] = ()
    edit: Edit | None = None
    """How a variant, such as a known bug, changes the transitions; None: not at all."""
    durations: ModuleType | None = None
    """The functions that say how long something takes; None: it has no clock."""

    @property
    def whole(self) -> str:
        """The scope of the whole."""
        (scope,) = self.records.keys() - {self.component}
        return scope

    def predicate(self, name: str) -> Predicate:
        """The predicate that has the name."""
        predicate: Predicate = getattr(self.predicates, name)
        return predicate

    def duration(self, name: str) -> Predicate:
        """The function that has the name and says how long something takes."""
        duration: Predicate = getattr(self.durations, name)
        return duration

    @property
    def faults(self) -> frozenset[str]:
        """The classes of fault that its machines model."""
        return frozenset(fault for machine in self.machines for fault in machine.fault.split())

    def transitions(self, machine: type[Machine]) -> tuple[Transition, ...]:
        """The transitions of the machine in this variant."""
        if self.edit is None:
            return transitions(machine)
        return tuple(edited for each in transitions(machine) for edited in self.edit(machine, each))
