"""While one waits: a sign of life for a person, none for a pipe, and a clean answer to Ctrl-C."""

import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

LARGE = "apiVersion: v1\nkind: Pod\nmetadata: {name: large}\nspec:\n  containers:\n" + "".join(
    f"  - name: app{number}\n    image: web:1\n    startupProbe: &probe {{httpGet: {{path: /, port: 80}}}}\n"
    "    livenessProbe: {httpGet: {path: /, port: 80}}\n    readinessProbe: {httpGet: {path: /, port: 80}}\n"
    "    lifecycle: {postStart: {exec: {command: [up]}}, preStop: {exec: {command: [down]}}}\n"
    for number in range(60)
)


def exploring(path: Path, stderr: int) -> subprocess.Popen[str]:
    """An exploration that takes its time, in a process of its own."""
    path.write_text(LARGE.replace("&probe ", ""), encoding="utf-8")
    command = [sys.executable, "-m", "checker", "explore", str(path), "--law", "kill-after-grace"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=stderr, text=True, preexec_fn=hear_interrupts)


def hear_interrupts() -> None:
    """Undo what a shell does to the processes in its background: they are deaf to Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_an_interrupt_leaves_a_clean_partial_answer(tmp_path):
    process = exploring(tmp_path / "large.yaml", subprocess.PIPE)
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=120)
    assert "Traceback" not in err
    assert process.returncode in (3, 130)
    assert process.returncode == 130 or "NOT COMPLETE: stopped: interrupted" in out


def test_a_terminal_shows_what_is_being_explored(tmp_path):
    ours, theirs = pty.openpty()
    process = exploring(tmp_path / "large.yaml", theirs)
    time.sleep(2)
    process.kill()
    process.communicate()
    os.close(theirs)
    shown = os.read(ours, 10_000)
    os.close(ours)
    assert b"exploring large" in shown


def test_a_pipe_gets_no_sign_of_life(tmp_path):
    process = exploring(tmp_path / "large.yaml", subprocess.PIPE)
    time.sleep(1)
    process.kill()
    assert process.communicate()[1] == ""
