"""Ctrl-C ends a check, wherever it strikes: in an engine, while a worker is started, or while the workers are ended."""

import signal

import pytest

from podproof.checker.cli import main
from podproof.checker.engines.symbolic.exploration import Reachability
from podproof.checker.processes import WorkerPool, uninterrupted


def interrupt(*_):
    raise KeyboardInterrupt


@pytest.fixture(autouse=True)
def _same_handler_afterwards():
    before = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, before)


def test_an_interrupt_within_an_uninterrupted_block_comes_at_its_end():
    reached = []
    with pytest.raises(KeyboardInterrupt), uninterrupted():
        signal.raise_signal(signal.SIGINT)
        with uninterrupted():
            reached.append("inner")
        reached.append("outer")
    assert reached == ["inner", "outer"]


def test_an_engine_that_keeps_what_it_has_does_not_make_the_check_go_on(repository, monkeypatch, capsys):
    monkeypatch.setattr(Reachability, "take", interrupt)
    assert main(["check", ".", "--jobs", "1", "--engine", "symbolic", "--law", "never-means-once"]) == 130
    assert capsys.readouterr() == ("", "podproof: interrupted\n")


def test_a_second_interrupt_does_not_disturb_the_end_of_the_workers(capfd):
    with pytest.raises(KeyboardInterrupt), WorkerPool(2) as workers:
        call = workers.submit(signal.pause)
        shutdown = workers.shutdown
        workers.shutdown = lambda **how: (signal.raise_signal(signal.SIGINT), shutdown(**how))
        raise KeyboardInterrupt
    assert call.done()
    assert capfd.readouterr().err == ""
