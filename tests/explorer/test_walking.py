"""Walks, and what the explorer says of the states in which they end."""

import json
from pathlib import Path

import pytest

import podproof
from podproof.checker.explorer.exports import EXPORTS, WalkedPod
from podproof.checker.explorer.pods import LONGEST, ExplorablePod
from podproof.checker.explorer.recorded import RecordedPod
from podproof.checker.formulas import evaluate
from podproof.spec.pod import scenarios
from podproof.spec.pod.known_bugs import BUGS
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.state import ContainerState, PodState
from podproof.spec.pod.state_texts import field_texts
from podproof.spec.pod.timed.lifecycle import TimedPod

CRASH = ["schedules", "creates_sandbox", "pull_succeeds:app", "starts:app", "exits_nonzero:app"]
CRASH += ["starts:app", "exits_nonzero:app"]

ROOT = Path(__file__).parents[2]

STREAK = """
apiVersion: v1
kind: Pod
metadata: {name: streak}
spec:
  containers: [{name: app, image: "app:1", startupProbe: {failureThreshold: 3, exec: {command: [up]}}}]
"""


def explorable(name, faults=()):
    """A Pod of the scenarios, to be explored."""
    (manifest,) = podproof.read(scenarios.path(name))
    return ExplorablePod.of_manifest(manifest, LIFECYCLE, faults, TimedPod(manifest.pod))


@pytest.fixture(scope="module")
def pod():
    """One container under Always, without faults, whose horizon is computed."""
    pod = explorable("single-always")
    pod.horizon.compute()
    return pod


def names(choices):
    """The names of events."""
    return [each["name"] for each in choices]


def test_a_walk_takes_events_by_name_and_ends_before_the_first_that_cannot_happen(pod):
    walk = pod.walk(["schedules", "schedules", "deletes"])
    assert (walk.names, walk.refused) == (("schedules",), "schedules")
    assert pod.walk(["no such event"]).refused == "no such event"


def test_a_walk_is_bounded(pod):
    with pytest.raises(podproof.UsageError, match="at most"):
        pod.walk(["schedules"] * (LONGEST + 1))


def test_every_event_of_a_pod_can_be_named_and_is_either_possible_or_not():
    pod = explorable("hooks", faults=None)
    found = pod.document(["schedules", "creates_sandbox"])
    every = names(found["enabled"]) + names(found["disabled"])
    assert sorted(every) == sorted(pod.walker.numbers)
    assert len(every) == len(pod.walker.model.actions)


def test_a_status_is_published_also_where_it_changes_nothing_at_the_node(pod):
    running = pod.walk(CRASH[:4]).here
    published = pod.walker.take(running, "publishes").after
    assert (running.known.containers, len(published.known.containers)) == ((), 1)
    assert pod.walker.take(published, "publishes") is None


def test_what_kubectl_shows_stands_beside_what_is_true(pod):
    found = pod.document([*CRASH[:4], "publishes", "exits_nonzero:app"])
    assert found["columns"] == {"ready": "1/1", "status": "Running", "restarts": "0"}
    assert found["unpublished"]["status"] == "Error"
    (container,) = found["description"]["containers"]
    assert (container["state"], container["ready"]) == ("running", True)
    lane = next(each for each in found["lanes"] if each["name"] == "app")
    runtime = next(each for each in lane["rows"] if each["field"] == "runtime")
    assert runtime["values"] == [["Absent", 0], ["Running", 4], ["Exited", 6]]
    assert runtime["meaning"] == "the process has ended"


@pytest.mark.parametrize("record", [PodState, ContainerState])
def test_every_field_of_a_state_has_a_text(record):
    assert [field for field in record._fields if not field_texts(record)[field].text] == []


def test_an_event_says_which_rules_it_follows_and_what_it_would_change(pod):
    found = {each["name"]: each for each in pod.document(CRASH[:3])["enabled"]}
    start = found["starts:app"]
    assert (start["actor"], start["text"]) == ("kubelet", "starts app")
    assert "3.13" in start["rules"]
    assert {"owner": "app", "field": "runtime", "old": "Absent", "new": "Running"} in start["changes"]


