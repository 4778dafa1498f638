"""Mutation testing: each transition has mutants, and each is killed, proved equivalent, or reported as a survivor."""

import json
from functools import cache

import pytest
from strategies import SCENARIOS

from podproof.checker.cli import main
from podproof.checker.compile import Compiled
from podproof.checker.exploration import Options, explore
from podproof.checker.mutation import OPERATORS, Judgment, Mutant, MutantJudge, mutants, record
from podproof.checker.mutation.judge import difference
from podproof.checker.mutation.mutants import opposite
from podproof.checker.reports import mutants as report
from podproof.spec.expected import Reviewed, reviewed
from podproof.spec.pod.lifecycle import LIFECYCLE

MUTANTS = {mutant.name: mutant for mutant in mutants(LIFECYCLE)}

KILLED = "Stop.kills Signalled→Idle: without `grace_is_over`"
VACUOUS = "Scheduling.schedules Unscheduled→Scheduled: left out"
EQUIVALENT = "Stop.kills Signalled→Idle: without `not kill_restarts_it`"
GONE = "Stop.pre_stop_cut PreStop→SignalledLate: left out"


@cache
def judge(scenario: str = "hooks", killers: int = 99) -> MutantJudge:
    """A judge with one Pod only."""
    return MutantJudge(LIFECYCLE, {scenario: SCENARIOS[scenario]}, killers=killers)


def judged(name: str, scenario: str = "hooks") -> Judgment:
    """The judgment on the mutant of that name."""
    return judge(scenario)(MUTANTS[name])


def graph(mutant: Mutant | None, scenario: str) -> set[tuple[object, ...]]:
    """Every edge between the reachable states of the Pod: an oracle for equivalence."""
    specification = LIFECYCLE if mutant is None else mutant.of(LIFECYCLE)
    engine = explore(specification, SCENARIOS[scenario], Options(engine="explicit", laws=("gone-is-gone",))).engine
    actions = [(action.event, action.component) for action in engine.model.actions]
    states = list(engine.states())
    return {(states[source], *actions[action], states[target]) for source, action, target in engine.edges()}


def test_no_two_mutants_have_the_same_name():
    assert len(MUTANTS) == sum(1 for _ in mutants(LIFECYCLE))


@pytest.mark.parametrize("operator", OPERATORS)
def test_every_operator_makes_some_mutant(operator):
    assert any(mutant.operator == operator for mutant in MUTANTS.values())


def test_every_transition_is_mutated():
    every = {(machine, *each[:4]) for machine in LIFECYCLE.machines for each in LIFECYCLE.transitions(machine)}
    assert {(mutant.machine, *mutant.transition[:4]) for mutant in MUTANTS.values()} == every


def test_a_mutant_changes_transitions_of_one_machine_only():
    mutant = MUTANTS[KILLED]
    changed = [
        each for each in LIFECYCLE.machines if mutant.of(LIFECYCLE).transitions(each) != LIFECYCLE.transitions(each)
    ]
    assert changed == [mutant.machine]


def test_a_condition_negated_twice_is_itself():
    assert opposite(opposite("runs")) == "runs"


def test_a_violated_law_kills_the_mutant():
    assert ("kill-after-grace", "violated", "hooks") in judged(KILLED).kills


def test_a_law_whose_situation_has_become_unreachable_kills_the_mutant():
    assert "vacuous" in {kill.outcome for kill in judged(VACUOUS).kills}


def test_a_law_whose_event_is_gone_kills_the_mutant():
    assert ("pre-stop-cut-at-the-end-of-grace", "not applicable", "hooks") in judged(GONE).kills


@pytest.mark.parametrize("name", [KILLED, EQUIVALENT, GONE])
def test_a_mutant_is_equivalent_exactly_where_its_states_and_steps_are_the_same(name):
    same = graph(MUTANTS[name], "single-never") == graph(None, "single-never")
    assert ("single-never" not in judged(name, "single-never").differs) == same


