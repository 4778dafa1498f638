"""The engines agree with each other, and all of them with the machines as their own library runs them."""

import random
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, assume, given, settings
from strategies import COMPARED, COMPARED_WITH_ALL_FAULTS, FEWER, GRAPH, NARROWED, SCENARIOS, pods

from podproof.checker.compile import Compiled
from podproof.checker.engines.live import Label, LiveMachines
from podproof.checker.engines.successors import Successors
from podproof.checker.exploration import Exploration, Options, explore
from podproof.checker.formulas import Formula, State, evaluate
from podproof.checker.model import Bounds
from podproof.checker.properties import LeadsTo
from podproof.checker.trace import Trace
from podproof.checker.verify import LIVENESS_KINDS, law_formulas, why_not_applicable
from podproof.spec.notation import Law, Specification
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.state import Pod

LIMIT = 5_000
"""States beyond which a random Pod is left to the symbolic engine alone."""

REPLAYED = ["probes", "hooks", "sidecar-never"]
"""Scenarios whose traces are replayed by live machines, which take a millisecond for a state."""

small_pods = pods(most_inits=1, most_regulars=1)
without_deadline = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], max_examples=3
)


class Both(NamedTuple):
    """One Pod as each of the engines has explored it."""

    explicit: Exploration
    symbolic: Exploration


def by_both(pod: Pod, faults: frozenset[str] | None, specification: Specification = LIFECYCLE) -> Both:
    """The Pod explored state by state, and as sets of states."""
    options = Options(engine="explicit", faults=faults), Options(engine="symbolic", faults=faults)
    return Both(*(explore(specification, pod, each) for each in options))


def scenarios(names: Iterable[str]) -> list[object]:
    """The names as parameters; with `--dist loadgroup` one process keeps all tests of a scenario."""
    return [pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in names]


@pytest.fixture(scope="module", params=scenarios(COMPARED))
def narrowed(request) -> Both:
    """A scenario with few classes of fault and every law decided, explored once for all the tests that ask for it."""
    return by_both(SCENARIOS[request.param], NARROWED[request.param])


@pytest.fixture(scope="module", params=scenarios(COMPARED_WITH_ALL_FAULTS))
def full(request) -> Both:
    """A scenario with all classes of fault; no law is decided."""
    return by_both(SCENARIOS[request.param], None, LIFECYCLE._replace(laws=()))


def answers(exploration: Exploration) -> dict[str, object]:
    """Everything that an exploration has found out, whichever engine decided it."""
    return {
        "states": exploration.size.states,
        "transitions": exploration.size.transitions,
        "complete": exploration.size.complete,
        **{verdict.law.name: (verdict.outcome, verdict.reason) for verdict in exploration.verdicts},
        **{result.situation.name: result.reachable for result in exploration.situations},
    }


def questions(exploration: Exploration) -> Iterator[Formula]:
    """The formula of each situation, and of each verdict on a law about states."""
    yield from (result.question for result in exploration.situations)
    yield from (each.question for each in exploration.verdicts if not isinstance(each.question, LeadsTo))


def formulas(compiled: Compiled, laws: Iterable[Law]) -> Iterator[Formula]:
    """The situation and the violation of each law about states that applies."""
    for law in laws:
        if law.kind not in LIVENESS_KINDS and not why_not_applicable(compiled, law):
            yield from law_formulas(compiled, law)[:2]


def weight(trace: Trace) -> int:
    """How much the steps of a trace weigh together."""
    return sum(step.action.weight for step in trace.steps)


def counts(exploration: Exploration, laws: Iterable[Law]) -> list[int]:
    """The number of states of each situation, and of the situation and the violation of each law."""
    asked = [result.question for result in exploration.situations]
    return [exploration.engine.count(each) for each in (*asked, *formulas(exploration.compiled, laws))]


def test_both_engines_give_the_same_answers(narrowed):
    """Numbers of states and transitions, every verdict with its reason, and every situation."""
    assert answers(narrowed.symbolic) == answers(narrowed.explicit)


def test_both_engines_count_the_same_states_for_every_situation_and_every_law(narrowed):
    """The number of states of each situation, and of the situation and the violation of each law about states."""
    assert counts(narrowed.symbolic, LIFECYCLE.laws) == counts(narrowed.explicit, LIFECYCLE.laws)


def test_no_symbolic_trace_is_lighter_than_a_most_plausible_one(narrowed):
    """The trace of each situation and each law: as light as the explicit engine's if it claims to be most plausible."""
    for question in set(questions(narrowed.symbolic)):
        trace, lightest = narrowed.symbolic.engine.trace(question), narrowed.explicit.engine.trace(question)
        assert (trace is None) is (lightest is None)
        if trace:
            assert evaluate(question, trace.end)
            assert weight(trace) >= weight(lightest)
            assert weight(trace) == weight(lightest) or trace.minimality == "irreducible"


def test_both_engines_count_the_same_states_when_all_faults_can_strike(full):
    """Numbers of states and transitions, and of states of each situation and of each law that needs further faults."""
    assert answers(full.symbolic) == answers(full.explicit)
    laws = [law for law in LIFECYCLE.laws if set(law.faults.split()) - FEWER]
    assert counts(full.symbolic, laws) == counts(full.explicit, laws)


@without_deadline
@given(small_pods)
def test_both_engines_agree_on_any_small_pod(pod):
    """All answers, and for each question a symbolic trace that is no lighter than the most plausible one."""
    explicit = explore(LIFECYCLE, pod, Options(engine="explicit", faults=FEWER, bounds=Bounds(LIMIT)))
    assume(explicit.size.complete)
    symbolic = explore(LIFECYCLE, pod, Options(engine="symbolic", faults=FEWER))
    assert answers(symbolic) == answers(explicit)
    for question in set(questions(symbolic)):
        if trace := symbolic.engine.trace(question):
            assert evaluate(question, trace.end)
            assert weight(trace) >= weight(explicit.engine.trace(question))


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


@pytest.mark.parametrize("name", REPLAYED)
def test_every_trace_replays_on_live_machines_into_the_state_that_was_asked_for(explored, name):
    exploration = explored(name)
    live, known = LiveMachines(exploration.compiled), {}
    for question in set(questions(exploration)):
        trace = exploration.engine.trace(question)
        if trace is None:
            continue
        state = trace.start
        assert state == exploration.compiled.model.initial
        for step in trace.steps:
            if state not in known:
                known[state] = steps_of_the_machines(live, state)
            assert known[state][step.action.event, step.action.component] == step.state
            state = step.state
        assert evaluate(question, state)


def differing(faults: frozenset[str] | None, every: int) -> list[State]:
    """Of every so many states of the smallest Pod, those in which model, generated code and live machines differ."""
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
    assert differing(None, every=499) == []


@settings(parent=without_deadline, max_examples=8)
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