@pytest.mark.parametrize(
    ("walk", "event", "condition", "reads"),
    [
        (CRASH[:2], "starts:app", "image_is_present", "app.preparation is Needed"),
        ([], "creates_sandbox", "sandbox_is_due", "scheduling is Unscheduled"),
        (CRASH[:1], "schedules", "scheduling is Unscheduled", "now Scheduled"),
        (CRASH[:4], "pull_succeeds:app", "image_is_needed", "app.preparation is Present"),
    ],
)
def test_an_event_that_cannot_happen_says_which_condition_is_false(pod, walk, event, condition, reads):
    reasons = pod.events.why_not(pod.walk(walk).here, event)
    assert (condition, reads) in [(each["condition"], each["reads"]) for each in reasons]


def test_each_event_that_cannot_happen_has_a_reason():
    pod = explorable("hooks", faults=None)
    here = pod.walk(["schedules", "creates_sandbox"]).here
    assert [each for each in names(pod.events.disabled(here)) if not pod.events.why_not(here, each)] == []


def test_laws_speak_of_states_that_meet_their_condition(pod):
    def spoken(walk):
        return {each["name"]: each["containers"] for each in pod.document(walk)["laws"]}

    assert spoken(CRASH)["only-a-second-restart-backs-off"] == ["app"]
    assert "deletion-is-always-possible" in spoken(CRASH)
    assert {"gone-is-gone", "deletion-is-never-undone"} <= spoken(["deletes"]).keys()
    assert "gone-is-gone" not in spoken(CRASH)


def test_the_horizon_counts_the_steps_to_each_situation_and_knows_the_route(pod):
    start = pod.walk([]).here
    seen = {each.situation.name: each for each in pod.horizon.from_here(start)}
    crash = seen["CrashLoopBackOff"]
    assert (crash.outlook, crash.steps, crash.exact) == ("reachable", 8, True)
    assert seen["Pending"].outlook == "here"
    assert seen["PostStartHook"].outlook == "never"
    route, shortest = pod.horizon.route_to(start, "CrashLoopBackOff")
    assert (len(route), shortest) == (8, True)
    assert pod.document(route)["unpublished"]["status"] == "CrashLoopBackOff"


def test_what_is_behind_a_pod_can_never_happen_again(pod):
    gone = pod.walk(["deletes"]).here
    seen = {each.situation.name: each.outlook for each in pod.horizon.from_here(gone)}
    assert (seen["Gone"], seen["CrashLoopBackOff"], seen["Running"]) == ("here", "never again", "never again")
    assert pod.horizon.route_to(gone, "Running") is None


def test_before_it_is_computed_the_horizon_says_so():
    horizon = explorable("single-never").horizon
    assert {each.outlook for each in horizon.from_here(horizon.walker.start)} == {"computing"}
    assert not horizon.is_complete


def test_the_clock_bounds_a_walk_and_the_state_in_which_it_ends(pod):
    started = pod.clock.times(pod.walk(CRASH[:2]))
    assert 0 < started.most < 60
    waiting = pod.clock.times(pod.walk([*CRASH, "backs_off:app", "publishes"]))
    assert 10 <= waiting.lasts <= 20
    assert waiting.most is None


def test_a_walk_that_the_clock_does_not_know_is_not_decided():
    (manifest,) = podproof.parse(STREAK)
    pod = ExplorablePod.of_manifest(manifest, LIFECYCLE, (), TimedPod(manifest.pod))
    name = "startup_fails_early:app"
    engine = pod.horizon._engine
    engine.explore()
    goal = pod.walker.model.actions[pod.walker.numbers[name]].changes_something
    path, _ = engine.path_from(pod.walker.model.initial, engine.destination(goal, nodes=10**7, seconds=0))
    walk = pod.walk([*pod.walker.names_of(path), name])
    assert walk.refused == ""
    assert f"does not know {name}" in pod.clock.times(walk).text()


