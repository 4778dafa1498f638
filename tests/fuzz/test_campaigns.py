"""A campaign walks as often and as long as planned, the same walks for a seed, and counts what it has seen."""

import json
import re
import shlex

import pytest
import yaml
from hypothesis import strategies as st
from strategies import FOLDER, SCENARIOS, pods
from test_walks import BROKEN

from podproof.checker.cli import main
from podproof.checker.compile import Compiled
from podproof.checker.fuzz import Coverage, Plan, Recorder, TransitionId, campaign
from podproof.checker.fuzz.coverage import Transitions
from podproof.checker.fuzz.lifecycle import lifecycle
from podproof.checker.reports.walks import coverage
from podproof.spec.manifest import read
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.machines import MACHINES
from podproof.spec.pod.state import Container, Pod

SINGLE = SCENARIOS["single-never"]
FILE = str(FOLDER / "single-never.yaml")


@pytest.fixture(scope="module")
def small():
    """What a small campaign has seen."""
    return campaign(st.just(SINGLE), lifecycle(), Plan(walks=25, steps=40, seed=1))


def test_a_campaign_walks_at_least_as_often_as_planned_and_never_longer(small):
    assert small.walks >= 25 and small.steps <= small.walks * 40
    assert small.failure is None and small.stop == ""


def test_the_same_seed_walks_the_same_walks_and_another_seed_others(small):
    again = campaign(st.just(SINGLE), lifecycle(), Plan(walks=25, steps=40, seed=1))
    other = campaign(st.just(SINGLE), lifecycle(), Plan(walks=25, steps=40, seed=2))
    assert (again.steps, again.coverage.taken) == (small.steps, small.coverage.taken)
    assert other.coverage.taken != small.coverage.taken


def test_a_campaign_ends_when_its_time_is_over():
    found = campaign(pods(), lifecycle(), Plan(walks=None, steps=20, seconds=1.0))
    assert found.stop == "the time is over" and found.failure is None and found.seconds < 30


def test_a_campaign_that_is_interrupted_keeps_what_it_has_seen(monkeypatch):
    begin = Recorder.begin

    def impatient(journal, ground):
        begin(journal, ground)
        if journal.walks == 15:
            raise KeyboardInterrupt

    monkeypatch.setattr(Recorder, "begin", impatient)
    found = campaign(st.just(SINGLE), lifecycle(), Plan(walks=25, steps=40, seed=1))
    assert (found.stop, found.walks) == ("interrupted", 15) and found.coverage.taken


@pytest.fixture(scope="module")
def failing():
    """How walks through random Pods end when the specification is broken."""
    return campaign(pods(), lifecycle(BROKEN), Plan(walks=100, steps=60, seed=4))


def test_a_seeded_mutation_is_found_in_random_pods_and_shown_by_a_minimal_one(failing):
    failure = failing.failure
    assert failure is not None and failure.law.name == "only-a-second-restart-backs-off"
    assert failure.pod == Pod("drawn", (Container("app-0"),))
    assert len(failure.trace.steps) == 6


def test_the_last_round_alone_walks_into_the_same_failure(failing):
    again = campaign(pods(), lifecycle(BROKEN), failing.last)
    assert (again.failure.pod, again.failure.trace) == (failing.failure.pod, failing.failure.trace)
    assert again.walks <= failing.walks


def test_the_transitions_of_a_step_are_those_of_its_leader_and_of_all_that_follow():
    compiled = Compiled(LIFECYCLE, SINGLE)
    transitions = Transitions(compiled)
    assert list(transitions.taken(("deletes", None), compiled.model.initial)) == [
        TransitionId("Deletion", "deletes", "Alive", "Gone"),
        TransitionId("User", "deletes", "Anytime", "Anytime"),
    ]
    assert TransitionId("PostStart", "hook_fails", "Running", "Failed") not in set(transitions.possible)


def test_the_random_pods_can_take_every_transition_that_there_is():
    seen = campaign(pods(), lifecycle(), Plan(walks=20, steps=2, seed=1)).coverage
    every = {(machine.__name__, *rule[:3]) for machine in MACHINES for rule in LIFECYCLE.transitions(machine)}
    assert {tuple(each) for each in seen.possible} <= every


def test_the_table_counts_what_was_taken_of_what_was_possible_and_names_the_rest():
    seen = Coverage()
    kubelet = (
        TransitionId("Kubelet", "kubelet_stops", "Up", "Down"),
        TransitionId("Kubelet", "kubelet_starts", "Down", "Up"),
    )
    seen.possible.update([*kubelet, TransitionId("User", "deletes", "Anytime", "Anytime")])
    seen.taken.update([kubelet[0], kubelet[0]])
    lines = [line.plain for line in coverage(LIFECYCLE, seen)]
    assert lines[1:5] == [
        "  Kubelet             1 of 2     kubelet_starts Down→Up",
        "  User                0 of 1     deletes Anytime",
        "  all                 1 of 3",
        "  events never taken: kubelet_starts, deletes",
    ]
    assert lines[5].startswith("  not for these Pods: opens_scheduling_gate, schedules")
    assert max(map(len, lines)) <= 80


