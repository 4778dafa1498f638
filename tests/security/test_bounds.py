"""Bounds are kept, finished work is not lost, and the rest is undecided."""

import gc
import os
import signal
import time
from functools import partial
from itertools import repeat
from pathlib import Path
from time import perf_counter

import pytest
from gate_manifests import FOUND

from podproof.checker.cli import interrupted_by_sigterm
from podproof.checker.deadline import Allowance, DeadlinePassed, deadline
from podproof.checker.engines.symbolic import diagrams
from podproof.checker.exploration import Options, explore
from podproof.checker.gate.answers import model_answer
from podproof.checker.gate.cache import Cache
from podproof.checker.gate.checking import specification
from podproof.checker.gate.configurations import canonical
from podproof.checker.gate.workers import RunSettings, Workers
from podproof.checker.model import Bounds
from podproof.spec.manifest import read

LAW = "never-means-once"


def test_a_bound_on_time_stops_what_never_looks_at_the_clock():
    with pytest.raises(DeadlinePassed), deadline(0.01):
        while True:
            pass
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_a_bound_on_time_that_ends_within_a_callback_of_the_garbage_collector_stops_the_code_behind_it():
    ended = []

    def is_slow(phase, info):
        until = perf_counter() + 0.03
        while perf_counter() < until:
            pass
        ended.append(phase)

    gc.callbacks.append(is_slow)
    try:
        with pytest.raises(DeadlinePassed), deadline(0.01):
            gc.collect()
            while True:
                pass
    finally:
        gc.callbacks.remove(is_slow)
    assert ended[:2] == ["start", "stop"]


def test_a_bound_on_time_that_is_not_reached_leaves_no_alarm():
    before = signal.getsignal(signal.SIGALRM)
    with deadline(1000):
        pass
    assert (signal.getitimer(signal.ITIMER_REAL), signal.getsignal(signal.SIGALRM)) == ((0.0, 0.0), before)


def test_a_process_without_enough_memory_decides_nothing_and_says_so(repository, check, monkeypatch):
    monkeypatch.setattr(diagrams, "address_space", lambda: 1 << 30)
    code, report, _ = check(".", "--engine", "symbolic", "--no-cache", "--fail-on", "error")
    assert "memory" in report["pods"][0]["bound"]
    assert report["pods"][0]["outcome"] in ("undecided", "failed")
    assert code in (1, 3)


def test_sigterm_ends_a_run_like_an_interrupt():
    with pytest.raises(KeyboardInterrupt), interrupted_by_sigterm() as came:
        signal.raise_signal(signal.SIGTERM)
    assert came == [signal.SIGTERM]


OPTIONS = Options(laws=(LAW,), faults=frozenset())


@pytest.fixture
def workers(tmp_path):
    """Two worker processes with a cache."""
    settings = RunSettings(partial(specification, ()), OPTIONS, {})
    made = Workers(settings, Cache(tmp_path / "cache", print), 2, b"fingerprint")
    yield made
    made.close()


def configurations(repository: Path):
    """Configurations that differ in their policy."""
    for policy in ("Always", "OnFailure", "Never"):
        (repository / "pod.yaml").write_text(f"{FOUND}  restartPolicy: {policy}\n", encoding="utf-8")
        yield canonical(read(["pod.yaml"]).pods[0].pod)


def test_what_a_killed_process_has_not_finished_is_tried_again(repository, workers):
    pending = [workers.ask(pod, ()) for pod in configurations(repository)]
    for process in list(workers._pool._processes):
        os.kill(process, signal.SIGKILL)
    assert [each.answer().bound for each in pending] == ["", "", ""]


def test_what_is_finished_is_kept_although_nobody_has_asked_for_it(repository, workers):
    pods = list(configurations(repository))
    pending = [workers.ask(pod, ()) for pod in pods]
    while not all(each.done() for each in pending):
        time.sleep(0.01)
    workers.close()
    workers.explored, workers._pending = 0, {}
    assert all(workers.ask(pod, ()).done() for pod in pods)
    assert workers.explored == 0


def test_blocks_share_an_allowance_and_leave_what_is_kept_for_later_ones():
    allowance, ended = Allowance(0.2), []
    for keep in (0.5, 0.0, 0.0):
        with allowance.spend(keep):
            while True:
                pass
        ended.append(allowance.left)
    assert 0.1 >= ended[0] > 0 >= ended[1] > ended[2]


def test_without_a_bound_nothing_is_ended():
    with Allowance(None).spend():
        assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_a_block_in_a_block_ends_with_it():
    reached = []
    with pytest.raises(DeadlinePassed), deadline(0.01):
        with Allowance(1000).spend():
            while True:
                pass
        reached.append("the code behind the inner block")
        while True:
            pass
    assert len(reached) == 1
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


class Endless(tuple):
    """Situations, the second of which takes forever to be decided."""

    def __iter__(self):
        yield self[0]
        while True:
            pass


def test_where_asking_takes_too_long_the_rest_is_undecided(repository):
    (pod,) = list(configurations(repository))[:1]
    endless = specification(())._replace(situations=Endless(specification(()).situations))
    explored = explore(endless, pod, Options(faults=frozenset(), bounds=Bounds(seconds=0.3)))
    assert {each.reachable for each in explored.situations[1:]} == {None}
    assert "undecided" in {each.outcome for each in explored.verdicts}
    assert (explored.bound, explored.outcome) == ("0.3 seconds", "undecided")
    answer = model_answer(explored, (("no-grace-for-pre-stop", 0),))
    assert (answer.bound, answer.is_open) == ("0.3 seconds", True)


# Hypothesis listens to the garbage collector: an alarm that strikes there is swallowed, and strikes again.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_where_compiling_takes_too_long_nothing_is_explored(repository):
    (pod,) = list(configurations(repository))[:1]
    huge = pod._replace(members=pod.members * 500)
    explored = explore(specification(()), huge, OPTIONS._replace(bounds=Bounds(seconds=0.2)))
    assert (explored.size.states, explored.bound) == (0, "0.2 seconds")
    assert {each.outcome for each in explored.verdicts} == {"undecided"}
    assert all(each.reachable is None for each in explored.situations)


def endless_specification():
    """A specification that never answers, in a call that no alarm interrupts."""
    return specification(())._replace(situations=filter(None, repeat(0)))


def test_a_process_that_no_alarm_interrupts_is_killed_and_not_tried_again(repository, tmp_path):
    settings = RunSettings(endless_specification, OPTIONS._replace(bounds=Bounds(seconds=0.1)), {})
    workers = Workers(settings, Cache(tmp_path / "cache", print), 1, b"fingerprint")
    pending = [workers.ask(pod, ()) for pod in list(configurations(repository))[:2]]
    assert [each.answer().bound for each in pending] == ["0.1 seconds"] * 2
    assert workers._breaks == 0
    workers.close()
