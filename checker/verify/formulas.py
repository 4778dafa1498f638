"""Laws as formulas: the states that a law speaks of, and the states that violate it."""

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from podproof.checker.compile import Compiled
from podproof.checker.formulas import Formula, conjunction, disjunction, negation, variables_in
from podproof.checker.model import Action
from podproof.spec.notation import Law


class LawFormulas(NamedTuple):
    """The states that a law speaks of and those that violate it; for a law about a step, those before `action`.

    `component` is the one that the law speaks of, None if it speaks of the whole.
    """

    situation: Formula
    violation: Formula
    action: Action | None = None
    component: int | None = None


def law_formulas(compiled: Compiled, law: Law) -> LawFormulas:
    """The law as formulas, joined over all its instances."""
    return joined(law_instances(compiled, law))


def joined(instances: Iterable[LawFormulas]) -> LawFormulas:
    """Some instance of a law."""
    instances = list(instances)
    return LawFormulas(
        disjunction(each.situation for each in instances), disjunction(each.violation for each in instances)
    )


def of_components(instances: Iterable[LawFormulas], components: Collection[int]) -> list[LawFormulas]:
    """The instances that speak of the whole or of one of these components."""
    return [each for each in instances if each.component is None or each.component in components]


def law_instances(compiled: Compiled, law: Law) -> Iterator[LawFormulas]:
    """The law for each component and each event that it speaks of."""
    actions = compiled.model.actions
    about = [actions[number] for number in sorted(compiled.actions_named(law.events.split()))]
    for component in compiled.subjects(law.when, law.then):
        when, then = compiled.formula(law.when, component), compiled.formula(law.then, component)
        concerned = about if component is None else [a for a in about if a.component in (component, None)]
        for formulas in _instances_at(compiled, law, when, then, concerned):
            yield formulas._replace(component=component)


def _instances_at(
    compiled: Compiled, law: Law, when: Formula, then: Formula, actions: Iterable[Action]
) -> Iterator[LawFormulas]:
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
            yield from (_around_event(law, action, when, then) for action in actions)


def _around_event(law: Law, action: Action, when: Formula, then: Formula) -> LawFormulas:
    situation = conjunction([action.guard, when])
    if law.kind == "reachable":
        return LawFormulas(situation, False, action)
    required = action.weakest_precondition(then) if law.kind == "after" else then
    return LawFormulas(situation, conjunction([situation, negation(required)]), action)


def _falsified(compiled: Compiled, fact: Formula) -> Iterator[LawFormulas]:
    """The states in which the fact holds and a step makes it false."""
    read = set(variables_in(fact))
    for action in compiled.model.actions:
        if not read.isdisjoint(action.updates) and (kept := action.weakest_precondition(fact)) is not fact:
            falsified = conjunction([action.guard, fact, negation(kept)])
            yield LawFormulas(falsified, falsified, action)


def why_not_applicable(compiled: Compiled, law: Law) -> str:
    """Why the law does not apply to this configuration and these classes of fault; empty if it may apply."""
    if law.given and compiled.formula(law.given) is not True:
        return f"no {law.needs}" if law.needs else "not in this configuration"
    missing = set(law.faults.split()) - compiled.faults
    return f"without the fault {', '.join(sorted(missing))}" if missing else ""
