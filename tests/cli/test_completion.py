"""Completion: the candidates for each position, and the three shells, which really run."""

import os
import pty
import select
import shutil
import subprocess
from pathlib import Path

import pytest
from processes import python

from podproof.checker.cli.arguments import parser
from podproof.checker.cli.candidates import candidates


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("ex", ["explore", "explain"]),
        ("explore --tra", ["--trace"]),
        ("explore --law failed-is", ["failed-is-final"]),
        ("explore --law=failed-is", ["--law=failed-is-final"]),
        ("explore --law = failed-is", ["failed-is-final"]),
        ("explore pod.yaml --verbose --trace Crash", ["CrashLoopBackOff", "crash-loop-means-restarted"]),
        ("check --faults kubelet,evic", ["kubelet,eviction"]),
        ("check --format sa", ["sarif"]),
        ("check --jobs ", []),
        ("check de", []),
        ("conform ", ["trace", "phases"]),
        ("conform trace re", []),
        ("explain no-gr", ["no-grace-for-pre-stop"]),
        ("explain 9.12 5871", ["58711"]),
        ("explore --kubernetes 1.3", ["1.36", "1.35"]),
        ("diagram compo", ["composition"]),
        ("explore -- --tra", []),
        ("nonsense ", []),
    ],
)
def test_the_candidates_continue_the_last_argument(line, first):
    assert candidates(line.split(" "), parser())[: max(len(first), 1)] == first


def test_the_verbs_for_developers_are_not_offered():
    assert "table" not in candidates([""], parser())


@pytest.fixture(scope="session")
def scripts(console_script, tmp_path_factory) -> Path:
    """A folder with the script for each shell; the program itself is on the path."""
    folder = tmp_path_factory.mktemp("completion")
    for shell in ("bash", "zsh", "fish"):
        (folder / shell).write_text(python("completion", shell).stdout, encoding="utf-8")
    return folder


@pytest.fixture
def environment(console_script, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", f"{console_script.parent}:{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(console_script.parents[1] / "site"))
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("environment")
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("expla", "explain"),
        ("explore --law failed-is", "failed-is-final"),
        ("explore --trace CrashL", "CrashLoopBackOff"),
    ],
)
class TestShells:
    def test_bash_completes(self, scripts, typed, found):
        script = f"source {scripts}/bash; COMP_WORDS=(podproof {typed}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))\n"
        script += '_podproof; printf "%s\\n" "${COMPREPLY[@]}"; complete -p podproof'
        run = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
        assert run.stdout.splitlines() == [found, "complete -o default -F _podproof podproof"]
        assert run.stderr == ""

    @pytest.mark.skipif(not shutil.which("fish"), reason="fish is not installed on this machine")
    def test_fish_completes(self, scripts, typed, found):
        script = f"source {scripts}/fish; complete -C 'podproof {typed}'"
        run = subprocess.run(["fish", "--no-config", "-c", script], capture_output=True, text=True, check=True)
        assert (run.stdout.splitlines(), run.stderr) == ([found], "")

    @pytest.mark.skipif(not shutil.which("zsh"), reason="zsh is not installed on this machine")
    def test_zsh_completes(self, scripts, typed, found):
        begin = f"PS1='> '; autoload -Uz compinit && compinit -u -D; source {scripts}/zsh; bindkey -e; echo RE''ADY\n"
        assert found in at_terminal(begin, f"podproof {typed}\t", found)


def at_terminal(begin: str, typed: str, shown: str) -> str:
    """What zsh shows of the typed keys until the expected text; they are typed once the shell has read its script."""
    ours, theirs = pty.openpty()
    command = ["zsh", "-f", "-i"]
    shell = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True)
    os.close(theirs)
    try:
        os.write(ours, begin.encode())
        until(ours, "READY\r\n")
        os.write(ours, typed.encode())
        return until(ours, shown)
    finally:
        shell.kill()
        shell.wait()
        os.close(ours)


def until(terminal: int, expected: str) -> str:
    """What is written to the terminal until the expected text, or until nothing more is written."""
    text = ""
    while expected not in text and select.select([terminal], [], [], 30)[0]:
        text += os.read(terminal, 4096).decode(errors="replace")
    return text
