"""Test cases about all executions of a Pod, each assertion decided by the symbolic engine."""

from collections.abc import Iterator, Mapping, Sequence

from podproof.checker.compile import Compiled
from podproof.checker.engines import ENGINES, Engine
from podproof.checker.formulas import Formula, conjunction, disjunction, negation
from podproof.checker.model import Bounds
from podproof.checker.verify import LawFormulas
from podproof.spec.kubernetes_tests import Answer, Decision, Input, NotModeled, Question, answer
from podproof.spec.kubernetes_tests.executions import EACH, INITS, POD, Claim, Conditions, deciders, executions
from podproof.spec.kubernetes_tests.reads import read_whole
from podproof.spec.notation import Specification

PER_POD = Bounds(seconds=60)
"""Where the search through the Pod of a case gives up."""


class ClaimFormulas:
    """A claim about some containers of a Pod as formulas."""

    def __init__(self, compiled: Compiled, containers: Sequence[int]) -> None:
        self.compiled = compiled
        every = range(len(compiled.configuration.components))
        self.sites: Mapping[str, Sequence[int | None]] = {
            POD: [None],
            EACH: every,
            INITS: [each for each in every if compiled.formula("is_init", each) is True],
            **{str(position): [container] for position, container in enumerate(containers)},
        }

    def of(self, claim: Claim) -> LawFormulas:
        """The states of which the claim speaks, and those that contradict it."""
        instances = list(self._instances(claim))
        return LawFormulas(
            disjunction(each.situation for each in instances), disjunction(each.violation for each in instances)
        )

    def _instances(self, claim: Claim) -> Iterator[LawFormulas]:
        when, then = self._formula(claim.when), self._formula(claim.then)
        if not claim.events:
            yield LawFormulas(when, False if claim.kind == "reachable" else conjunction([when, negation(then)]))
        for action in self.compiled.model.actions if claim.events else ():
            if action.event in claim.events.split() and (not claim.of or action.component in self.sites[claim.of]):
                situation = conjunction([action.guard, when])
                required = action.weakest_precondition(then) if claim.kind == "after" else then
                yield LawFormulas(situation, conjunction([situation, negation(required)]))

    def _formula(self, conditions: Conditions) -> Formula:
        return conjunction(
            self.compiled.formula(condition, site) for who, condition in conditions.items() for site in self.sites[who]
        )


def holds_in_executions(specification: Specification, case: Input) -> Answer:
    """Whether each assertion holds in all executions of the Pod; one about nothing does not.  Raises NotModeled."""
    asked = read_whole("assertions", executions, case)
    compiled = Compiled(specification, asked.pod, asked.faults)
    engine = ENGINES["symbolic"](compiled.model, PER_POD)
    size = engine.explore()
    if not size.complete:
        raise NotModeled(f"the executions of this Pod are not all known within {size.bound}")
    return {
        text: Decision(_holds(engine, ClaimFormulas(compiled, containers).of(claim)), tuple(deciders(claim)))
        for text, (claim, containers) in asked.assertions.items()
    }


def any_case(specification: Specification) -> Question:
    """The question that any case asks: about one state, or about all executions of a Pod."""
    return lambda case: holds_in_executions(specification, case) if "assertions" in case else answer(case)


def _holds(engine: Engine, formulas: LawFormulas) -> bool:
    return bool(engine.reachable(formulas.situation)) and not engine.reachable(formulas.violation)