def test_a_model_does_not_differ_from_itself():
    model = Compiled(LIFECYCLE, SCENARIOS["hooks"]).model
    assert difference(model, model) is False


def test_a_mutant_that_cannot_be_read_is_refused():
    true = MUTANTS[KILLED]
    lost = true.transition._replace(target="Nowhere")
    mutant = true._replace(change="to Nowhere instead", instead=((true.transition, (lost,)),))
    assert [kill.outcome for kill in judge()(mutant).kills] == ["refused"]


def test_mutate_prints_a_table_of_machines(capsys):
    main(["mutate", "--machine", "Scheduling", "--scenario", "single-never", "--processes", "1"])
    assert "Scheduling" in capsys.readouterr().out


LAX = ["mutate", "--machine", "Registry", "--law", "gone-is-gone", "--scenario", "no-grace", "--processes", "1"]
"""Mutants of a machine that the one law is not about."""


def test_mutate_fails_for_a_survivor_that_nobody_has_reviewed(monkeypatch, capsys):
    monkeypatch.setattr("podproof.spec.expected.reviewed", lambda: Reviewed({}, {}))
    assert main(LAX) == 1
    assert "SURVIVED Registry.pull_succeeds" in capsys.readouterr().out


def test_mutate_succeeds_if_each_survivor_has_a_reason(monkeypatch, capsys):
    monkeypatch.setattr("podproof.spec.expected.reviewed", lambda: Reviewed(dict.fromkeys(MUTANTS, "Because."), {}))
    assert main(LAX) == 0
    assert "reviewed Registry.pull_succeeds" in capsys.readouterr().out


def test_mutate_judges_the_same_sample_for_the_same_seed(capsys):
    drawn = []
    for processes in ("1", "2"):
        main(["mutate", "--sample=5", "--seed=7", "--scenario=no-grace", "--format=json", f"--processes={processes}"])
        drawn.append(json.loads(capsys.readouterr().out))
    assert drawn[0] == drawn[1]
    assert len(drawn[0]["mutants"]) == 5


def test_the_page_of_mutants_has_each_survivor_and_each_law_with_its_reason():
    survivor = Judgment(KILLED, "drop a conjunct", "Stop", (), ("hooks",))
    made = record.record([survivor], ["hooks"], [law for law in LIFECYCLE.laws if law.name == "gone-is-gone"])
    page = report.page(made, ["gone-is-gone"], {KILLED: "It is slower."}, {"gone-is-gone": "Laws begin with it."})
    plain = KILLED.replace("`", "'")  # or the name would end the code that it stands in
    assert f"It is slower.\n\n* `{plain}`" in page
    assert "| `gone-is-gone` |  | Laws begin with it. |" in page
    assert "| Stop | 0 | 1 | 0 |" in page


def test_the_judgments_are_read_back_from_the_json_that_mutate_prints(capsys):
    main(["mutate", "--machine", "Scheduling", "--scenario", "no-grace", "--format", "json", "--processes", "1"])
    document = json.loads(capsys.readouterr().out)
    again = report.document(
        list(report.judgments(document)), document["scenarios"], document["laws"], document["killers"]
    )
    assert again == document


@pytest.mark.parametrize(
    "arguments",
    [["--machine", "Stopp"], ["--law", "gone-is-gon"], ["--scenario", "single-nevr"], ["--scenario", "probes@x"]],
    ids=" ".join,
)
def test_mutate_refuses_an_unknown_name(arguments, capsys):
    assert main(["mutate", *arguments]) == 2
    assert "podproof mutate:" in capsys.readouterr().err


def test_every_reviewed_survivor_is_a_mutant():
    assert reviewed().survivors.keys() <= MUTANTS.keys()


def test_every_law_with_a_reason_to_exist_is_a_law():
    assert reviewed().laws.keys() <= {law.name for law in LIFECYCLE.laws}
