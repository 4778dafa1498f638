"""Durations in recordings of a real kubelet lie within the bounds, and wrong constants put some outside."""

from functools import wraps

import pytest
from recorded import ANSWERS, asked, measured

from podproof.spec.notation_of_time import Interval
from podproof.spec.pod import durations
from podproof.spec.pod.durations import back_offs
from podproof.spec.pod.latencies import IDEAL

SURPRISES = {
    ("deadline-ignoreterm-long", "start 0 to exit"): "the deadline of 1.20 passed before the first sync",
    ("del-finalizer-crashloop", "created to started"): "this start took 7 s, for no reason that the recording shows",
    ("del-finalizer-crashloop", "created to Running"): "this start took 7 s, for no reason that the recording shows",
    ("startup-late-noready-long", "created to Ready"): "1.20 notices a late startup at its 60 s sync",
}
"""Durations of 1.20.2 that lie outside, each with its reason."""


def outside(version, questions="", one_in=1):
    """The measured durations that are not inside their bounds."""
    return [
        each for each in measured(version)[::one_in] if questions in each.question and not each.is_inside(each.bounds())
    ]


@pytest.mark.parametrize("version", ["v1.36.2", "v1.36.2-run2"])
def test_every_measured_duration_of_the_newest_version_is_inside(version):
    assert outside(version) == []
    assert len(measured(version)) > 250


def test_measured_durations_of_an_old_version_are_inside_except_those_listed():
    assert {(each.recording, each.question) for each in outside("v1.20.2", one_in=8)} <= set(SURPRISES)


def replaced(name, monkeypatch, change):
    """Replace a duration of the specification by another one."""
    function = getattr(durations, name)
    monkeypatch.setattr(durations, name, wraps(function)(lambda *reads: change(function(*reads))))


def plus(seconds):
    """Adds seconds to both ends of an interval."""
    return lambda interval: Interval(interval.least + seconds, interval.most + seconds)


@pytest.fixture
def forgotten():
    """Answers that rest on wrong constants are not kept."""
    kept = dict(ANSWERS)
    ANSWERS.clear()
    yield
    ANSWERS.clear()
    ANSWERS.update(kept)


def test_a_first_wait_of_15_seconds_is_noticed(monkeypatch, forgotten):
    monkeypatch.setattr(back_offs, "first_wait", lambda: 15)
    assert outside("v1.36.2", "to restart")


def test_a_minimum_of_5_seconds_before_sigkill_is_noticed(monkeypatch, forgotten):
    replaced("minimum_time", monkeypatch, plus(3))
    assert outside("v1.36.2", "exit")


def test_a_grace_period_that_is_3_seconds_longer_is_noticed(monkeypatch, forgotten):
    replaced("termination_grace", monkeypatch, plus(3))
    assert outside("v1.36.2", "delete")


def test_a_period_that_is_1_second_longer_is_noticed(forgotten):
    def slower(pod):
        probe = pod.members[0].liveness_probe
        member = pod.members[0]._replace(liveness_probe=probe._replace(period=probe.period + 1))
        return pod._replace(members=(member,))

    probed = [
        each._replace(pod=each.pod._replace(pod=slower(each.pod.pod)))
        for each in measured("v1.36.2")
        if each.pod.pod.members[0].liveness_probe and each.question == "start 0 to exit"
    ]
    assert [each for each in probed if not each.is_inside(each.bounds())]


def test_the_latencies_of_the_node_are_needed():
    pod = next(each for each in measured("v1.36.2") if each.question == "created to started")
    ideal = asked(pod.pod._replace(latencies=IDEAL), pod.question)
    assert ideal.most == 0
    assert not pod.is_inside(ideal)
