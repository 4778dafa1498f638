"""Behavior that an owner declares of containers: it narrows the guards of the specification."""

from collections.abc import Iterator

from podproof.spec.findings import declared
from podproof.spec.notation import MachineTable, Transition
from podproof.spec.pod import predicates
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.predicate_modules import predicates_of, with_predicates

BEHAVIORS = {
    "never-exits": "the process exits only on SIGTERM or because of its preStop hook",
    "ignores-sigterm": "SIGTERM does not end the process; only SIGKILL does",
    "ends-on-sigterm": "the process ends within 2 s of SIGTERM and never needs SIGKILL",
}
"""What can be declared of a container, and its meaning."""

CONTRARY = frozenset({"ignores-sigterm", "ends-on-sigterm"})
"""Behaviors that exclude each other."""

GUARDS = {
    "exits_zero": "behavior_allows_exit",
    "exits_nonzero": "behavior_allows_exit",
    "exits_ruled": "behavior_allows_exit",
    "exits_resetting": "behavior_allows_exit",
    "kills": "may_need_sigkill",
    "meets_readiness_gate": "all_gates_are_set",
}
"""The predicate that narrows the guard of the leading transition of each event."""


def behaving(machine: MachineTable, rule: Transition) -> Iterator[Transition]:
    """The transition with its guard narrowed; without a declaration its meaning is unchanged."""
    narrower = GUARDS.get(rule.event) if rule.leading else None
    yield rule._replace(guard=f"({rule.guard}) and {narrower}") if narrower else rule


BEHAVING = LIFECYCLE._replace(predicates=with_predicates(predicates, predicates_of(declared)), edit=behaving)
"""The lifecycle of Pods with declared behavior."""
