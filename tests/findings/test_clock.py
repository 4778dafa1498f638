"""Findings that the clock decides: where they hold, what they say, and that their closed forms equal the zones."""

import re

import pytest
from examples import example, found_rules, written

from podproof.checker.gate.configuration import DEFAULT
from podproof.checker.gate.tables import BehaviorTable, TimeTable
from podproof.checker.times.parts import alone
from podproof.checker.times.starting import slow_start, starting
from podproof.checker.times.stopping import deleted_while_running, running
from podproof.spec.notation_of_time import Interval
from podproof.spec.pod.declared_times import Declared, DeclaredTimes
from podproof.spec.pod.durations import enough_failures, enough_grace_period, may_outlast_grace, safe_start
from podproof.spec.pod.latencies import MEASURED
from podproof.spec.pod.state import Container, Hook, Pod, Probe
from podproof.spec.pod.timed.lifecycle import TimedPod

CLOCKED = (
    "liveness-kills-slow-start",
    "sigkill-is-certain",
    "sigkill-is-possible",
    "pre-stop-exceeds-grace",
    "traffic-outlasts-pre-stop",
    "deadline-before-done",
)


def timed(container, grace_period=30, **times):
    """A Pod of one container with a clock, of which these times are declared."""
    declared = DeclaredTimes({"app": Declared(**times)})
    return TimedPod(Pod("web", (container,), grace_period=grace_period), MEASURED, declared)


def container(**fields):
    """A container that pulls nothing."""
    return Container("app", image_pull_policy="Never", **fields)


PROBES = [
    Probe("exec", initial_delay=10),
    Probe("exec", initial_delay=0, period=7, failure_threshold=1),
    Probe("exec", initial_delay=3, period=5, failure_threshold=4),
]


@pytest.mark.parametrize("kind", ["liveness_probe", "startup_probe"])
@pytest.mark.parametrize("probe", PROBES)
def test_the_closed_form_of_a_safe_start_equals_the_boundary_of_the_zones(kind, probe):
    pod = starting(timed(container(**{kind: probe})))
    assert slow_start(pod, "app").least == safe_start(probe, None)


@pytest.mark.parametrize("probe", PROBES)
@pytest.mark.parametrize("longest", [20, 30, 44.9])
def test_the_failure_threshold_that_is_advised_is_the_least_that_is_safe(probe, longest):
    least = enough_failures(probe, None, longest)
    below, safe = (safe_start(probe._replace(failure_threshold=number), None) for number in (least - 1, least))
    assert below <= longest < safe


@pytest.mark.parametrize(("grace", "sleep"), [(30, None), (30, 5), (10, 8), (10, 15)])
def test_the_closed_form_of_a_sufficient_grace_period_equals_the_boundary_of_the_zones(grace, sleep):
    hook = None if sleep is None else Hook("sleep", sleep)
    left = max(grace - (sleep or 0), 2)

    def can_be_killed(drains, grace=grace):
        pod = timed(container(pre_stop=hook), grace, drains=Interval(0, drains))
        clock = deleted_while_running(alone(running(pod), "app"))
        return clock.between(clock.events("deletes"), clock.events("kills")).is_possible

    assert [can_be_killed(drains) for drains in (left - 0.1, left)] == [False, True]
    assert may_outlast_grace(grace, sleep or 0, left)
    enough = enough_grace_period(sleep or 0, left)
    assert [can_be_killed(left, period) for period in (enough - 1, enough)] == [True, False]


@pytest.mark.parametrize("name", CLOCKED)
def test_each_finding_of_the_clock_has_a_trace_with_moments(name):
    (result,) = [each for each in example(name)[0] if each.rule == name]
    assert result.trace.lines[-1].text.partition(" s: ")[0].replace(".", "").isdecimal()
    assert re.search(r"\d s", result.message)


MANIFEST = """
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: app
    image: example.com/app:1
    livenessProbe: {httpGet: {path: /, port: 80}, periodSeconds: 2}
"""


