"""Pods that differ only in what their executions do not depend on share what is learned of them."""

import io
import json

import pytest
from history import copied, status
from recordings import histories

from podproof.checker.conformance import report
from podproof.checker.conformance.pod_observers import PodObservers
from podproof.checker.conformance.recordings import judge
from podproof.spec import saved
from podproof.spec.observation.recordings import entries

HISTORY = histories("v1.36.2")["single-exit1-never"]


def renamed(history):
    """The history of a Pod whose containers have other names, and more time to stop."""
    other = copied(history)
    for event in other:
        event["object"]["spec"]["terminationGracePeriodSeconds"] += 40
        for each in (*event["object"]["spec"]["containers"], *status(event).get("containerStatuses", ())):
            each["name"] = f"other-{each['name']}"
    return other


def written(history):
    return b"".join(json.dumps(event).encode() + b"\n" for event in history)


def judged(history, observers):
    (verdict,) = judge(io.BytesIO(written(history)), "-", observers)
    return verdict


def lines(verdict):
    """The verdict on a Pod, with its trace."""
    return [text.plain for text in report.text(verdict, True)]


def test_pods_with_other_names_and_times_share_automata():
    observers = PodObservers(36)
    one, other = judged(HISTORY, observers), judged(renamed(HISTORY), observers)
    assert one.legal is other.legal is True
    assert len(observers) == 2
    assert one.history.belief is other.history.belief


def test_what_is_said_of_a_pod_names_its_own_containers():
    observers = PodObservers(36)
    judged(HISTORY, observers)
    shared, alone = (judged(renamed(HISTORY), each) for each in (observers, PodObservers(36)))
    assert lines(shared) == lines(alone)
    assert any("other-" in line for line in lines(shared))


def test_what_one_pod_teaches_is_saved_for_all_that_are_alike(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    saved._folder.cache_clear()
    observers = PodObservers(36, saves=True)
    judged(HISTORY, observers)
    judged(renamed(HISTORY), observers)
    observers.save()
    verdict = judged(renamed(HISTORY), PodObservers(36, saves=True))
    saved._folder.cache_clear()
    assert verdict.legal
    assert "operations" not in vars(verdict.history.observer.observer)


@pytest.mark.parametrize("field", ["restartPolicy", "activeDeadlineSeconds"])
def test_pods_with_other_executions_share_nothing(field):
    other = copied(HISTORY)
    for event in other:
        event["object"]["spec"][field] = {"restartPolicy": "OnFailure", "activeDeadlineSeconds": 500}[field]
    observers = PodObservers(36)
    first, second = (observers.of(next(pods_of(each))) for each in (HISTORY, other))
    assert first.observer is not second.observer


def pods_of(history):
    """The Pod of each event of a history."""
    return (entry.pod for entry in entries(io.BytesIO(written(history))))
