"""What a status shows is said as words, for sets of worlds, and as columns, for one world: they say the same."""

from functools import cache

import pytest
from strategies import SCENARIOS

from podproof.checker.compile import compile_pod
from podproof.checker.engines.graph import Graph
from podproof.checker.model import evaluate
from podproof.spec import kubectl
from podproof.spec.observing.columns import HIDDEN, REASONS, known, shows
from podproof.spec.observing.shown import STATES, state
from podproof.spec.observing.specification import FORGETTING, REMEMBERING
from podproof.spec.observing.ways import ANNOUNCED, PUBLISHERS
from podproof.spec.specification import LIFECYCLE

SMALL = sorted(SCENARIOS, key=lambda name: len(SCENARIOS[name].members))[:6]


@cache
def compiled(name):
    return compile_pod(LIFECYCLE, SCENARIOS[name], faults=())


@cache
def published(name):
    """The worlds in which a whole status may be published."""
    graph = Graph(compiled(name).model)
    may = compiled(name).formula("may_publish")
    return [world for world in graph.worlds() if evaluate(may, world)]


def shown(name, world, site):
    """What the columns say of a container."""
    pod, state = compiled(name).state(world)
    members = kubectl.members(SCENARIOS[name], state)
    return " ".join(kubectl.api_state(SCENARIOS[name], pod, members[site])).strip()


def test_every_event_that_observations_name_is_one_that_some_machine_leads():
    led = {rule.event for machine in LIFECYCLE.machines for rule in LIFECYCLE.rules(machine) if rule.leading}
    named = PUBLISHERS | ANNOUNCED | {FORGETTING}
    assert named - led == set()
    remembered = {rule.event for m in REMEMBERING.machines for rule in REMEMBERING.rules(m) if rule.leading}
    assert led - remembered == {FORGETTING}


@pytest.mark.parametrize("name", SMALL)
def test_the_state_of_a_container_in_the_columns_is_what_its_words_say(name):
    pod = SCENARIOS[name]
    for world in published(name):
        for site in range(len(pod.members)):
            kind, _, reason = shown(name, world, site).partition(" ")
            fact = state(pod, site, kind, reason)
            assert evaluate(compiled(name).formula(fact.sentence, site), world), (fact, compiled(name).state(world))


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
    for world in published(name):
        for site in range(len(SCENARIOS[name].members)):
            holds = [
                kind
                for kind, sentences in kinds.items()
                if any(evaluate(compiled(name).formula(sentence, site), world) for sentence in sentences)
            ]
            assert len(holds) == 1, (holds, compiled(name).state(world))


@pytest.mark.parametrize("name", SMALL)
def test_the_status_column_shows_a_word_exactly_where_its_ways_say_so(name):
    pod = SCENARIOS[name]
    words = {word for word in known(pod) if word not in ("Pending", "Running", "Succeeded", "Failed", "Unknown")}
    for word in sorted(words):
        ways = [[compiled(name).formula(f.sentence, f.site) for f in way.shown] for way in shows(pod, word, True)]
        for world in published(name):
            said = any(all(evaluate(formula, world) for formula in facts) for facts in ways)
            if said:
                assert kubectl.line(pod, *compiled(name).state(world)).status == word, compiled(name).state(world)
