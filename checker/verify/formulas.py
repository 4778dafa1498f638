"""Laws as formulas: the states that a law speaks of, and the states that violate it."""

from collections.abc import Iterator
from typing import NamedTuple

from podproof.checker.compile import Compiled
from podproof.checker.model import Action, Formula, conjunction, disjunction, negation
from podproof.spec.notation import Law


class LawFormulas(NamedTuple):
    """The states that a law speaks of and those that violate it; for a law about a step, those before `action`."""

    situation: Formula
    violation: Formula
    action: Action | None = None


def law_formulas(compiled: Compiled, law: Law) -> LawFormulas:
    """The law as formulas, joined over all its instances."""
    instances = list(law_instances(compiled, law))
    return LawFormulas(
        disjunction(each.situation for each in instances), disjunction(each.violation for each in instances)
    )


def law_instances(compiled: Compiled, law: Law) -> Iterator[LawFormulas]:
    """The law for each component and each event that it speaks of."""
    events = set(law.events.split())
    about = [action for action in compiled.model.actions if is_named(action, events)] if events else []
    for component in compiled.subjects(law.when, law.then):
        when, then = compiled.formula(law.when, component), compiled.formula(law.then, component)
        match law.kind:
            case "always":
                yield LawFormulas(when, conjunction([when, negation(then)]))
            case "stable":
                yield LawFormulas(when, False)
                yield from _falsified(compiled, when)
            case "terminal":
                deadlock = compiled.model.deadlock
                yield LawFormulas(conjunction([deadlock, then]), conjunction([deadlock, negation(then)]))
            case "reachable" if not law.events:
                yield LawFormulas(when, False)
            case _:
                concerned = about if component is None else [a for a in about if a.component in (component, None)]
                yield from (_around_event(law, action, when, then) for action in concerned)


def _around_event(law: Law, action: Action, when: Formula, then: Formula) -> LawFormulas:
    situation = conjunction([action.guard, when])
    if law.kind == "reachable":
        return LawFormulas(situation, False, action)
    required = action.weakest_precondition(then) if law.kind == "after" else then
    return LawFormulas(situation, conjunction([situation, negation(required)]), action)


def _falsified(compiled: Compiled, fact: Formula) -> Iterator[LawFormulas]:
    """The states in which the fact holds and a step makes it false."""
    for action in compiled.model.actions:
        kept = action.weakest_precondition(fact)
        if kept is not fact:
            falsified = conjunction([action.guard, fact, negation(kept)])
            yield LawFormulas(falsified, falsified, action)


def is_named(action: Action, names: set[str]) -> bool:
    """Whether the action is among these: by its event, or by its actor (`scheduler's`)."""
    return action.event in names or f"{action.actor}'s" in names


def why_not_applicable(compiled: Compiled, law: Law) -> str:
    """Why the law does not apply to this configuration and these classes of fault; empty if it may apply."""
    if law.given and compiled.formula(law.given) is not True:
        return f"no {law.needs}" if law.needs else "not in this configuration"
    missing = set(law.faults.split()) - compiled.faults
    return f"without the fault {', '.join(sorted(missing))}" if missing else ""
