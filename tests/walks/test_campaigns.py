"""A campaign walks as often and as long as planned, the same walks for a seed, and counts what it has seen."""

import re

import pytest
import yaml
from hypothesis import strategies as st
from strategies import FOLDER, SCENARIOS, pods
from test_walks import BROKEN

from checker.cli import main
from checker.compile import compile_pod
from checker.fuzzing import lifecycle
from checker.reports.coverage import coverage
from checker.walks import Coverage, Plan, Transition, campaign
from checker.walks.coverage import Transitions
from spec.machines import MACHINES
from spec.manifest import read
from spec.specification import LIFECYCLE

SINGLE = SCENARIOS["single-never"]
FILE = str(FOLDER / "single-never.yaml")


@pytest.fixture(scope="module")
def small():
    """What a small campaign has seen."""
    return campaign(st.just(SINGLE), lifecycle(), Plan(walks=25, steps=40, seed=1))


def test_a_campaign_walks_at_least_as_often_as_planned_and_never_longer(small):
    assert small.walks >= 25 and small.steps <= small.walks * 41
    assert small.failure is None and small.in_time


def test_the_same_seed_walks_the_same_walks_and_another_seed_others(small):
    again = campaign(st.just(SINGLE), lifecycle(), Plan(walks=25, steps=40, seed=1))
    other = campaign(st.just(SINGLE), lifecycle(), Plan(walks=25, steps=40, seed=2))
    assert (again.steps, again.coverage.taken) == (small.steps, small.coverage.taken)
    assert other.coverage.taken != small.coverage.taken


def test_a_campaign_ends_when_its_time_is_over():
    found = campaign(pods(), lifecycle(), Plan(walks=None, steps=20, seconds=1.0))
    assert found.seconds < 30 and not found.in_time and found.failure is None


def test_a_seeded_fault_is_found_in_random_pods_and_told_by_one_with_nothing_to_spare(monkeypatch):
    monkeypatch.setattr("checker.walks.campaign.SHRINKING", 3.0)
    failure = campaign(pods(), lifecycle(BROKEN), Plan(walks=100, steps=60, seed=1)).failure
    assert failure is not None and failure.law.name == "back-off-after-a-restart"
    (container,) = failure.pod.members
    assert container.liveness_probe is container.post_start is container.pre_stop is None
    assert failure.size == (1, 6)


def test_the_transitions_of_a_step_are_those_of_its_leader_and_of_all_that_follow():
    compiled = compile_pod(LIFECYCLE, SINGLE)
    transitions = Transitions(compiled)
    assert list(transitions.taken(("deletes", None), compiled.model.initial)) == [
        Transition("Deletion", "deletes", "Alive", "Gone"),
        Transition("User", "deletes", "Anytime", "Anytime"),
    ]
    assert Transition("PostStart", "hook_fails", "Running", "Failed") not in set(transitions.possible)


def test_the_random_pods_can_take_every_transition_that_there_is():
    seen = campaign(pods(), lifecycle(), Plan(walks=20, steps=2, seed=1)).coverage
    every = {(machine.__name__, *rule[:3]) for machine in MACHINES for rule in LIFECYCLE.rules(machine)}
    assert {tuple(each) for each in seen.possible} <= every


def test_the_table_counts_what_was_taken_of_what_was_possible_and_names_the_rest():
    seen = Coverage()
    kubelet = (
        Transition("Kubelet", "kubelet_stops", "Up", "Down"),
        Transition("Kubelet", "kubelet_starts", "Down", "Up"),
    )
    seen.possible.update([*kubelet, Transition("User", "deletes", "Anytime", "Anytime")])
    seen.taken.update([kubelet[0], kubelet[0]])
    lines = [line.plain for line in coverage(LIFECYCLE, seen)]
    assert lines[1:5] == [
        "  Kubelet             1 of 2     kubelet_starts Down→Up",
        "  User                0 of 1     deletes Anytime",
        "  all                 1 of 3",
        "  events never taken: deletes, kubelet_starts",
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


def test_fuzz_tells_a_bug_as_a_story_with_a_pod_that_shows_it_and_exits_1(capsys, monkeypatch, tmp_path):
    monkeypatch.setattr("checker.walks.campaign.SHRINKING", 3.0)
    assert main(["fuzz", "--bug", "83705", "--walks", "100", "--seed", "1"]) == 1
    out = capsys.readouterr().out
    assert re.search(r"(?s)a walk that breaks it: \d+ steps \(irreducible.*WHO +WHAT +STATUS.*kubelet +starts", out)
    (tmp_path / "pod.yaml").write_text(out.partition("the Pod, on Kubernetes")[2].partition("\n")[2])
    assert yaml.safe_load((tmp_path / "pod.yaml").read_text())["kind"] == "Pod"
    assert read([str(tmp_path / "pod.yaml")]).problems == ()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--faults", "kubelt"], "there is no class of faults 'kubelt'; did you mean kubelet?"),
        (["--kubernetes", "1.99"], "Kubernetes 1.99 is not modelled"),
        (["nowhere.yaml"], "could not be read"),
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
