"""Whether laws tell a mutant from the true specification: killed, survived, or equivalent on the Pods at hand."""

from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from functools import cache
from typing import Any, Literal, NamedTuple

from podproof.checker.compile import Compiled
from podproof.checker.compile.actions import ActionBuilder
from podproof.checker.engines import ENGINES, Engine
from podproof.checker.formulas import Formula, atom, conjunction, disjunction, negation
from podproof.checker.model import Action, Bounds, Model
from podproof.checker.mutation.mutants import Mutant
from podproof.checker.verify import LIVENESS_KINDS, verdicts
from podproof.spec.notation import Law, Specification

Status = Literal["killed", "survived", "equivalent"]

LONGEST = Bounds(seconds=60.0)
"""The bound on exploring one mutant; beyond it, its laws stay undecided."""

ENOUGH = 4
"""Once laws kill a mutant on this many Pods, no other Pod is asked."""


class Kill(NamedTuple):
    """A law that kills a mutant, on which Pod, and how.

    `violated`: the mutant violates the law.  `vacuous`: the law's situation is unreachable in the mutant.
    `not applicable`: the mutant lacks the event that the law is about.  `refused`: the checker could not read the
    mutant, so that no law was needed.
    """

    law: str
    outcome: str
    scenario: str


class Judgment(NamedTuple):
    """The result for one mutant: the laws that kill it, and the Pods on which it differs reachably from the truth."""

    name: str
    operator: str
    machine: str
    kills: tuple[Kill, ...]
    differs: tuple[str, ...]

    @property
    def status(self) -> Status:
        """Killed by a law; equivalent if it reaches the same states by the same steps on every Pod; else survived."""
        return "killed" if self.kills else "survived" if self.differs else "equivalent"

    @property
    def laws(self) -> frozenset[str]:
        """The laws that kill it."""
        return frozenset(kill.law for kill in self.kills)


class Truth(NamedTuple):
    """A Pod under the true specification, explored once: its model and the laws that hold."""

    scenario: str
    compiled: Compiled
    engine: Engine
    holding: frozenset[str]


class MutantJudge:
    """Judges mutants of a specification by laws on some Pods; each Pod is explored once, when it is first needed.

    A mutant goes from Pod to Pod and from law to law until `killers` different laws have killed it: one shows that it
    is killed; two show also whether one law alone kills it, on the first `enough` Pods on which any law does.
    """

    def __init__(
        self,
        specification: Specification,
        pods: Mapping[str, Any],
        laws: Iterable[Law] | None = None,
        killers: int = 1,
        enough: int = ENOUGH,
        bounds: Bounds = LONGEST,
    ):
        self.specification = specification
        self.pods = pods
        self.laws = tuple(specification.laws if laws is None else laws)
        self.killers = killers
        self.enough = enough
        self.bounds = bounds
        self.truth = cache(self._truth)

    def _truth(self, scenario: str) -> Truth:
        compiled = Compiled(self.specification, self.pods[scenario])
        engine = ENGINES["symbolic"](compiled.model, Bounds())
        complete = engine.explore().complete
        decided = verdicts(compiled, engine, self.laws, complete)
        holding = frozenset(verdict.law.name for verdict in decided if verdict.outcome == "holds")
        return Truth(scenario, compiled, engine, holding)

    def __call__(self, mutant: Mutant, scenarios: Iterable[str] = ()) -> Judgment:
        """The judgment on one mutant, on these Pods only (none: all)."""
        kills: list[Kill] = []
        differs: list[str] = []
        for truth in map(self.truth, scenarios or self.pods):
            found = self._kills_on(truth, mutant)
            if found is not None:
                differs.append(truth.scenario)
                for kill in found:
                    kills.append(kill)
                    if self._suffices(kills):
                        break
            if self._suffices(kills):
                break
        return Judgment(mutant.name, mutant.operator, mutant.machine.name, tuple(kills), tuple(differs))

    def _suffices(self, kills: list[Kill]) -> bool:
        pods = {kill.scenario for kill in kills}
        refused = any(kill.outcome == "refused" for kill in kills)
        return refused or len(pods) >= self.enough or len({kill.law for kill in kills}) >= self.killers

    def _kills_on(self, truth: Truth, mutant: Mutant) -> Iterator[Kill] | None:
        """The laws that kill the mutant on this Pod; None if it is equivalent there."""
        try:
            compiled = recompiled(truth.compiled, mutant.of(self.specification), mutant.transition.event)
            changed = difference(truth.compiled.model, compiled.model)
        except ValueError:
            return iter([Kill("", "refused", truth.scenario)])
        return self._kills(truth, compiled, mutant) if truth.engine.reachable(changed) else None

    def _kills(self, truth: Truth, compiled: Compiled, mutant: Mutant) -> Iterator[Kill]:
        asked = [law for law in self.laws if law.name in truth.holding]
        if not asked:
            return
        engine = ENGINES["symbolic"](compiled.model, self.bounds)
        complete = engine.explore().complete
        asked.sort(key=lambda law: (law.kind in LIVENESS_KINDS, mutant.transition.event not in law.events.split()))
        for verdict in verdicts(compiled, engine, asked, complete):
            if verdict.outcome not in ("holds", "undecided"):
                yield Kill(verdict.law.name, verdict.outcome, truth.scenario)


def recompiled(compiled: Compiled, specification: Specification, event: str) -> Compiled:
    """The same Pod under a variant that changes only what happens at this event, all other actions shared.

    The variables stay those of the true specification: a value that the mutant never reaches is its fault, no trait of
    the Pod.
    """
    variant = copy(compiled)
    variant.specification = specification
    kept = (action for action in compiled.model.actions if action.event != event)
    variant.replace_model(Model(compiled.model.variables, (*kept, *ActionBuilder(variant).of(event))))
    return variant


def difference(true: Model, mutated: Model) -> Formula:
    """The states in which the two models, of the same variables, do not have the same steps.

    If none of them is reachable in the one, then by induction over its steps both reach the same states by the same
    steps: the models are equivalent.
    """
    before, after = (
        {(action.event, action.component): action for action in model.actions} for model in (true, mutated)
    )
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
