"""The notation of a specification: machines, laws and situations as values, and the specification as one value.

Machines are written as classes, in the notation of `notation_of_machines`, and read off them as tables: a table is all
that the checker needs, so only who runs live machines or draws them imports the classes and their library.

Each event is led by one machine: its guards decide when the event happens.  Every other machine that has transitions
for the event follows: it takes the first enabled one in the same step, or stays as it is if none is enabled.  An event
of a component concerns the machines of this component and the global ones; a global event concerns all machines.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from inspect import unwrap
from types import CodeType, ModuleType
from typing import Any, Literal, NamedTuple, Protocol

from podproof.spec.notation_of_time import Times

Predicate = Callable[..., Any]
"""A pure function of the state; its parameters name the fields that it reads."""


@cache
def footprint(predicate: Predicate) -> tuple[str, ...]:
    """The fields that a predicate reads: the names of its parameters."""
    code: CodeType = unwrap(predicate).__code__
    return code.co_varnames[: code.co_argcount]


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


@dataclass(frozen=True, eq=False, slots=True)
class MachineTable:
    """A machine as a value: what its class declares, and its transitions in the order of their declaration."""

    module: str
    """The module of its class."""
    name: str
    """The name of its class."""
    scope: str
    field: str
    actor: str
    concerns: str
    fault: str
    finitely_often: str
    shows: str
    states: tuple[str, ...]
    transitions: tuple[Transition, ...]


def takes_part(machine: MachineTable, faults: Collection[str]) -> bool:
    """Whether the machine takes part when these classes of fault are on: it models none, or one of them."""
    return not machine.fault or any(fault in faults for fault in machine.fault.split())


def transition_id(machine: MachineTable, transition: Transition) -> TransitionId:
    """The identity of a transition of this machine."""
    return TransitionId(machine.name, transition.event, transition.source, transition.target)


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


Edit = Callable[[MachineTable, Transition], Iterable[Transition]]
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

    machines: tuple[MachineTable, ...]
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
    unlikely: int = 1
    """How much an event that nothing forces weighs in a trace, where every other one weighs 1."""

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

    def transitions(self, machine: MachineTable) -> tuple[Transition, ...]:
        """The transitions of the machine in this variant."""
        return machine.transitions if self.edit is None else _edited(self.edit, machine)


@lru_cache(maxsize=512)
def _edited(edit: Edit, machine: MachineTable) -> tuple[Transition, ...]:
    return tuple(edited for each in machine.transitions for edited in edit(machine, each))
