"""Belief states hold exactly the states that a search state by state finds."""

import pytest
from equal_components import models_of_equal_components
from hypothesis import given
from random_models import distances, models
from strategies import SCENARIOS

from podproof.checker.compile import Compiled
from podproof.checker.engines.successors import Successors
from podproof.checker.engines.symbolic.belief import BeliefOperations
from podproof.checker.formulas import evaluate
from podproof.spec.pod.lifecycle import LIFECYCLE

SMALL = sorted(SCENARIOS, key=lambda name: len(SCENARIOS[name].members))[:4]
EVENT = "publishes"


@pytest.fixture(params=SMALL)
def model(request):
    return Compiled(LIFECYCLE, SCENARIOS[request.param], faults=()).model


def closed(model, start, hidden):
    """Every state that actions reach from the start, hidden ones only or all."""
    successors, chosen = Successors(model), lambda action: not (hidden and model.actions[action].event == EVENT)
    found, queue = set(start), list(start)
    for state in queue:
        for action, after in successors.of(successors.encoding.pack(state)):
            values = successors.encoding.unpack(after)
            if chosen(action) and values not in found:
                found.add(values)
                queue.append(values)
    return found


def inside(tracking, states, all_states):
    return {state for state in all_states if tracking.contains(states, state)}


def test_closures_under_hidden_and_under_all_actions_are_those_of_a_search(model):
    tracking = BeliefOperations(model, lambda action: action.event == EVENT)
    everything = closed(model, [model.initial], hidden=False)
    reached = tracking.eventually(tracking.start, tracking.where(True))
    assert inside(tracking, reached, everything) == everything
    assert tracking._encoding.count(reached) == len(everything)
    unseen = closed(model, [model.initial], hidden=True)
    assert inside(tracking, tracking.unseen(tracking.start, tracking.where(True)), everything) == unseen


def test_one_event_leads_forward_and_backward_as_its_action_does(model):
    tracking = BeliefOperations(model, lambda action: action.event == EVENT)
    (action,) = [action for action in model.actions if action.event == EVENT]
    everything = closed(model, [model.initial], hidden=False)
    able = {state for state in everything if evaluate(action.guard, state)}
    after = {model.successor(action, state) or state for state in able}
    states = tracking.eventually(tracking.start, tracking.where(True))
    assert inside(tracking, tracking.after(states, EVENT), everything) == after
    assert inside(tracking, tracking.leading_to(states, EVENT), everything) == able


@given(models | models_of_equal_components)
def test_the_closure_of_any_model_under_all_actions_has_as_many_states_as_are_reachable(model):
    operations = BeliefOperations(model, lambda action: False)
    reached = operations.eventually(operations.start, operations.where(True))
    assert operations._encoding.count(reached) == len(distances(model))
