"""Liveness laws as leads-to properties, in two strengths that every verdict keeps apart.

Almost surely, that is with probability one: every progress action has some probability wherever it is enabled, and the
other actions, faults and choices of users among them, happen only finitely often.  In a finite space a goal is then
reached almost surely if and only if it stays reachable (Vardi, "Automatic verification of probabilistic concurrent
finite-state programs", FOCS 1985), whatever the probabilities are.  This is less than certainty: a process may crash
forever, with probability zero.

Under weak fairness, which Lehmann, Pnueli and Stavi call justice ("Impartiality, justice and fairness", ICALP 1981):
a progress action that stays enabled is eventually taken, and nothing else is assumed.  It implies the other strength:
if the goal became unreachable, an execution from there that takes its steps in turn would be fair and miss it.
"""

from collections.abc import Iterator
from math import inf

from podproof.checker.compile import Compiled
from podproof.checker.formulas import Formula, conjunction, disjunction, negation
from podproof.checker.model import Model
from podproof.checker.properties import LeadsTo
from podproof.spec.notation import Law

ALMOST_SURELY, UNDER_WEAK_FAIRNESS = "almost surely", "under weak fairness"
"""The strengths in which a leads-to law can hold."""

LIVENESS_KINDS = {"leads_to": ALMOST_SURELY, "always_possible": "always possible"}
"""The kinds of law that are leads-to properties, with the strength in which they hold if nothing more is asked."""


def leads_to_properties(compiled: Compiled, law: Law) -> Iterator[LeadsTo]:
    """The law as a leads-to property, for each component that it speaks of."""
    progress = progress_actions(compiled, law)
    for component in compiled.subjects(law.when, law.then):
        when, goal = compiled.formula(law.when, component), compiled.formula(law.then, component)
        yield LeadsTo(when, goal, progress, on_every_path=law.kind == "leads_to")


def progress_actions(compiled: Compiled, law: Law) -> frozenset[int]:
    """The actions that are counted on to lead to the goal; for `always_possible` all but those in `without`."""
    every, by = range(len(compiled.model.actions)), law.by.split()
    without = finitely_often(compiled, law) if law.kind == "leads_to" else law.without.split()
    return frozenset(compiled.actions_named(by) if by else every) - compiled.actions_named(without)


def counted_on(law: Law) -> tuple[bool, float, int]:
    """Orders laws by the events that they count on, liveness laws last.

    What an engine finds out about few actions serves it for more.
    """
    return law.kind in LIVENESS_KINDS, len(law.by.split()) or inf, -len(law.without.split())


def under_weak_fairness(compiled: Compiled, law: Law, leads_to: LeadsTo) -> LeadsTo:
    """The same property under weak fairness: all actions may recur but those that happen only finitely often."""
    every = frozenset(range(len(compiled.model.actions)))
    return leads_to._replace(recurrent=every - compiled.actions_named(finitely_often(compiled, law)))


def finitely_often(compiled: Compiled, law: Law) -> set[str]:
    """The events and actors that the law assumes to act only finitely often."""
    return set(law.without.split()).union(
        *(machine.finitely_often.split() for machine in compiled.specification.machines)
    )


def leaves_before_goal(model: Model, leads_to: LeadsTo) -> Formula:
    """The states in which a step ends `when` although the goal is not met.

    If none is reachable, an execution that misses the goal is still in a state of `when` where the goal is lost.
    """
    return disjunction(
        conjunction(
            [
                action.guard,
                leads_to.when,
                negation(leads_to.goal),
                negation(kept),
                negation(action.weakest_precondition(leads_to.goal)),
            ]
        )
        for action in model.actions
        if (kept := action.weakest_precondition(leads_to.when)) is not leads_to.when
    )
