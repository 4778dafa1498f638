"""How a machine says what it says: the few forms that the checker can read back off a class.

    starts = leads("3.12 3.13", Absent.to(Running, cond="may_start", on=sets(exit_code="None")))

An event is led by one machine, whose guard decides when it happens; the machines that follow it take the same step
where they have a transition for it from their present state, and are not concerned where they have none.  A container's
event is followed by the machines of that container and of the Pod; an event of the Pod by every machine there is.
"""

import inspect
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache
from types import ModuleType
from typing import Any, ClassVar, Literal, NamedTuple

from statemachine import StateMachine
from statemachine.transition_list import TransitionList

from podproof.spec.pod import predicates

Predicate = Callable[..., Any]


class Machine(StateMachine):
    """A machine whose guards are sentences over the words and whose actions are `sets`.

    `field` is the field of the state that holds its state ("" for a machine of one state, which needs none), `scope`
    whether there is one for the Pod or one for each container, `actor` who leads its events, `concerns` the word over
    the configuration that says who has it, `fault` the classes of fault that need it, and `finitely_often` those of its
    events on which nobody may count: they strike or not, and stop after a while.
    """

    listeners: ClassVar[list[Any]] = [predicates]
    field: ClassVar[str] = ""
    scope: ClassVar[str] = "pod"
    actor: ClassVar[str] = "kubelet"
    concerns: ClassVar[str] = ""
    fault: ClassVar[str] = ""
    finitely_often: ClassVar[str] = ""


def takes_part(machine: type[Machine], faults: Collection[str]) -> bool:
    """Whether the machine is there when these classes of fault may strike: it plays none, or one of them needs it."""
    return not machine.fault or any(fault in faults for fault in machine.fault.split())


def leads(cites: str, transitions: TransitionList) -> TransitionList:
    """These transitions decide when their event happens; `cites` names the rules that they formalise."""
    return _marked(cites, transitions, leading=True)


def follows(cites: str, transitions: TransitionList) -> TransitionList:
    """These transitions befall the machine when another one leads the event; `cites` names their rules."""
    return _marked(cites, transitions, leading=False)


def _marked(cites: str, transitions: TransitionList, leading: bool) -> TransitionList:
    for transition in transitions.transitions:
        vars(transition).update(cites=tuple(cites.split()), leading=leading)
    return transitions


def sets(**changes: Any) -> Callable[..., dict[str, Any]]:
    """An action, as data: each field's new value, or the word that computes it from the state before the step."""

    def action(**scope: Any) -> dict[str, Any]:
        return {field: apply(to, scope) if callable(to) else to for field, to in changes.items()}

    vars(action)["changes"] = changes
    action.__name__ = action.__qualname__ = ", ".join(
        f"{field} := {to.__name__ if callable(to) else to}" for field, to in changes.items()
    )
    return action


def footprint(predicate: Predicate) -> tuple[str, ...]:
    """A word's read footprint: the names of its parameters."""
    return tuple(inspect.signature(predicate).parameters)


def apply(predicate: Predicate, scope: Mapping[str, Any]) -> Any:
    """What the word says of the state that the scope names."""
    return predicate(*(scope[name] for name in footprint(predicate)))


class Transition(NamedTuple):
    """One transition of a machine, as a value."""

    event: str
    source: str
    target: str
    guard: str
    changes: Mapping[str, Any]
    leading: bool
    cites: tuple[str, ...]


class TransitionId(NamedTuple):
    """A transition of a machine, by its names."""

    machine: str
    event: str
    source: str
    target: str

    def __str__(self) -> str:
        return f"{self.machine}.{self.event} {self.source}→{self.target}"


def transition_id(machine: type[Machine], rule: Transition) -> TransitionId:
    """The rule by its names."""
    return TransitionId(machine.__name__, rule.event, rule.source, rule.target)


@cache
def transitions(machine: type[Machine]) -> tuple[Transition, ...]:
    """Every transition of the machine in the order of its declaration, read off the class: nothing is instantiated."""
    return tuple(
        Transition(
            str(event),
            state.id,
            transition.target.id,
            next(iter(declared(transition.cond)), ""),
            _changes(next(iter(declared(transition.on)), sets())),
            vars(transition)["leading"],
            vars(transition)["cites"],
        )
        for state in machine.states
        for transition in state.transitions
        for event in transition.events
    )


def _changes(action: Any) -> Mapping[str, Any]:
    changes: Mapping[str, Any] = action.changes
    return changes


def declared(callbacks: Any) -> list[Any]:
    """What the specification put in a callback group, the library's naming conventions aside."""
    return [spec.func for spec in callbacks if not spec.is_convention]


LawKind = Literal["always", "before", "after", "stable", "reachable", "terminal", "leads_to", "always_possible"]
"""What never goes wrong (`always` to `stays`, `rests`), what can be (`sometimes`, `possible`) and what comes."""


Strength = Literal["probability one", "weak fairness"]
"""In which sense something comes: whatever the chances are, or even if nobody has any luck."""


class Law(NamedTuple):
    """What must hold: a kind, sentences over the words, the English for it and the rules that it formalises.

    `always`: whenever `when`, then `then`.  `before` and `after`: the same of the states around an event (or around any
    event of an actor, `"kubelet's"`).  `stays`: once `when`, for ever so.  `sometimes`: `when` happens, at the event if
    one is named.  `rests`: only states with `then` have no next step.  `leads_to`: after `when` comes `then`, with
    probability one: each step `by` those who are named (else by anyone) has some chance whenever it may happen, and
    the others stop after a while: those named in `without`, and those `finitely_often`.  With the `strength` of weak
    fairness it comes even if luck is out: of each step it is only known that it is taken if it may be from some point
    on without end.  `possible`: wherever `when`, some steps lead to `then`, be they of whomever but `without` those
    named.

    Sentences about a container are meant for each.  `given` says, over the configuration, which Pods the law is about,
    `needs` what is missing when there is no such thing, and `faults` which classes of fault must be on.  A report
    gathers the laws of one `theme`.
    """

    kind: LawKind
    name: str
    cites: str
    description: str
    when: str = ""
    then: str = ""
    events: str = ""
    by: str = ""
    without: str = ""
    given: str = ""
    needs: str = ""
    faults: str = ""
    strength: Strength = "probability one"
    theme: str = ""


class Situation(NamedTuple):
    """A situation with a name, which a Pod can get into or not."""

    name: str
    when: str
    description: str
    cites: str = ""


Edit = Callable[[type[Machine], Transition], Iterable[Transition]]
"""What a variant of a specification makes of a rule: the same one, others, or none."""


class Specification(NamedTuple):
    """What a specification consists of: its machines, words, records of state, laws and named situations.

    A variant, such as one broken on purpose, has an `edit` through which all rules are read.
    """

    machines: tuple[type[Machine], ...]
    predicates: ModuleType
    records: Mapping[str, Any]
    laws: tuple[Law, ...] = ()
    situations: tuple[Situation, ...] = ()
    edit: Edit | None = None

    @property
    def faults(self) -> frozenset[str]:
        """The classes of fault that its machines play."""
        return frozenset(fault for machine in self.machines for fault in machine.fault.split())

    def transitions(self, machine: type[Machine]) -> tuple[Transition, ...]:
        """The rules of the machine in this variant."""
        if self.edit is None:
            return transitions(machine)
        return tuple(edited for rule in transitions(machine) for edited in self.edit(machine, rule))
