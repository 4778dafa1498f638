"""A campaign keeps to its plan, repeats the walks of a seed, and counts the transitions."""

import json
import re
import shlex
from importlib import import_module
from itertools import count

import pytest
import yaml
from hypothesis import strategies as st
from strategies import FOLDER, SCENARIOS, pods
from test_walks import BROKEN

from podproof.checker.cli import main
from podproof.checker.compile import Compiled
from podproof.checker.fuzz import Plan, Recorder, TransitionCoverage, TransitionId, campaign
from podproof.checker.fuzz.campaign import ROUND
from podproof.checker.fuzz.coverage import Transitions
from podproof.checker.fuzz.lifecycle import lifecycle_settings
from podproof.checker.reports.walks import render_coverage
from podproof.spec.manifest import read
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.state import Container, Pod

SINGLE = SCENARIOS["single-never"]
FILE = str(FOLDER / "single-never.yaml")
PLAN = Plan(walks=12, steps=25, seed=1)


@pytest.fixture(scope="module")
def small():
    """A small campaign."""
    return campaign(st.just(SINGLE), lifecycle_settings(), PLAN)


def test_a_campaign_has_at_least_the_planned_number_of_walks_and_none_is_too_long(small):
    assert small.walks >= PLAN.walks and small.steps <= small.walks * PLAN.steps
    assert small.failure is None and small.stop == ""


def test_the_same_seed_repeats_the_walks_and_another_seed_has_others(small):
    again = campaign(st.just(SINGLE), lifecycle_settings(), PLAN)
    other = campaign(st.just(SINGLE), lifecycle_settings(), PLAN._replace(seed=2))
    assert (again.steps, again.coverage.taken) == (small.steps, small.coverage.taken)
    assert other.coverage.taken != small.coverage.taken


def test_a_campaign_starts_no_round_after_its_time_limit(monkeypatch):
    clock = count()
    monkeypatch.setattr(import_module("podproof.checker.fuzz.campaign"), "monotonic", lambda: next(clock))
    found = campaign(st.just(SINGLE), lifecycle_settings(), Plan(walks=None, steps=5, seconds=1.5))
    assert (found.stop, found.failure, found.walks) == ("time limit", None, 2 * ROUND)


def test_an_interrupted_campaign_keeps_its_coverage(monkeypatch):
    begin = Recorder.begin

    def interrupted(recorder, under_test):
        begin(recorder, under_test)
        if recorder.walks == 7:
            raise KeyboardInterrupt

    monkeypatch.setattr(Recorder, "begin", interrupted)
    found = campaign(st.just(SINGLE), lifecycle_settings(), PLAN)
    assert (found.stop, found.walks) == ("interrupted", 7) and found.coverage.taken


@pytest.fixture(scope="module")
def failing():
    """A campaign through random Pods with a seeded mutation."""
    return campaign(pods(), lifecycle_settings(BROKEN), Plan(walks=100, steps=60, seed=4))


def test_a_seeded_mutation_is_found_in_random_pods_and_shown_by_a_minimal_one(failing):
    failure = failing.failure
    assert failure is not None and failure.law.name == "only-a-second-restart-backs-off"
    first = failure.pod.members[0]
    plain = tuple(Container(each.name, each.kind, each.own_policy) for each in failure.pod.members)
    assert failure.pod == Pod("drawn", plain) and len(plain) == (1 if first.kind == "regular" else 2)
    assert len(failure.trace.steps) == 6


def test_the_last_round_alone_repeats_the_failure(failing):
    again = campaign(pods(), lifecycle_settings(BROKEN), failing.last)
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


def test_transitions_that_random_pods_can_take_are_transitions_of_the_machines():
    seen = campaign(pods(), lifecycle_settings(), Plan(walks=10, steps=1, seed=1)).coverage
    every = {(machine.name, *rule[:3]) for machine in LIFECYCLE.machines for rule in LIFECYCLE.transitions(machine)}
    assert {tuple(each) for each in seen.possible} <= every


def test_the_table_counts_taken_and_possible_transitions_and_names_the_rest():
    seen = TransitionCoverage()
    kubelet = (
        TransitionId("Kubelet", "kubelet_stops", "Up", "Down"),
        TransitionId("Kubelet", "kubelet_starts", "Down", "Up"),
    )
    seen.possible.update([*kubelet, TransitionId("User", "deletes", "Anytime", "Anytime")])
    seen.taken.update([kubelet[0], kubelet[0]])
    lines = [line.plain for line in render_coverage(LIFECYCLE, seen)]
    assert lines[1:5] == [
        "  Kubelet              1 of 2     kubelet_starts Down→Up",
        "  User                 0 of 1     deletes Anytime",
        "  all                  1 of 3",
        "  events never taken: kubelet_starts, deletes",
    ]
    assert lines[5].startswith("  impossible events: opens_scheduling_gate, schedules")
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("asked", [True, False])
def test_fuzz_prints_its_plan_the_verdict_its_speed_and_if_asked_the_coverage(capsys, asked):
    assert main(["fuzz", FILE, "--walks", "3", "--steps", "20", "--seed", "7", *["--coverage"] * asked]) == 0
    plan, verdict, speed, *rest = capsys.readouterr().out.splitlines()
    assert plan == "3 walks of at most 20 steps, seed 7: single-never"
    assert verdict == "  no walk violates a law, and the live machines agree with the model"
    assert re.search(r"\d+ walks, \d+ steps, \d+\.\d s, \d+ steps/s", speed)
    assert ("NEVER TAKEN" in "".join(rest)) == asked
    assert asked or rest[0].endswith("transitions were taken (--coverage names the others)")


