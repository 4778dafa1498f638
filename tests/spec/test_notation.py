"""The specification says only what the checker can read back, and says it with the predicates that exist."""

import ast
import inspect
from collections import Counter
from collections.abc import Iterator

import lint
import pytest
from specified import ARITHMETIC, PREDICATES, conditions, every_transition
from statemachine import StateMachine

from podproof.checker.compile.scope import domains
from podproof.spec.conditions import names
from podproof.spec.notation_of_machines import transitions
from podproof.spec.pod import predicates
from podproof.spec.pod import state as pod_state
from podproof.spec.pod.event_texts import EVENT_TEXTS
from podproof.spec.pod.known_bugs import BUGS
from podproof.spec.pod.known_bugs import predicates as bug_predicates
from podproof.spec.pod.laws import LAWS
from podproof.spec.pod.live_variables import LIVE_WHEN
from podproof.spec.pod.machines import MACHINES
from podproof.spec.pod.situations import SITUATIONS
from podproof.spec.pod.state import Container, ContainerState, Pod, PodState
from podproof.spec.rules import numbers_cited, rules

RECORDS = {"pod": PodState, "container": ContainerState}

every_machine = pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.__name__)


def conditions_of_bugs() -> Iterator[str]:
    """Every condition in the catalog of known bugs, which has predicates of its own."""
    changes = (each for bug in BUGS for change in bug.changes for each in (change.becomes, change.also) if each)
    yield from (change.get("guard", "") for change in changes)
    yield from (bug.concerns for bug in BUGS)
    yield from (condition for bug in BUGS if (law := bug.expectation) for condition in (law.when, law.then, law.given))


@every_machine
def test_a_machine_is_flat_and_each_transition_is_one_event_one_guard_one_action(machine):
    assert list(lint.structure(machine)) == []


@every_machine
def test_no_name_is_captured_by_the_library_or_means_two_things(machine):
    assert list(lint.names(machine, predicates)) == []


@every_machine
def test_every_guard_joins_known_predicates(machine):
    assert list(lint.guards(machine, predicates)) == []


@every_machine
def test_a_machine_raises_errors_and_listens_to_the_predicates_alone(machine):
    assert issubclass(machine, StateMachine)
    assert machine.listeners == [predicates]


@every_machine
def test_a_machine_has_an_actor_exactly_if_it_leads_an_event(machine):
    assert bool(machine.actor) == any(transition.leading for transition in transitions(machine))


@every_machine
def test_a_machine_sets_only_fields_of_its_own_record(machine):
    assert {field for each in transitions(machine) for field in each.changes} <= set(RECORDS[machine.scope]._fields)


@every_machine
def test_the_states_of_a_machine_are_the_values_of_its_field_in_their_order(machine):
    states = [state.id for state in machine.states]
    known = {field: (list(values), initial) for field, values, initial in state_domains()}
    first = machine.initial_state.id if machine.field else states[0]
    values, initial = known[machine.field] if machine.field else (states, states[0])
    assert sorted(states) == sorted(values)
    assert first == initial


def state_domains():
    nothing = dict.fromkeys((*Pod._fields, *Container._fields))
    for record in RECORDS.values():
        yield from domains(record, nothing, PREDICATES.__getitem__)


def test_every_field_of_state_belongs_to_exactly_one_machine():
    owned = {machine: {machine.field} - {""} for machine in MACHINES}
    for machine, transition in every_transition():
        owned[machine].update(transition.changes)
    owners = Counter(field for fields in owned.values() for field in fields)
    assert owners == dict.fromkeys((*PodState._fields, *ContainerState._fields), 1)


def test_a_field_of_state_is_named_once_in_the_whole_state():
    named = Counter((*Pod._fields, *PodState._fields, *Container._fields, *ContainerState._fields))
    assert [name for name, times in named.items() if times > 1] == ["name"]


def test_every_field_and_every_value_of_a_pod_has_a_comment_that_cites_only_known_rules():
    lines = inspect.getsource(pod_state).splitlines()
    fields = [
        node
        for record in ast.parse("\n".join(lines)).body
        if isinstance(record, ast.ClassDef)
        for node in record.body
        if isinstance(node, ast.AnnAssign)
    ]
    values = [node for field in fields if field.end_lineno > field.lineno for node in field.annotation.slice.elts]
    assert [lines[node.lineno - 1] for node in fields + values if "  # " not in lines[node.lineno - 1]] == []
    assert {number for line in lines for number in numbers_cited(line).split()} <= rules().keys()


def test_every_event_is_led_by_exactly_one_machine():
    leaders = {transition.event: set() for _, transition in every_transition()}
    for machine, transition in every_transition():
        if transition.leading:
            leaders[transition.event].add(machine.__name__)
    assert {event: those for event, those in leaders.items() if len(those) != 1} == {}


def test_no_machine_both_leads_and_follows_an_event():
    leading = {(machine, transition.event) for machine, transition in every_transition() if transition.leading}
    following = {(machine, transition.event) for machine, transition in every_transition() if not transition.leading}
    assert not leading & following


def test_actions_of_one_name_do_the_same():
    named = {}
    for machine in MACHINES:
        for state in machine.states:
            for transition in state.transitions:
                for action in lint.declared(transition.on):
                    assert named.setdefault(action.__qualname__, vars(action)["changes"]) == vars(action)["changes"]
    assert named


def test_every_condition_joins_only_known_predicates():
    assert [complaint for text in conditions() if text for complaint in lint.condition(text, predicates)] == []


def test_every_condition_of_a_known_bug_joins_only_known_predicates():
    known = PREDICATES.keys() | lint.functions_in(bug_predicates).keys()
    assert {name for text in conditions_of_bugs() if text for name in names(text)} <= known


def test_every_event_has_its_text_and_no_text_is_left_over():
    assert EVENT_TEXTS.keys() == {transition.event for _, transition in every_transition()}


def test_an_event_of_a_container_names_it_and_one_of_the_pod_does_not():
    scopes = {transition.event: machine.scope for machine, transition in every_transition() if transition.leading}
    assert [event for event, text in EVENT_TEXTS.items() if ("{name}" in text) != (scopes[event] == "container")] == []


def test_every_rule_that_is_cited_exists():
    cited = {
        **{f"{machine.__name__}.{transition.event}": transition.cites for machine, transition in every_transition()},
        **{name: numbers_cited(function.__doc__ or "").split() for name, function in (PREDICATES | ARITHMETIC).items()},
        **{law.name: law.cites.split() for law in LAWS},
        **{situation.name: situation.cites.split() for situation in SITUATIONS},
    }
    assert {place: those for place, those in cited.items() if not those or not set(those) <= rules().keys()} == {}


def test_laws_and_situations_have_different_names():
    named = Counter([law.name for law in LAWS] + [situation.name for situation in SITUATIONS])
    assert [name for name, times in named.items() if times > 1] == []


def test_a_law_names_only_known_events_and_actors():
    actors = {f"{machine.actor}'s" for machine in MACHINES if machine.actor}
    assert {event for law in LAWS for event in law.events.split()} <= EVENT_TEXTS.keys() | actors


def test_every_field_of_the_state_says_when_it_is_live():
    assert LIVE_WHEN.keys() == {*PodState._fields, *ContainerState._fields}
