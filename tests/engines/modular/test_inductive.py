"""Only a set that no action leaves passes the check on which every answer of the modular engine rests."""

from itertools import chain

import pytest
from strategies import FEWER, SCENARIOS
from widened import contradictions, explored, widened

from podproof.checker.compile import Compiled
from podproof.checker.engines.choice import MANY, run_engine
from podproof.checker.engines.modular.engine import Modular
from podproof.checker.engines.modular.guess import guess, selections
from podproof.checker.engines.modular.inductive import InductiveInvariant
from podproof.checker.engines.modular.reduction import Classes
from podproof.checker.engines.symbolic.diagrams import Set
from podproof.checker.exploration import Options, explore
from podproof.checker.formulas import State
from podproof.checker.gate.answers import FaultFree
from podproof.checker.model import Bounds
from podproof.checker.verify import law_formulas
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.state import Container, Pod, Probe


class Checked(Modular):
    """The modular engine, with the sets that it guesses and its check at hand."""

    def __init__(self, pod: Pod) -> None:
        super().__init__(Compiled(LIFECYCLE, pod, FEWER).model)
        self.check = InductiveInvariant(self._encoding, self.model, self._parts, self._classes)
        self.products = [self._product(kept) for kept in selections(self._classes)]

    def _product(self, kept: Classes) -> Set:
        """The states of which all local states are those of the small model with these components."""
        found = guess(self._diagrams, self.model, kept, self._classes, Bounds())
        return found.sets.in_whole(found.local, self._encoding, found.small.places, self._classes)

    def is_closed(self, states: Set) -> bool:
        """Whether no action of any component leads out of the states, asked without regard to classes."""
        groups = chain(self.check.relation.components, self.check.relation.shared, self.check.relation.global_actions)
        return not any((group.step.image(states) & ~states).satisfiable() for group in groups)

    def encoded(self, state: State) -> Set:
        """The set of one state."""
        return self._encoding.state(state)

    def untouched(self) -> Set:
        """The states in which a variable of the first of several that are alike has its initial value."""
        first = max(self._classes, key=len)[0]
        place = next(n for n, variable in enumerate(self.model.variables) if variable.component == first)
        return self._encoding.equals(place, self.model.variables[place].initial)


@pytest.fixture(scope="module", params=["init-always", "single-never"])
def checked(request) -> Checked:
    """A scenario with copies of a container."""
    return Checked(widened(SCENARIOS[request.param]))


def test_asking_one_component_of_those_alike_gives_the_answer_of_asking_each(checked):
    answers = [checked.check.holds(states) for states in checked.products]
    assert answers == [checked.is_closed(states) for states in checked.products]
    assert True in answers


def test_a_set_without_the_initial_state_is_refused(checked):
    states = next(filter(checked.check.holds, checked.products))
    assert not checked.check.holds(states & ~checked.encoded(checked.model.initial))


def test_a_set_that_an_action_leaves_is_refused(checked):
    states = next(filter(checked.check.holds, checked.products))
    assert not checked.check.holds(states & checked.untouched())


def test_a_set_that_tells_containers_that_are_alike_apart_is_not_symmetric(checked):
    assert checked.check.is_symmetric(checked.products[0])
    assert not checked.check.is_symmetric(checked.untouched())


def test_states_are_left_out_of_an_invariant_only_if_no_action_leads_to_them():
    compiled = Compiled(LIFECYCLE, widened(SCENARIOS["sidecar-always"]), ())
    modular, exact = Modular(compiled.model, Bounds()), explored(compiled, "symbolic")
    modular.explore()
    stops_last = next(law for law in LIFECYCLE.laws if law.name == "sidecars-stop-last")
    assert modular.reachable(law_formulas(compiled, stops_last).violation) is False
    assert contradictions(LIFECYCLE, compiled, modular, exact) == []


def test_without_enough_containers_that_are_alike_every_question_is_open():
    alone = explore(LIFECYCLE, SCENARIOS["single-never"], Options("modular", frozenset(), laws=("gone-is-gone",)))
    assert not alone.size.complete
    assert [verdict.outcome for verdict in alone.verdicts] == ["undecided"]


def test_it_explores_many_containers_and_has_executions_of_all_of_them():
    probe = Probe("httpGet")
    members = (Container(f"app-{each}", startup_probe=probe, readiness_probe=probe) for each in range(MANY + 1))
    compiled = Compiled(LIFECYCLE, Pod("many", tuple(members)), ())
    name, engine, size = run_engine(compiled.model, skips_liveness=True)
    assert (name, size.complete, size.exact) == ("modular", True, False)
    ready = compiled.formula_of_any("ready_condition_is_true")
    assert engine.reachable(ready)
    trace = engine.trace(ready)
    assert trace is not None
    assert {step.action.component for step in trace.steps} == {None, *range(MANY + 1)}
    assert all(engine.reachable(compiled.formula("has_restarted_twice", each)) for each in range(MANY + 1))


def test_findings_about_many_containers_are_decided_by_it():
    pod = Pod("many", tuple(Container(f"app-{each}") for each in range(MANY + 1)))
    found = explore(LIFECYCLE, pod, Options("modular", frozenset({"kubelet"}), laws=("gone-is-gone",)))
    without_faults = FaultFree(found)
    assert isinstance(without_faults.engine[0], Modular)
    assert without_faults.met(without_faults.compiled.formula("has_restarted_twice", MANY)) is True
    assert without_faults.met(without_faults.compiled.formula("probe_has_failed", MANY)) is False