def test_a_walk_finds_a_bug_that_every_version_has(capsys):
    assert main(["fuzz", "--bug", "83705", "--seed", "1"]) == 1
    out = capsys.readouterr().out
    assert "never-means-one-start: counterexample" in out
    assert "repeat with: podproof fuzz --seed" in out and "--bug 83705" in out


def test_fuzz_prints_a_seed_and_the_same_seed_prints_the_same(capsys):
    def printed(*options):
        main(["fuzz", FILE, "--walks", "2", "--steps", "20", *options])
        return re.sub(r"[\d.,]+ s, [\d,]+ steps/s", "", capsys.readouterr().out)

    first = printed()
    (seed,) = re.findall(r"seed (\d+)", first)
    assert printed("--seed", seed) == first


def test_fuzz_shows_a_bug_by_a_counterexample_and_a_manifest_and_exits_1(capsys, tmp_path):
    assert main(["fuzz", "--bug", "17011", "--seed", "1", "--faults", "kubelet"]) == 1
    out = capsys.readouterr().out
    assert re.search(r"(?s): counterexample, \d+ steps \(irreducible.*WHO +WHAT +STATUS.*kubelet +publishes", out)
    manifest = out.partition("Pod, for Kubernetes")[2].partition("\n")[2].partition("  repeat with:")[0]
    (tmp_path / "pod.yaml").write_text(manifest)
    assert yaml.safe_load(manifest)["kind"] == "Pod"
    assert read([str(tmp_path / "pod.yaml")]).problems == ()


def test_the_command_that_fuzz_prints_repeats_the_failure(capsys):
    def printed(*arguments):
        assert main(["fuzz", *arguments]) == 1
        return capsys.readouterr().out.partition("\n\n")[2]

    first = printed(
        FILE, "--bug", "17011", "--seed", "4", "--steps", "60", "--kubernetes", "1.25", "--faults", "kubelet"
    )
    (command,) = re.findall(r"repeat with: podproof fuzz (.*)", first)
    assert printed(*shlex.split(command)) == first


def test_fuzz_as_json_has_every_transition_and_the_failure_with_its_pod(capsys):
    arguments = ("--bug", "17011", "--seed", "4", "--steps", "60", "--faults", "kubelet")
    assert main(["fuzz", FILE, *arguments, "--format", "json"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert document["version"] == 1 and document["seed"] == 4 and document["stopped"] == ""
    assert {"machine": "Scheduling", "event": "schedules", "source": "Unscheduled", "target": "Scheduled"}.items() <= (
        next(each for each in document["transitions"] if each["event"] == "schedules").items()
    )
    failure = document["failure"]
    assert failure["law"] in failure["what"] and failure["pod"]["kind"] == "Pod"
    assert failure["trace"]["lines"][0]["text"] == "the Pod is created"
    assert failure["command"].startswith(f"podproof fuzz {FILE} --seed ")


def test_fuzz_as_json_has_no_failure_where_no_walk_failed(capsys):
    assert main(["fuzz", FILE, "--walks", "2", "--steps", "20", "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["failure"] is None and "dies" in document["eventsImpossible"]


def test_fuzz_walks_through_readable_pods_and_exits_2_for_the_others(capsys):
    assert main(["fuzz", FILE, "nowhere.yaml", "--walks", "1", "--steps", "5"]) == 2
    captured = capsys.readouterr()
    assert "no walk violates a law" in captured.out and "nowhere.yaml" in captured.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--faults", "kubelt"], "unknown class of faults 'kubelt'; did you mean kubelet?"),
        (["--kubernetes", "1.99"], "Kubernetes 1.99 is not modeled"),
        (["nowhere.yaml"], "nowhere.yaml: error: no such file"),
    ],
    ids=["a misspelt fault", "an unknown version", "no such file"],
)
def test_misuse_of_fuzz_exits_2_with_a_message(capsys, arguments, message):
    assert main(["fuzz", *arguments]) == 2
    assert message in capsys.readouterr().err


def test_invalid_minutes_are_refused(capsys):
    with pytest.raises(SystemExit):
        main(["fuzz", "--minutes", "soon"])
    assert "'soon' is not a time in minutes, such as 10 or 0.5" in capsys.readouterr().err
