"""The engines agree with each other, and all of them with the machines as their own library runs them."""

import random
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

import pytest
from hypothesis import HealthCheck, assume, given, settings
from strategies import FEWER, GRAPH, SCENARIOS, SMALL, VISITED, pods

from podproof.checker.compile import Compiled
from podproof.checker.engines.live import Label, LiveMachines
from podproof.checker.engines.successors import Successors
from podproof.checker.exploration import Exploration, Options, explore
from podproof.checker.model import Bounds, Formula, State, evaluate
from podproof.checker.trace import Trace
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.state import Pod

LIMIT = 40_000
"""States beyond which a random Pod is left to the symbolic engine alone."""

TOLD = ["single-onfailure", "probes", "hooks", "init-never", "sidecar-never", "sidecars-hooks", "two-always"]
"""Scenarios whose traces are replayed by live machines, which take a millisecond for a state."""

random_pods = pods(most_inits=1, most_regulars=1)
patiently = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], max_examples=12
)


@lru_cache(maxsize=1)
def by_graph(pod: Pod, faults: frozenset[str] | None, limit: int | None = None) -> Exploration:
    """The Pod as the explicit engine explores it, every state one by one."""
    return explore(LIFECYCLE, pod, Options(engine="explicit", faults=faults, bounds=Bounds(limit)))


def explored_both_ways(name: str) -> tuple[Exploration, Exploration]:
    """A scenario by the graph and as sets of states."""
    pod, faults = SCENARIOS[name], VISITED[name]
    return by_graph(pod, faults), explore(LIFECYCLE, pod, Options(engine="symbolic", faults=faults))


def questions(exploration: Exploration) -> dict[str, Formula]:
    """Every question that the exploration has answered, by the name of its law or situation."""
    named = {verdict.law.name: verdict.question for verdict in exploration.verdicts}
    return named | {finding.situation.name: finding.question for finding in exploration.situations}


def answers(exploration: Exploration) -> dict[str, object]:
    """What has been found out, whoever did."""
    return {
        "states": exploration.size.states,
        "transitions": exploration.size.transitions,
        "complete": exploration.size.complete,
        **{verdict.law.name: (verdict.outcome, verdict.reason) for verdict in exploration.verdicts},
        **{finding.situation.name: finding.reachable for finding in exploration.situations},
    }


def traces(exploration: Exploration) -> Iterator[tuple[Formula, Trace]]:
    """A trace for each question that has one."""
    for question in set(questions(exploration).values()):
        trace = exploration.trace(question)
        if trace is not None:
            yield question, trace


@pytest.mark.parametrize("name", SMALL)
def test_sets_of_states_and_states_one_by_one_give_the_same_answers(name):
    graph, symbolic = explored_both_ways(name)
    assert answers(symbolic) == answers(graph)


@pytest.mark.parametrize("name", SMALL)
def test_each_situation_and_each_law_has_the_same_number_of_states(name):
    graph, symbolic = explored_both_ways(name)
    ours, theirs = questions(symbolic), questions(graph)
    assert {each: symbolic.engine.count(ours[each]) for each in ours} == {
        each: graph.engine.count(theirs[each]) for each in theirs
    }


@pytest.mark.parametrize("name", SMALL)
def test_no_trace_is_shorter_than_the_graphs(name):
    graph, symbolic = explored_both_ways(name)
    for question, trace in traces(symbolic):
        shortest = len(graph.engine.trace(question).steps)
        assert len(trace.steps) == shortest if trace.shortest else len(trace.steps) >= shortest


@patiently
@given(random_pods)
def test_engines_agree_on_any_pod(pod):
    graph = by_graph(pod, FEWER, LIMIT)
    assume(graph.size.complete)
    symbolic = explore(LIFECYCLE, pod, Options(engine="symbolic", faults=FEWER))
    assert answers(symbolic) == answers(graph)
    for question, trace in traces(symbolic):
        assert evaluate(question, trace.end)
        assert len(trace.steps) >= len(graph.trace(question).steps)


def steps_of_the_model(compiled: Compiled, state: State) -> dict[Label, State]:
    """What may happen in a state by the definition of the model."""
    after = {
        (action.event, action.component): compiled.model.successor(action, state) for action in compiled.model.actions
    }
    return {label: target for label, target in after.items() if target is not None}


def steps_of_the_generated_code(compiled: Compiled, successors: Successors, state: State) -> dict[Label, State]:
    """What may happen in a state by the code that the explicit engine runs."""
    actions, encoding = compiled.model.actions, successors.encoding
    return {
        (actions[action].event, actions[action].component): encoding.unpack(after)
        for action, after in successors.of(encoding.pack(state))
    }


def steps_of_the_machines(live: LiveMachines, state: State) -> dict[Label, State]:
    """What may happen in a state by the library of the machines; a step that changes nothing is none."""
    return {label: after for label, after in live.successors(state) if after != state}


@pytest.mark.parametrize("name", TOLD)
def test_every_trace_replays_on_live_machines_into_the_state_that_was_asked_for(explored, name):
    exploration = explored(name)
    live, known = LiveMachines(exploration.compiled), {}
    for question, trace in traces(exploration):
        state = trace.start
        assert state == exploration.compiled.model.initial
        for step in trace.steps:
            if state not in known:
                known[state] = steps_of_the_machines(live, state)
            assert known[state][step.action.event, step.action.component] == step.state
            state = step.state
        assert evaluate(question, state)


def differing(faults: frozenset[str] | None, every: int) -> list[State]:
    """Of every so many states of the smallest Pod, those in which not all three say the same."""
    compiled = Compiled(LIFECYCLE, SCENARIOS["single-never"], faults)
    graph, live = GRAPH(compiled.model, Bounds()), LiveMachines(compiled)
    assert graph.explore().complete
    return [
        state
        for state in islice(graph.states(), 0, None, every)
        if not steps_of_the_machines(live, state)
        == steps_of_the_model(compiled, state)
        == steps_of_the_generated_code(compiled, graph.successors, state)
    ]


def test_the_model_is_the_machines_in_every_state_of_the_smallest_pod():
    assert differing(frozenset(), every=1) == []


def test_the_model_is_the_machines_in_every_so_many_states_of_the_smallest_pod_with_all_faults():
    assert differing(None, every=101) == []


@settings(parent=patiently, max_examples=15)
@given(pods())
def test_the_model_is_the_machines_along_a_walk_through_any_pod(pod):
    compiled = Compiled(LIFECYCLE, pod)
    live, generated, chance = LiveMachines(compiled), Successors(compiled.model), random.Random(pod.name)
    state = compiled.model.initial
    for _ in range(30):
        steps = steps_of_the_machines(live, state)
        assert steps_of_the_model(compiled, state) == steps
        assert steps_of_the_generated_code(compiled, generated, state) == steps
        if not steps:
            break
        state = steps[chance.choice(sorted(steps, key=str))]
