"""Long runs: progress for a person, none for a pipe, and a clean end after Ctrl-C."""

import os
import pty
import re
import signal
import subprocess
import time
from contextlib import contextmanager, suppress

import pytest
from large import large
from processes import COMMAND, ROOT

LIMIT = 120
"""Seconds after which a test gives up."""

FOR_LONG = ("--law", "kill-after-grace", "--engine", "symbolic")
"""A law and an engine that take long for the Pods of these tests; the modular engine decides the law in seconds."""

A_WHILE = r"\d:\d\d:(?!0[01])\d\d"
"""A time of two seconds or more; a machine with much to do shows not every second."""


class Waiting:
    """A run that takes its time, whose stderr is a terminal that somebody looks at."""

    def __init__(self, process: subprocess.Popen[str], terminal: int):
        self.process, self.terminal, self.shown = process, terminal, ""

    def until(self, pattern: str) -> None:
        """Wait until the terminal has shown what matches the pattern."""
        end = time.monotonic() + LIMIT
        while not re.search(pattern, self.shown) and time.monotonic() < end:
            with suppress(OSError):  # so ends a terminal on Linux
                self.shown += os.read(self.terminal, 65536).decode()
        assert re.search(pattern, self.shown)

    def interrupted(self) -> str:
        """Press Ctrl-C, which the terminal sends to the program and its workers; return stdout.

        Reading ends when no process of the run is left that could still write.
        """
        os.killpg(self.process.pid, signal.SIGINT)
        out, _ = self.process.communicate(timeout=LIMIT)
        with suppress(OSError):
            while part := os.read(self.terminal, 65536):
                self.shown += part.decode()
        return out


def hear_interrupts() -> None:
    """Undo what a shell does to processes in the background: they ignore Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture
def waiting(tmp_path):
    """Run a verb on two Pods that each take long."""
    for name in ("first", "second"):
        (tmp_path / f"{name}.yaml").write_text(large(60).replace("large", name), encoding="utf-8")

    @contextmanager
    def waiting(verb: str, *arguments: str):
        ours, theirs = pty.openpty()
        process = subprocess.Popen(
            [*COMMAND, verb, str(tmp_path), *FOR_LONG, *arguments],
            stdout=subprocess.PIPE,
            stderr=theirs,
            text=True,
            preexec_fn=hear_interrupts,
            start_new_session=True,
            env=os.environ | {"TERM": "xterm"},
            cwd=ROOT,
        )
        os.close(theirs)
        yield Waiting(process, ours)
        process.kill()
        process.communicate()
        os.close(ours)

    return waiting


@pytest.mark.parametrize(("verb", "doing"), [("explore", "exploring first"), ("check", "checking")])
def test_a_terminal_shows_what_is_worked_on_and_for_how_long(waiting, verb, doing):
    with waiting(verb) as run:
        run.until(doing)
        run.until(A_WHILE)


def test_an_interrupt_leaves_a_clean_partial_report_and_begins_no_other_pod(waiting):
    with waiting("explore") as run:
        run.until(A_WHILE)
        out = run.interrupted()
        assert "Traceback" not in run.shown
        assert run.process.returncode in (3, 130)
        if run.process.returncode == 3:
            assert "INCOMPLETE: interrupted; 0 laws proved, 1 undecided; " in out
        assert "Pod/second" not in out


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupt_ends_a_check_at_once_and_leaves_no_process(waiting, jobs):
    with waiting("check", "--jobs", jobs) as run:
        run.until(A_WHILE)
        assert run.interrupted() == ""
        assert run.process.returncode == 130
        assert run.shown.endswith("podproof: interrupted\r\n")
        assert "Traceback" not in run.shown


def test_a_pipe_gets_no_progress(tmp_path):
    path = tmp_path / "large.yaml"
    path.write_text(large(60), encoding="utf-8")
    command = [*COMMAND, "explore", str(path), *FOR_LONG, "--timeout", "1"]
    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert run.returncode == 3
    assert run.stderr == ""
