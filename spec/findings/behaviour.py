"""Behaviour that an owner declares of containers, as the specification with less that can happen."""

from collections.abc import Iterator
from inspect import getmembers, isfunction
from types import ModuleType

from podproof.spec.findings import declared
from podproof.spec.notation import Machine, Transition
from podproof.spec.pod import predicates
from podproof.spec.pod.lifecycle import LIFECYCLE

BEHAVIOURS = {
    "never-exits": "its process does not exit unless it is told to by TERM or by its preStop hook",
    "ignores-term": "TERM does not end its process, so that only KILL does",
    "ends-on-term": "its process ends within 2 s of TERM, so that it never needs KILL",
}
"""What can be declared of a container, and what it means."""

CONTRARY = frozenset({"ignores-term", "ends-on-term"})
"""What no process can do at once."""

GUARDS = {
    "exits_zero": "its_behaviour_lets_it_exit",
    "exits_nonzero": "its_behaviour_lets_it_exit",
    "exits_ruled": "its_behaviour_lets_it_exit",
    "exits_resetting": "its_behaviour_lets_it_exit",
    "kills": "can_need_a_kill",
    "meets_readiness_gate": "all_gates_get_set",
}
"""What is asked beside the guard of the one who leads the event."""


def behaving(machine: type[Machine], rule: Transition) -> Iterator[Transition]:
    """The rule, its guard narrowed by what is declared; where nothing is, it means what it meant."""
    narrower = GUARDS.get(rule.event) if rule.leading else None
    yield rule._replace(guard=f"({rule.guard}) and {narrower}") if narrower else rule


def _predicates() -> ModuleType:
    both = ModuleType(predicates.__name__)
    vars(both).update(dict(getmembers(predicates, isfunction)), **dict(getmembers(declared, isfunction)))
    return both


BEHAVING = LIFECYCLE._replace(predicates=_predicates(), edit=behaving)
"""The lifecycle of Pods of whose containers a behaviour may be declared."""
