"""Answers about times are saved for the next process, unless they depend on how fast the machine is."""

import sys

import pytest

import podproof
from podproof.checker.gate import saved_times
from podproof.checker.times.answers import TimeAnswer
from podproof.spec import saved

POD = """
apiVersion: v1
kind: Pod
metadata: {name: NAME}
spec:
  containers: [{name: app, image: nginx:1, imagePullPolicy: Never}]
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "argv", ["podproof"])
    saved._folder.cache_clear()
    yield tmp_path / "podproof" / "compiled"
    saved._folder.cache_clear()


def clock(name="web"):
    (pod,) = podproof.parse(POD.replace("NAME", name))
    return podproof.time(pod)


class NeverAsked:
    """A Pod about which nothing must be asked again."""

    timed = clock("another").timed


def test_an_answer_about_an_equal_pod_of_another_name_is_read_without_its_execution(folder):
    (found,) = saved_times.between(clock(), "created", "Ready")
    (read,) = saved_times.between(NeverAsked(), "created", "Ready")
    assert found.duration is not None
    assert read == found._replace(duration=None)
    assert len(list(folder.glob("times-*"))) == 1


@pytest.mark.parametrize("limits", ["4 seconds", "4 seconds; 500 states"])
def test_an_answer_that_was_given_up_after_some_seconds_is_asked_again(folder, limits):
    class Slow(NeverAsked):
        def answers(self):
            return [TimeAnswer("stop", "sigkill", "app", "", 0.0, None, says=f"not decided: given up at {limits}")]

    assert saved_times.answers(Slow()) == Slow().answers()
    assert list(folder.glob("times-*")) == []