def declaring(**times):
    """The configuration that declares these times of every container."""
    return DEFAULT._replace(containers=(BehaviorTable(**times),), time=TimeTable())


@pytest.mark.parametrize(
    ("times", "rules"),
    [
        ({}, ["liveness-kills-the-start"]),
        ({"starts": "0s..3s"}, []),
        ({"starts": "0s..4s"}, ["liveness-kills-slow-start"]),
        ({"drains": "0s..29s"}, ["liveness-kills-the-start"]),
        ({"starts": "1s", "drains": "never"}, ["sigkill-is-certain"]),
        ({"starts": "1s", "drains": "10s..30s"}, ["sigkill-is-possible"]),
    ],
)
def test_what_is_declared_takes_the_place_of_a_threshold(times, rules, tmp_path):
    assert found_rules(written(tmp_path, MANIFEST, declaring(**times))) == rules


def test_the_advice_names_the_failure_threshold_that_is_enough(tmp_path):
    (found,) = written(tmp_path, MANIFEST, declaring(starts="1s..9s"))
    assert "Raise failureThreshold of the livenessProbe to 6" in found.advice
    longer = MANIFEST.replace("periodSeconds: 2", "periodSeconds: 2, failureThreshold: 6")
    assert written(tmp_path, longer, declaring(starts="1s..9s")) == []


def test_a_hook_whose_length_nobody_declares_makes_a_possible_kill_information(tmp_path):
    text = MANIFEST.replace("periodSeconds: 2}", "periodSeconds: 9}\n    lifecycle: {preStop: {exec: {command: [a]}}}")
    (found,) = written(tmp_path, text, declaring(starts="1s", drains="1s..5s"))
    assert (found.rule, found.severity) == ("sigkill-is-possible", "info")


def test_a_finding_of_the_clock_that_is_turned_off_is_not_reported(tmp_path):
    off = declaring(starts="1s..9s")._replace(severities={"liveness-kills-slow-start": "off"})
    assert written(tmp_path, MANIFEST, off) == []


@pytest.mark.parametrize("name", ["pull", "pre-stop", "post-start", "answer", "endpoint-removal"])
def test_an_annotation_that_says_never_of_what_must_end_is_reported_and_has_no_effect(name, tmp_path):
    annotated = MANIFEST.replace("{name: web}", f'{{name: web, annotations: {{podproof.dev/{name}: "never"}}}}')
    found = written(tmp_path, annotated, declaring(starts="1s", drains="1s"))
    assert [(each.rule, "cannot be 'never'" in each.message) for each in found] == [("unused-annotation", True)]


def test_a_probe_that_a_deadline_can_forestall_only_can_kill_the_start(tmp_path):
    text = MANIFEST.replace("spec:", "spec:\n  activeDeadlineSeconds: 10\n  restartPolicy: OnFailure")
    found = [each for each in written(tmp_path, text, declaring(starts="60s")) if "slow-start" in each.rule]
    assert [each.message for each in found] == [
        "the liveness probe can kill app before it has started:"
        " safe up to 3.9 s, depends on the tick from 4.0 s; you declared 60.0 s"
    ]


SIDECAR = """
apiVersion: v1
kind: Pod
metadata: {name: web, annotations: {podproof.dev/drains: "app=1s..28s, proxy=1s..3s"}}
spec:
  initContainers:
  - {name: proxy, image: example.com/proxy:1, restartPolicy: Always}
  containers:
  - {name: app, image: example.com/app:1}
"""


@pytest.mark.parametrize(("longest", "rules"), [("28s", ["sigkill-is-possible"]), ("26s", [])])
def test_a_sidecar_that_drains_quickly_can_be_killed_after_it_has_waited_for_its_turn(longest, rules, tmp_path):
    found = written(tmp_path, SIDECAR.replace("28s", longest), declaring(exits="never"))
    assert [each.rule for each in found if "sigkill" in each.rule] == rules
