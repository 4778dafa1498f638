"""What one process learns of a configuration, the next one knows: it judges equally, and needs no model for it."""

import io
import json

import pytest
from history import copied
from recordings import histories

from podproof.checker.conformance.pod_observers import PodObservers
from podproof.checker.conformance.recordings import judge
from podproof.spec import saved

HISTORY = histories("v1.36.2")["single-exit1-never"]


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    saved._folder.cache_clear()
    yield tmp_path
    saved._folder.cache_clear()


def judged(observers, history=HISTORY):
    lines = b"".join(json.dumps(event).encode() + b"\n" for event in history)
    (verdict,) = judge(io.BytesIO(lines), "-", observers)
    return verdict


@pytest.fixture
def learned():
    """Observers that have judged the history and saved what they learned."""
    observers = PodObservers(36, saves=True)
    assert judged(observers).legal
    observers.save()
    return observers


def observer_of(verdict):
    return verdict.history.observer.observer


def states(verdict):
    """The number of states in each belief of the automaton."""
    automaton, operations = verdict.history.observer.likely, observer_of(verdict).operations
    return [operations.count(each.states) for each in automaton._steps.values() if each is not None]


def test_what_is_known_is_judged_without_a_model(learned):
    verdict = judged(PodObservers(36, saves=True))
    assert verdict.legal
    assert "operations" not in vars(observer_of(verdict))


def test_the_sets_of_states_are_found_again_when_they_are_needed(learned):
    assert states(judged(PodObservers(36, saves=True))) == states(judged(learned)) != []


def illegal():
    """The history, in which a Pod that has failed succeeds."""
    history = copied(HISTORY)
    history[-1]["object"]["status"]["phase"] = "Succeeded"
    return history


def test_what_is_new_is_learned_from_where_the_knowledge_ends(learned):
    again, alone = judged(PodObservers(36, saves=True), illegal()), judged(PodObservers(36), illegal())
    assert again.legal is alone.legal is False
    assert again.diagnosis() == alone.diagnosis()


def test_an_illegal_observation_is_known_too(learned):
    judged(learned, illegal())
    learned.save()
    verdict = judged(PodObservers(36, saves=True), illegal())
    assert verdict.legal is False
    assert "operations" not in vars(observer_of(verdict))
    assert verdict.diagnosis() == judged(PodObservers(36), illegal()).diagnosis()


@pytest.mark.parametrize(("kubernetes", "options"), [(35, {}), (36, {"patch": 2}), (36, {"faults": ("kubelet",)})])
def test_other_questions_have_automata_of_their_own(learned, kubernetes, options):
    observers = PodObservers(kubernetes, saves=True, **options)
    judged(observers)
    assert "operations" in vars(next(iter(observers._known.values())).observer)


def test_observers_that_do_not_save_know_nothing_of_earlier_processes(learned):
    assert "operations" in vars(observer_of(judged(PodObservers(36))))
