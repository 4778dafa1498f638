"""What comes, and what stays possible: laws as promises, in two strengths that are never mixed up.

With probability one: every step that is counted on has some chance whenever it may happen, and the others, faults and
whims of users among them, stop after a while.  In a finite space a goal then comes almost surely exactly if there is
always a way to it (Vardi, "Automatic verification of probabilistic concurrent finite-state programs", FOCS 1985),
whatever the chances are.  It is less than certainty: a process may crash for ever, with probability zero.

Under weak fairness, which Lehmann, Pnueli and Stavi call justice ("Impartiality, justice and fairness", ICALP 1981):
of a step that is counted on it is only known that it is taken if it may be from some point on without end.  What comes
then comes with probability one too: where there is no way to the goal, a life that takes its steps in turn is fair.
"""

from collections.abc import Iterator

from podproof.checker.compile import Compiled
from podproof.checker.model import Action, Formula, Model, conjunction, disjunction, negation
from podproof.checker.properties import LeadsTo
from podproof.spec.notation import Law

STRENGTH = {"leads_to": "almost surely", "always_possible": "always possible"}
"""How much it means that a law of the kind holds."""

FAIR = "under weak fairness"
"""The greater strength in which something comes."""

BROKEN = "the goal is unreachable from the end of the trace"
"""What is the matter where the trace of a broken promise ends."""

ROUND = "not under weak fairness: a loop avoids the goal"
"""What is the matter where only luck makes it come."""


def promises(compiled: Compiled, law: Law) -> Iterator[LeadsTo]:
    """The law as a promise, for each container if it speaks of one."""
    by = counted_on(compiled, law)
    local = any(map(compiled.is_local, filter(None, (law.when, law.then))))
    for component in compiled.components_of("container" if local else "pod"):
        when, goal = compiled.formula(law.when, component), compiled.formula(law.then, component)
        yield LeadsTo(when, goal, by, on_every_path=law.kind == "leads_to")


def counted_on(compiled: Compiled, law: Law) -> frozenset[int]:
    """The actions that are to lead to the goal, by their positions; what is only possible may be so by any."""
    by = set(law.by.split())
    without = stopping(compiled, law) if law.kind == "leads_to" else set(law.without.split())
    return frozenset(
        number
        for number, action in enumerate(compiled.model.actions)
        if not is_named(action, without) and (not by or is_named(action, by))
    )


def fairly(compiled: Compiled, law: Law, leads_to: LeadsTo) -> LeadsTo:
    """The same under weak fairness: those who must stop after a while do, and who is not counted on may go on."""
    ended = stopping(compiled, law)
    return leads_to._replace(
        recurrent=frozenset(
            number for number, action in enumerate(compiled.model.actions) if not is_named(action, ended)
        )
    )


def stopping(compiled: Compiled, law: Law) -> set[str]:
    """Whose steps only happen so often."""
    return set(law.without.split()).union(
        *(machine.finitely_often.split() for machine in compiled.specification.machines)
    )


def slips(model: Model, leads_to: LeadsTo) -> Formula:
    """The states in which a step ends `when` although the goal has not come.

    If there are none, a life that misses the goal is still in a state of `when` where the goal is lost.
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


def is_named(action: Action, names: set[str]) -> bool:
    """Whether the action is among these: by its event, or by who takes it (`kubelet's`)."""
    return action.event in names or f"{action.actor}'s" in names
