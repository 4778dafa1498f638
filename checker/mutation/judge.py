"""What the laws make of a mutant: killed, proved equivalent on these Pods, or survived."""

from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from typing import Any, Literal, NamedTuple

from podproof.checker.compile import Compiled
from podproof.checker.engines import ENGINES, Engine
from podproof.checker.model import Action, Bounds, Formula, Model, atom, conjunction, disjunction, negation
from podproof.checker.mutation.mutants import Mutant
from podproof.checker.verify import verdicts
from podproof.spec.notation import Law, Specification

Status = Literal["killed", "survived", "equivalent"]

LONGEST = Bounds(seconds=60.0)
"""Where the exploration of one mutant gives up, which leaves its laws undecided."""


ENOUGH = 4
"""On how many Pods one law must have found a mutant until no other law is looked for."""


class Kill(NamedTuple):
    """A law that found the fault, on which Pod, and how.

    `violated`: it is broken.  `vacuous`: its situation is never met any more.  `not applicable`: the step that it
    speaks of is gone.  `refused`: the checker could not read the specification (no law was needed).
    """

    law: str
    outcome: str
    scenario: str


class Judgement(NamedTuple):
    """What became of a mutant: who found it, and on which Pods it can do anything that the true one cannot."""

    name: str
    operator: str
    machine: str
    kills: tuple[Kill, ...]
    differs: tuple[str, ...]

    @property
    def status(self) -> Status:
        """Killed by a law, equivalent if it has the same reachable steps for every Pod, else survived."""
        return "killed" if self.kills else "survived" if self.differs else "equivalent"

    @property
    def laws(self) -> frozenset[str]:
        """The laws that found it."""
        return frozenset(kill.law for kill in self.kills)


class Truth(NamedTuple):
    """A Pod under the true specification, explored once: its model and the laws that hold."""

    scenario: str
    compiled: Compiled
    engine: Engine
    holding: frozenset[str]


class MutantJudge:
    """Judges mutants of a specification by laws on some Pods.

    A mutant goes from Pod to Pod and from law to law until so many different `killers` have found it: one, to see that
    it is found; two, to see also whether one law alone finds it, on the first Pods that show it (`ENOUGH`).
    """

    def __init__(
        self, specification: Specification, pods: Mapping[str, Any], laws: Iterable[Law] | None = None, killers: int = 1
    ):
        self.specification = specification
        self.laws = tuple(specification.laws if laws is None else laws)
        self.killers = killers
        self.truths = [self._truth(name, pod) for name, pod in pods.items()]

    def _truth(self, scenario: str, pod: Any) -> Truth:
        compiled = Compiled(self.specification, pod)
        engine = ENGINES["symbolic"](compiled.model, Bounds())
        complete = engine.explore().complete
        decided = verdicts(compiled, engine, self.laws, complete)
        holding = frozenset(verdict.law.name for verdict in decided if verdict.outcome == "holds")
        return Truth(scenario, compiled, engine, holding)

    def __call__(self, mutant: Mutant) -> Judgement:
        """The judgement on one mutant."""
        kills: list[Kill] = []
        differs: list[str] = []
        for truth in self.truths:
            found = self._found(truth, mutant)
            if found is not None:
                differs.append(truth.scenario)
                for kill in found:
                    kills.append(kill)
                    if self._suffices(kills):
                        break
            if self._suffices(kills):
                break
        return Judgement(mutant.name, mutant.operator, mutant.machine.__name__, tuple(kills), tuple(differs))

    def _suffices(self, kills: list[Kill]) -> bool:
        pods = {kill.scenario for kill in kills}
        refused = any(kill.outcome == "refused" for kill in kills)
        return refused or len(pods) >= ENOUGH or len({kill.law for kill in kills}) >= self.killers

    def _found(self, truth: Truth, mutant: Mutant) -> Iterator[Kill] | None:
        """Who finds the mutant on this Pod; None if it is the same there as the true specification."""
        compiled = recompiled(truth.compiled, mutant.of(self.specification))
        try:
            changed = difference(truth.compiled.model, compiled.model)
        except ValueError:
            return iter([Kill("", "refused", truth.scenario)])
        return self._kills(truth, compiled) if truth.engine.reachable(changed) else None

    def _kills(self, truth: Truth, compiled: Compiled) -> Iterator[Kill]:
        engine = ENGINES["symbolic"](compiled.model, LONGEST)
        complete = engine.explore().complete
        asked = [law for law in self.laws if law.name in truth.holding]
        for verdict in verdicts(compiled, engine, asked, complete):
            if verdict.outcome not in ("holds", "undecided"):
                yield Kill(verdict.law.name, verdict.outcome, truth.scenario)


def recompiled(compiled: Compiled, specification: Specification) -> Compiled:
    """The same Pod under a variant of its specification that changes no variable that was a constant before."""
    variant = copy(compiled)
    variant.specification = specification
    vars(variant).pop("model", None)
    return variant


def difference(true: Model, mutated: Model) -> Formula:
    """The states in which the two models, of the same variables, do not have the same steps.

    If none of them is reachable in the one, then by induction over its steps both reach the same states by the same
    steps: the models are equivalent.
    """
    those = [{(action.event, action.component): action for action in model.actions} for model in (true, mutated)]
    before, after = those
    return disjunction(_differ(before.get(key), after.get(key)) for key in before | after)


def _differ(one: Action | None, other: Action | None) -> Formula:
    if one is None or other is None:
        there = one or other
        return there.changes_something if there else False
    if one == other:
        return False
    either = (
        conjunction([one.changes_something, negation(other.changes_something)]),
        conjunction([negation(one.changes_something), other.changes_something]),
    )
    apart = disjunction(_apart(one, other))
    return disjunction([*either, conjunction([one.changes_something, other.changes_something, apart])])


def _apart(one: Action, other: Action) -> Iterator[Formula]:
    for variable in sorted(one.updates.keys() | other.updates.keys()):
        cases = one.updates.get(variable, ()), other.updates.get(variable, ())
        if cases[0] != cases[1]:
            for value in dict.fromkeys(case.value for those in cases for case in those):
                asked = atom(variable, value)
                yield conjunction([one.weakest_precondition(asked), negation(other.weakest_precondition(asked))])
                yield conjunction([negation(one.weakest_precondition(asked)), other.weakest_precondition(asked)])
