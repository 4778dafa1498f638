"""What kubectl prints of one state is what the rows say of all states, and what explanations say of recordings."""

from functools import cache

import pytest
from strategies import SCENARIOS

from podproof.checker.compile import Compiled
from podproof.checker.engines.explicit import Graph
from podproof.checker.formulas import evaluate
from podproof.spec.observation.columns import askable, text_explanations
from podproof.spec.observation.explanations import ANNOUNCED, PUBLISHERS
from podproof.spec.observation.facts import state_fact as shown_state
from podproof.spec.observation.status_texts import OF_CONTAINERS
from podproof.spec.pod import kubectl
from podproof.spec.pod.lifecycle import LIFECYCLE

SMALL = sorted(SCENARIOS, key=lambda name: len(SCENARIOS[name].members))[:4]


@cache
def compiled(name):
    return Compiled(LIFECYCLE, SCENARIOS[name], faults=())


@cache
def states(name):
    return list(Graph(compiled(name).model).states())


@cache
def published(name):
    """The states in which a whole status may be published."""
    may = compiled(name).formula("may_publish")
    return [state for state in states(name) if evaluate(may, state)]


def test_every_event_that_observations_name_is_led_by_some_machine():
    led = {each.event for machine in LIFECYCLE.machines for each in LIFECYCLE.transitions(machine) if each.leading}
    named = PUBLISHERS | ANNOUNCED
    assert named - led == set()


@pytest.mark.parametrize("name", SMALL)
def test_a_recording_may_show_each_container_as_kubectl_does(name):
    pod = SCENARIOS[name]
    for state in published(name):
        records = compiled(name).records(state)
        for site in range(len(pod.members)):
            fact = shown_state(pod, site, *kubectl.api_state(pod, *records, site))
            assert evaluate(compiled(name).formula(fact.condition, site), state), (fact, records)


@pytest.mark.parametrize("name", SMALL)
def test_exactly_one_row_of_the_status_column_is_true_of_each_state(name):
    pod = SCENARIOS[name]
    rows = [
        (row.text, [compiled(name).formula(fact.condition, fact.site) for fact in row.facts])
        for row in kubectl.printer(pod).status_rows
    ]
    for state in states(name):
        texts = [text for text, facts in rows if all(evaluate(fact, state) for fact in facts)]
        assert texts == [kubectl.next_line(pod, *compiled(name).records(state)).status]


@pytest.mark.parametrize("name", SMALL)
def test_a_text_of_the_status_column_is_explained_exactly_where_it_is_printed(name):
    pod = SCENARIOS[name]
    for text in sorted({*askable(pod)} - {*kubectl.PHASES, *OF_CONTAINERS}):
        explained = [
            [compiled(name).formula(fact.condition, fact.site) for fact in explanation.shown]
            for explanation in text_explanations(pod, text, True)
        ]
        for state in published(name):
            is_explained = any(all(evaluate(fact, state) for fact in facts) for facts in explained)
            records = compiled(name).records(state)
            assert is_explained == (kubectl.next_line(pod, *records).status == text), (text, records)