@pytest.mark.parametrize("form", EXPORTS)
def test_a_walk_can_be_saved_in_each_form(pod, form):
    text = EXPORTS[form].render(WalkedPod(pod.walker, pod.walk(CRASH), pod.origin))
    assert any(each in text for each in ("exits with an error", "exits, not 0", "exits_nonzero:app"))
    if form == "json":
        assert json.loads(text)["walk"] == CRASH


def test_a_saved_test_passes(pod):
    space = {}
    exec(EXPORTS["test"].render(WalkedPod(pod.walker, pod.walk(CRASH), pod.origin)), space)
    space["test_the_walk_ends_in_the_same_columns"]()


def test_a_walk_in_python_is_a_trace_or_names_the_event_that_cannot_happen():
    (manifest,) = podproof.read(scenarios.path("single-always"))
    trace = podproof.walk(manifest, CRASH)
    assert trace.lines[-1].text == "app exits with an error"
    with pytest.raises(podproof.UsageError, match="step 2, 'schedules': it cannot happen here"):
        podproof.walk(manifest, ["schedules", "schedules"])
    with pytest.raises(podproof.UsageError, match="unknown event; did you mean schedules"):
        podproof.walk(manifest, ["scedules"])


@pytest.fixture(scope="module")
def recorded():
    """The Pod of the shipped recording, whose phase goes from Failed to Running."""
    (verdict,) = podproof.judge(ROOT / "docs" / "examples" / "impossible.jsonl", faults="none")
    return RecordedPod(verdict)


def test_each_observation_has_the_states_that_agree_with_it(recorded):
    summary = recorded.summary()
    assert (summary["outcome"], summary["illegal"]["conflicts"]) == (
        "illegal",
        [{"facts": ["phase Running"], "legal": ["Failed"]}],
    )
    for number, observation in enumerate(summary["observations"]):
        seen = recorded.observation(number)
        assert seen["states"] == observation["states"] > 0
        assert all(sum(count for _, count in each["values"]) == seen["states"] for each in seen["known"] + seen["open"])


def test_an_observation_has_a_walk_that_shows_it(recorded):
    pod = ExplorablePod.of_recording(recorded)
    last = len(recorded.summary()["observations"]) - 1
    walk = pod.walk(recorded.route(last))
    assert walk.refused == ""
    assert pod.document(walk.names)["columns"]["status"] == "Error"
    assert recorded.route(last + 1) is None


def test_a_known_bug_can_be_walked_through():
    bug = next(each for each in BUGS if each.memories)
    (manifest,) = podproof.read(bug.manifest)
    found = ExplorablePod.of_manifest(manifest, bug.specification, ()).document(["schedules"])
    fields = {row["field"] for lane in found["lanes"] for row in lane["rows"]}
    assert fields - set(PodState._fields) - set(ContainerState._fields)


def test_the_route_to_a_situation_ends_in_it_also_where_the_layers_are_cut_short(pod):
    engine = pod.horizon._engine
    walker, start = pod.walker, pod.walker.model.initial
    near = engine.destination(walker.compiled.formula("phase_is_failed"), nodes=0, seconds=9)
    goal = walker.compiled.formula("has_restarted", 0)
    whole = engine.destination(goal, nodes=10**7, seconds=0)
    cut = engine.destination(goal, nodes=0, seconds=9, known=[near])
    path, _ = engine.path_from(start, cut)
    states = pod.walk(walker.names_of(path)).stops
    assert evaluate(goal, states[-1].state)
    through = engine._through_stages(start, cut)
    assert evaluate(goal, pod.walk(walker.names_of(through)).here.state)
    assert cut.is_complete
    assert engine.distance_from(start, cut).reachable
    assert engine.distance_from(start, whole).steps <= len(path)
