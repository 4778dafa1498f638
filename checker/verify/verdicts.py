"""Verdicts: what became of each law, decided by questions to an engine."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from podproof.checker.compile import Compiled
from podproof.checker.engines import Engine
from podproof.checker.formulas import Formula, conjunction, disjunction, evaluate, negation
from podproof.checker.model import Model
from podproof.checker.properties import LeadsTo, Property
from podproof.checker.trace import Step, Trace
from podproof.checker.verify.formulas import LawFormulas, joined, law_instances, of_components, why_not_applicable
from podproof.checker.verify.liveness import (
    LIVENESS_KINDS,
    UNDER_WEAK_FAIRNESS,
    leads_to_properties,
    leaves_before_goal,
    under_weak_fairness,
)
from podproof.spec.notation import Law

Outcome = Literal["holds", "violated", "vacuous", "undecided", "not applicable"]
"""`holds`: in every reachable state.  `vacuous`: its situation is unreachable, which is a defect of the law or of the
specification.  `undecided`: no violation within the bound.  `not applicable`: not a law about this configuration."""

VACUOUS = "its situation is unreachable"
"""Why a law is vacuous."""

GOAL_LOST = "the goal is unreachable from the end of the trace"
"""Why a leads-to law is violated."""

NOT_FAIR = f"not {UNDER_WEAK_FAIRNESS}: a loop avoids the goal"
"""Why a leads-to law holds almost surely only."""

NO_WITNESS = "no violation is possible, but no execution was found that shows its situation"
"""Why a law is undecided of which nobody knows whether it is vacuous."""

OUT_OF_TIME = "the time was over before it was decided"
"""Why a law is undecided that was not asked, or whose answer took too long."""


class Verdict(NamedTuple):
    """What became of a law; `question` is what a trace that shows it is about: the violation, or a witness.

    `strength` is the greatest in which a leads-to law is known to hold, and `fair` what became of it under weak
    fairness, if that was asked: a law that claims no more than "almost surely" holds without it.
    """

    law: Law
    outcome: Outcome
    reason: str
    question: Property
    strength: str = ""
    fair: Outcome | None = None

    @property
    def shows_violation(self) -> bool:
        """Whether the trace of the verdict is a counterexample; else it is a witness of what the law speaks of."""
        return self.outcome == "violated" or self.fair == "violated"


def verdicts(compiled: Compiled, engine: Engine, laws: Iterable[Law], complete: bool) -> Iterator[Verdict]:
    """Every law decided on what the engine has explored; `leads_to` laws almost surely."""
    for law in laws:
        if reason := why_not_applicable(compiled, law):
            yield Verdict(law, "not applicable", reason, False)
        elif law.kind in LIVENESS_KINDS:
            properties = list(leads_to_properties(compiled, law))
            is_known = complete and engine.representatives is None
            yield _decide_leads_to(compiled.model, law, properties, engine, is_known)
        else:
            yield _decide_formulas(law, list(law_instances(compiled, law)), engine, complete)


def with_weak_fairness(compiled: Compiled, engine: Engine, decided: Sequence[Verdict]) -> Iterator[Verdict]:
    """The verdicts, with every `leads_to` law that holds almost surely decided under weak fairness too.

    Laws that claim weak fairness are asked first: most hold, which is soon decided, and all laws share the time.
    """
    order = sorted(range(len(decided)), key=lambda number: not _claims_weak_fairness(decided[number].law))
    fair = {number: _decide_weak_fairness(compiled, decided[number], engine) for number in order}
    return (fair[number] for number in range(len(decided)))


def out_of_time(law: Law) -> Verdict:
    """The verdict on a law for which no time was left."""
    return Verdict(law, "undecided", OUT_OF_TIME, False)


def without_weak_fairness(verdict: Verdict) -> Verdict:
    """The verdict on a law, where no time was left to decide `leads_to` laws under weak fairness too."""
    if verdict.law.kind != "leads_to" or verdict.outcome != "holds":
        return verdict
    outcome: Outcome = "undecided" if _claims_weak_fairness(verdict.law) else "holds"
    reason = f"{verdict.strength}, {UNDER_WEAK_FAIRNESS} not decided: {OUT_OF_TIME}"
    return verdict._replace(outcome=outcome, reason=reason, fair="undecided")


def _claims_weak_fairness(law: Law) -> bool:
    return law.strength == "weak fairness"


def _decide_formulas(law: Law, instances: list[LawFormulas], engine: Engine, complete: bool) -> Verdict:
    situation, violation, *_ = joined(instances)
    if situation is False:
        return Verdict(law, "not applicable", f"no {law.needs or 'such step'}", False)
    violated = engine.reachable(violation)
    if violated:
        return Verdict(law, "violated", "", violation)
    if violated is None and complete:
        return Verdict(law, "undecided", engine.leaves_open, situation)
    question, reached = _reached(instances, situation, engine)
    if reached:
        outcome: Outcome = "holds" if complete or law.kind == "reachable" else "undecided"
        return Verdict(law, outcome, "" if outcome == "holds" else "no violation within the bound", question)
    if not complete:
        return Verdict(law, "undecided", "its situation was not reached within the bound", situation)
    if reached is None:
        return Verdict(law, "undecided", NO_WITNESS if violated is False else engine.leaves_open, situation)
    if law.kind == "reachable":
        return Verdict(law, "violated", "it never happens", situation)
    return Verdict(law, "vacuous", VACUOUS, situation)


def _reached(instances: Iterable[LawFormulas], situation: Formula, engine: Engine) -> tuple[Formula, bool | None]:
    """Whether the situation of some instance is reachable, those of representatives first, and which was asked."""
    if engine.representatives is not None:
        likely = joined(of_components(instances, engine.representatives)).situation
        if engine.reachable(likely):
            return likely, True
    return situation, engine.reachable(situation)


def _decide_leads_to(model: Model, law: Law, properties: list[LeadsTo], engine: Engine, complete: bool) -> Verdict:
    situation = _situation(properties)
    if situation is False:
        return Verdict(law, "not applicable", f"no {law.needs or 'such situation'}", False)
    if not complete:
        return Verdict(law, "undecided", "not before all states are known", situation)
    for leads_to in properties:
        simplified = _simplified(model, engine, leads_to)
        violated = engine.violated(simplified)
        if violated is None:
            return Verdict(law, "undecided", "the search backward from its goal reached the bound", situation)
        if violated:
            return Verdict(law, "violated", GOAL_LOST, simplified)
    if engine.reachable(situation):
        strength = LIVENESS_KINDS[law.kind]
        return Verdict(law, "holds", strength, situation, strength)
    return Verdict(law, "vacuous", VACUOUS, situation)


def _situation(properties: Iterable[LeadsTo]) -> Formula:
    """The states from which the goal is still to be met."""
    return disjunction(conjunction([each.when, negation(each.goal)]) for each in properties)


def _simplified(model: Model, engine: Engine, leads_to: LeadsTo) -> LeadsTo:
    """The same property as a matter of the states of `when` alone, if no step leaves them before the goal is met."""
    if leads_to.on_every_path and not engine.reachable(leaves_before_goal(model, leads_to)):
        return leads_to._replace(on_every_path=False)
    return leads_to


def _decide_weak_fairness(compiled: Compiled, verdict: Verdict, engine: Engine) -> Verdict:
    """The verdict on a `leads_to` law that holds almost surely, under weak fairness too; any other as it is."""
    law, claimed = verdict.law, _claims_weak_fairness(verdict.law)
    if law.kind != "leads_to" or verdict.outcome != "holds":
        return verdict
    for leads_to in leads_to_properties(compiled, law):
        fair = under_weak_fairness(compiled, law, _simplified(compiled.model, engine, leads_to))
        violated = engine.violated(fair)
        if violated:
            return verdict._replace(
                outcome="violated" if claimed else "holds",
                reason=f"{verdict.strength}, {NOT_FAIR}",
                question=fair,
                fair="violated",
            )
        if violated is None:
            reason = f"{verdict.strength}, {UNDER_WEAK_FAIRNESS} not decided: {engine.why_undecided()}"
            return verdict._replace(outcome="undecided" if claimed else "holds", reason=reason, fair="undecided")
    return verdict._replace(reason=UNDER_WEAK_FAIRNESS, strength=UNDER_WEAK_FAIRNESS, fair="holds")


def with_last_step(compiled: Compiled, verdict: Verdict, trace: Trace) -> Trace:
    """The trace of a verdict with the step that the law is about, if it is about a step."""
    if verdict.law.kind in LIVENESS_KINDS:
        return trace
    for formulas in law_instances(compiled, verdict.law):
        sought = formulas.violation if verdict.outcome == "violated" else formulas.situation
        if formulas.action is not None and evaluate(sought, trace.end):
            after = compiled.model.successor(formulas.action, trace.end)
            if after is not None:
                return trace._replace(steps=(*trace.steps, Step(formulas.action, after)))
    return trace
