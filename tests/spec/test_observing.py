"""What a status shows is said as words, for sets of states, and as columns, for one state: they say the same."""

from functools import cache

import pytest
from strategies import SCENARIOS

from podproof.checker.compile import compile_pod
from podproof.checker.engines.explicit import Graph
from podproof.checker.model import evaluate
from podproof.spec.observation.columns import HIDDEN, REASONS, known, shows
from podproof.spec.observation.explanations import ANNOUNCED, PUBLISHERS
from podproof.spec.observation.lifecycle import FORGETTING, REMEMBERING
from podproof.spec.observation.shown import STATES
from podproof.spec.observation.shown import state as shown_state
from podproof.spec.pod import kubectl
from podproof.spec.pod.lifecycle import LIFECYCLE

SMALL = sorted(SCENARIOS, key=lambda name: len(SCENARIOS[name].members))[:6]


@cache
def compiled(name):
    return compile_pod(LIFECYCLE, SCENARIOS[name], faults=())


@cache
def published(name):
    """The states in which a whole status may be published."""
    graph = Graph(compiled(name).model)
    may = compiled(name).formula("may_publish")
    return [state for state in graph.states() if evaluate(may, state)]


def shown(name, state, site):
    """What the columns say of a container."""
    pod, records = compiled(name).records(state)
    members = kubectl.members(SCENARIOS[name], records)
    return " ".join(kubectl.api_state(SCENARIOS[name], pod, members[site])).strip()


def test_every_event_that_observations_name_is_one_that_some_machine_leads():
    led = {rule.event for machine in LIFECYCLE.machines for rule in LIFECYCLE.transitions(machine) if rule.leading}
    named = PUBLISHERS | ANNOUNCED | {FORGETTING}
    assert named - led == set()
    remembered = {rule.event for m in REMEMBERING.machines for rule in REMEMBERING.transitions(m) if rule.leading}
    assert led - remembered == {FORGETTING}


@pytest.mark.parametrize("name", SMALL)
def test_the_state_of_a_container_in_the_columns_is_what_its_words_say(name):
    pod = SCENARIOS[name]
    for state in published(name):
        for site in range(len(pod.members)):
            kind, _, reason = shown(name, state, site).partition(" ")
            fact = shown_state(pod, site, kind, reason)
            assert evaluate(compiled(name).formula(fact.condition, site), state), (fact, compiled(name).records(state))


@pytest.mark.parametrize("name", SMALL)
def test_a_container_is_shown_in_one_state_only_whatever_the_reason(name):
    waiting = {
        REASONS[value.partition(" ")[2]] for value in STATES if value.startswith("waiting") and value not in HIDDEN
    }
    kinds = {
        "waiting": waiting,
        "running": {STATES["running"]},
        "terminated": {STATES["terminated"], REASONS["ContainerStatusUnknown"]},
    }
    for state in published(name):
        for site in range(len(SCENARIOS[name].members)):
            holds = [
                kind
                for kind, conditions in kinds.items()
                if any(evaluate(compiled(name).formula(condition, site), state) for condition in conditions)
            ]
            assert len(holds) == 1, (holds, compiled(name).records(state))


@pytest.mark.parametrize("name", SMALL)
def test_the_status_column_shows_a_word_exactly_where_its_ways_say_so(name):
    pod = SCENARIOS[name]
    predicates = {
        predicate
        for predicate in known(pod)
        if predicate not in ("Pending", "Running", "Succeeded", "Failed", "Unknown")
    }
    for predicate in sorted(predicates):
        ways = [[compiled(name).formula(f.condition, f.site) for f in way.shown] for way in shows(pod, predicate, True)]
        for state in published(name):
            said = any(all(evaluate(formula, state) for formula in facts) for facts in ways)
            if said:
                assert kubectl.line(pod, *compiled(name).records(state)).status == predicate, compiled(name).records(
                    state
                )
