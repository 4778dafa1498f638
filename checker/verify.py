"""Laws decided: each law becomes two questions, is its situation reachable and is its violation.

The violation is a state, or for a promise (see `liveness`) a life into a state from which its goal cannot come.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple, Protocol

from podproof.checker.compile import Compiled
from podproof.checker.liveness import BROKEN, FAIR, ROUND, STRENGTH, fairly, is_named, promises, slips
from podproof.checker.model import (
    Action,
    Formula,
    Model,
    Size,
    conjunction,
    disjunction,
    evaluate,
    negation,
)
from podproof.checker.properties import LeadsTo, Property
from podproof.checker.trace import Step, Trace
from podproof.spec.notation import Law

Outcome = Literal["holds", "violated", "vacuous", "undecided", "not applicable"]
"""`holds`: in every reachable state.  `vacuous`: its situation is never met, which is a fault of the law or the
specification.  `undecided`: no violation within the bound.  `not applicable`: the Pod has nothing that it is about."""


class Engine(Protocol):
    """What decides questions about a model."""

    def explore(self) -> Size:
        """Find every reachable state, within the bounds."""

    def reachable(self, formula: Formula) -> bool | None:
        """Whether a reachable state satisfies the formula; None where a bound left that open."""

    def trace(self, formula: Formula) -> Trace | None:
        """A life into a state that satisfies the formula, or None where none was found."""

    def violated(self, leads_to: LeadsTo) -> bool | None:
        """Whether some life breaks the promise; None where a bound left that open."""

    def counterexample(self, leads_to: LeadsTo) -> Trace | None:
        """A life that breaks the promise, with the loop that it ends in if it ends in one, or None if there is none."""

    def why_undecided(self) -> str:
        """How far a promise came that was left open."""


class Verdict(NamedTuple):
    """What became of a law for a Pod; `question` is what the trace that shows it is about: violation, or witness.

    `strength` is the greatest in which a promise is known to hold, and `fair` what became of it under weak fairness,
    if that was asked: a law that promises no more than probability one holds without it.
    """

    law: Law
    outcome: Outcome
    reason: str
    question: Property
    strength: str = ""
    fair: Outcome | None = None


class Questions(NamedTuple):
    """The states that a law speaks of, and those among them that break it: by the action, if it is about a step."""

    situation: Formula
    violation: Formula
    action: Action | None = None


def verdicts(compiled: Compiled, engine: Engine, laws: Iterable[Law], complete: bool) -> Iterator[Verdict]:
    """Every law decided for a Pod, on what the engine has explored; what comes, with probability one."""
    for law in laws:
        if reason := beside_the_point(compiled, law):
            yield Verdict(law, "not applicable", reason, False)
        elif law.kind in STRENGTH:
            yield promised(compiled.model, law, list(promises(compiled, law)), engine, complete)
        else:
            yield answered(law, questions(compiled, law), engine, complete)


def strengthened(compiled: Compiled, engine: Engine, decided: Sequence[Verdict]) -> Iterator[Verdict]:
    """The verdicts, those on what comes with probability one asked for under weak fairness too.

    Laws that claim it are asked first: they mostly hold, which is soon found out, and the time is for all of them.
    """
    order = sorted(range(len(decided)), key=lambda number: not claims_fairness(decided[number].law))
    found = {number: fairly_promised(compiled, decided[number], engine) for number in order}
    return (found[number] for number in range(len(decided)))


def claims_fairness(law: Law) -> bool:
    """Whether the law promises something under weak fairness."""
    return law.strength == "weak fairness"


def answered(law: Law, asked: Questions, engine: Engine, complete: bool) -> Verdict:
    """The verdict on a law about states, if there is anything that it speaks of."""
    if asked.situation is False:
        return Verdict(law, "not applicable", f"no {law.needs or 'such step'}", False)
    return decided(law, asked, engine, complete)


def promised(model: Model, law: Law, those: list[LeadsTo], engine: Engine, complete: bool) -> Verdict:
    """The verdict on a law that promises something; its situation is met where that is still to come."""
    situation = disjunction(conjunction([each.when, negation(each.goal)]) for each in those)
    if situation is False:
        return Verdict(law, "not applicable", f"no {law.needs or 'such situation'}", False)
    if not complete:
        return Verdict(law, "undecided", "not before all states are known", situation)
    for leads_to in those:
        leads_to = plainly(model, engine, leads_to)
        violated = engine.violated(leads_to)
        if violated is None:
            return Verdict(law, "undecided", "the way back was not found within the bound", situation)
        if violated:
            return Verdict(law, "violated", BROKEN, leads_to)
    if engine.reachable(situation):
        return Verdict(law, "holds", STRENGTH[law.kind], situation, STRENGTH[law.kind])
    return Verdict(law, "vacuous", "its situation is never met", situation)


def plainly(model: Model, engine: Engine, leads_to: LeadsTo) -> LeadsTo:
    """The same promise, as a matter of the states of `when` alone if no step slips out of them without the goal."""
    if leads_to.on_every_path and not engine.reachable(slips(model, leads_to)):
        return leads_to._replace(on_every_path=False)
    return leads_to


def fairly_promised(compiled: Compiled, verdict: Verdict, engine: Engine) -> Verdict:
    """The verdict on what comes with probability one, and under weak fairness too or not; any other as it is."""
    law, claimed = verdict.law, claims_fairness(verdict.law)
    if law.kind != "leads_to" or verdict.outcome != "holds":
        return verdict
    for leads_to in promises(compiled, law):
        asked = fairly(compiled, law, plainly(compiled.model, engine, leads_to))
        violated = engine.violated(asked)
        if violated:
            return verdict._replace(
                outcome="violated" if claimed else "holds",
                reason=f"{verdict.strength}, {ROUND}",
                question=asked,
                fair="violated",
            )
        if violated is None:
            reason = f"{verdict.strength}, {FAIR} not decided: {engine.why_undecided()}"
            return verdict._replace(outcome="undecided" if claimed else "holds", reason=reason, fair="undecided")
    return verdict._replace(reason=FAIR, strength=FAIR, fair="holds")


def decided(law: Law, asked: Questions, engine: Engine, complete: bool) -> Verdict:
    """The verdict on a law that applies."""
    violated = engine.reachable(asked.violation)
    if violated:
        return Verdict(law, "violated", "", asked.violation)
    if violated is None and complete:
        return Verdict(law, "undecided", "the question does not fit into the memory", asked.situation)
    if engine.reachable(asked.situation):
        outcome: Outcome = "holds" if complete or law.kind == "reachable" else "undecided"
        return Verdict(law, outcome, "" if outcome == "holds" else "no violation within the bound", asked.situation)
    if not complete:
        return Verdict(law, "undecided", "its situation was not met within the bound", asked.situation)
    if law.kind == "reachable":
        return Verdict(law, "violated", "it never happens", asked.situation)
    return Verdict(law, "vacuous", "its situation is never met", asked.situation)


def beside_the_point(compiled: Compiled, law: Law) -> str:
    """Why the law is not about this Pod, as far as the configuration and the faults tell; else empty."""
    if law.given and compiled.formula(law.given) is not True:
        return f"no {law.needs}" if law.needs else "not in this configuration"
    missing = set(law.faults.split()) - compiled.faults
    return f"without the fault {', '.join(sorted(missing))}" if missing else ""


def questions(compiled: Compiled, law: Law) -> Questions:
    """The law as formulas, joined over the containers and the events that it is meant for."""
    asked = list(instances(compiled, law))
    return Questions(disjunction(each.situation for each in asked), disjunction(each.violation for each in asked))


def instances(compiled: Compiled, law: Law) -> Iterator[Questions]:
    """The law for each container and each event that it is meant for."""
    local = any(condition and compiled.is_local(condition) for condition in (law.when, law.then))
    for component in compiled.components_of("container") if local else (None,):
        when = compiled.formula(law.when, component) if law.when else True
        then = compiled.formula(law.then, component) if law.then else True
        match law.kind:
            case "always":
                yield Questions(when, conjunction([when, negation(then)]))
            case "stable":
                yield Questions(when, False)
                yield from undone(compiled, when)
            case "terminal":
                rest = conjunction(negation(action.changes_something) for action in compiled.model.actions)
                yield Questions(conjunction([rest, then]), conjunction([rest, negation(then)]))
            case "reachable" if not law.events:
                yield Questions(when, False)
            case _:
                yield from _around(compiled, law, component, when, then)


def _around(compiled: Compiled, law: Law, component: int | None, when: Formula, then: Formula) -> Iterator[Questions]:
    for action in compiled.model.actions:
        if not happens(law, action) or (component is not None and action.component not in (component, None)):
            continue
        situation = conjunction([action.guard, when])
        if law.kind == "reachable":
            yield Questions(situation, False, action)
        else:
            judged = action.weakest_precondition(then) if law.kind == "after" else then
            yield Questions(situation, conjunction([situation, negation(judged)]), action)


def happens(law: Law, action: Action) -> bool:
    """Whether the law speaks of this action: by its event, or by who takes it (`kubelet's`)."""
    return is_named(action, set(law.events.split()))


def undone(compiled: Compiled, fact: Formula) -> Iterator[Questions]:
    """The states in which the fact holds and a step ends it."""
    for action in compiled.model.actions:
        kept = action.weakest_precondition(fact)
        if kept is not fact:
            ended = conjunction([action.guard, fact, negation(kept)])
            yield Questions(ended, ended, action)


def to_the_end(compiled: Compiled, verdict: Verdict, trace: Trace) -> Trace:
    """The trace of a verdict with the step that the law is about, if it is about a step."""
    if verdict.law.kind in STRENGTH:
        return trace
    state = trace.end
    for asked in instances(compiled, verdict.law):
        wanted = asked.violation if verdict.outcome == "violated" else asked.situation
        if asked.action is not None and evaluate(wanted, state):
            after = compiled.model.successor(asked.action, state)
            if after is not None:
                return trace._replace(steps=(*trace.steps, Step(asked.action, after)))
    return trace