def test_fuzz_tells_what_it_walks_how_fast_and_what_it_has_seen(capsys):
    assert main(["fuzz", FILE, "--walks", "3", "--steps", "20", "--seed", "7"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("3 walks of at most 20 steps, seed 7: single-never\n")
    assert re.search(r"\d+ walks, \d+ steps, \d+\.\d s, \d+ steps/s", out)
    assert "no walk breaks a law, or leads the machines elsewhere than the model" in out


def test_fuzz_prints_a_seed_and_the_same_seed_prints_the_same(capsys):
    def printed(*options):
        main(["fuzz", FILE, "--walks", "2", "--steps", "20", *options])
        return re.sub(r"[\d.,]+ s, [\d,]+ steps/s", "", capsys.readouterr().out)

    first = printed()
    (seed,) = re.findall(r"seed (\d+)", first)
    assert printed("--seed", seed) == first


def test_fuzz_tells_a_bug_as_a_trace_with_a_pod_that_shows_it_and_exits_1(capsys, tmp_path):
    assert main(["fuzz", "--bug", "17011", "--seed", "1", "--faults", "kubelet"]) == 1
    out = capsys.readouterr().out
    assert re.search(r"(?s)a walk that breaks it: \d+ steps \(irreducible.*WHO +WHAT +STATUS.*kubelet +starts", out)
    manifest = out.partition("the Pod, on Kubernetes")[2].partition("\n")[2].partition("  again:")[0]
    (tmp_path / "pod.yaml").write_text(manifest)
    assert yaml.safe_load(manifest)["kind"] == "Pod"
    assert read([str(tmp_path / "pod.yaml")]).problems == ()


def test_the_command_that_fuzz_prints_tells_the_same_failure_again(capsys):
    def told(*arguments):
        assert main(["fuzz", *arguments]) == 1
        return capsys.readouterr().out.partition("\n\n")[2]

    first = told(FILE, "--bug", "17011", "--seed", "4", "--steps", "60", "--kubernetes", "1.25", "--faults", "kubelet")
    (command,) = re.findall(r"again: podproof fuzz (.*)", first)
    assert told(*shlex.split(command)) == first


def test_fuzz_as_json_has_every_transition_and_the_failure_with_its_pod(capsys):
    assert main(["fuzz", "--bug", "17011", "--seed", "1", "--faults", "kubelet", "--format", "json"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert document["version"] == 1 and document["seed"] == 1 and document["stopped"] == ""
    assert {"machine": "Scheduling", "event": "schedules", "source": "Unscheduled", "target": "Scheduled"}.items() <= (
        next(each for each in document["transitions"] if each["event"] == "schedules").items()
    )
    failure = document["failure"]
    assert failure["law"] in failure["what"] and failure["pod"]["kind"] == "Pod"
    assert failure["trace"]["lines"][0]["text"] == "the Pod is created"
    assert failure["again"].startswith("podproof fuzz --seed 1 ")


def test_fuzz_as_json_has_no_failure_where_no_walk_failed(capsys):
    assert main(["fuzz", FILE, "--walks", "2", "--steps", "20", "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["failure"] is None and "dies" in document["eventsNotForThesePods"]


def test_fuzz_walks_through_what_it_can_read_and_exits_2_for_the_rest(capsys):
    assert main(["fuzz", FILE, "nowhere.yaml", "--walks", "1", "--steps", "5"]) == 2
    captured = capsys.readouterr()
    assert "no walk breaks a law" in captured.out and "nowhere.yaml" in captured.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--faults", "kubelt"], "unknown class of faults 'kubelt'; did you mean kubelet?"),
        (["--kubernetes", "1.99"], "Kubernetes 1.99 is not modelled"),
        (["nowhere.yaml"], "nowhere.yaml: error: no such file"),
    ],
    ids=["a misspelt fault", "an unknown version", "no such file"],
)
def test_misuse_of_fuzz_is_told_and_exits_2(capsys, arguments, message):
    assert main(["fuzz", *arguments]) == 2
    assert message in capsys.readouterr().err


def test_minutes_that_are_none_are_refused(capsys):
    with pytest.raises(SystemExit):
        main(["fuzz", "--minutes", "soon"])
    assert "'soon' is no time in minutes, such as 10 or 0.5" in capsys.readouterr().err
