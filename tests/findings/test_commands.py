"""What a command says about its process: literal sleeps, ignored signals and endless loops, and nothing else."""

from math import inf

import pytest

from podproof.spec.findings.commands import never_exits, sigterm_has_no_effect, sleep_of, sleeps_first
from podproof.spec.findings.shell import LONGEST


def shell(script):
    """A shell with this script."""
    return ["/bin/sh", "-c", script]


@pytest.mark.parametrize(
    ("command", "seconds"),
    [
        (["sleep", "60"], 60),
        (["/bin/sleep", "1.5"], 1.5),
        (["sleep", "1m", "30s"], 90),
        (["sleep", "infinity"], inf),
        (["/usr/bin/bash", "-ec", "sleep 3"], 3),
        (["bash", "-o", "pipefail", "-c", "sleep 3"], 3),
        (["busybox", "sh", "-c", "sleep 4"], 4),
        (shell("sleep 15 && nginx -s quit"), 15),
        (shell("/bin/sleep 20; kill -QUIT 1; sleep 3"), 23),
        (shell("echo drain # sleep 3\nsleep '4'"), 4),
        (shell("exec sleep 10"), 10),
        (shell("for each in 1 2; do sleep 3; done; sleep 1"), 1),
    ],
)
def test_a_literal_sleep_that_certainly_runs_is_read(command, seconds):
    assert sleep_of(command).seconds == seconds


@pytest.mark.parametrize(
    ("command", "slept"),
    [
        (["sleep", "60"], (60, True)),
        (shell("sleep 12; exit 3"), (12, True)),
        (shell("sleep 1m; sleep 5 && exec sleep 7"), (72, True)),
        (shell("sleep 45; exec server"), (45, False)),
        (shell("sleep 4 || exit 1"), (4, False)),
        (shell("touch ready; sleep 30"), (0, False)),
        (shell("sleep 5 & exit 0"), (0, False)),
    ],
)
def test_only_what_a_process_sleeps_first_says_when_it_exits(command, slept):
    assert sleeps_first(command) == slept


@pytest.mark.parametrize(
    "command",
    [
        [],
        ["nginx", "-s", "quit"],
        ["sleep", "$(DRAIN)"],
        ["sh", "drain.sh"],
        ["sh", "-c"],
        shell("sleep $DRAIN"),
        shell("drain || sleep 30"),
        shell("if drain; then sleep 30; fi"),
        shell("while busy; do sleep 1; done"),
        shell("wait_long() { sleep 30; }; drain"),
        shell("sleep 30 & drain"),
        shell("exit 0; sleep 30"),
        shell("exec drain; sleep 30"),
        shell("cat <<END\nsleep 30\nEND"),
        shell("sleep 'unclosed"),
        ["echo", "sleep", "30"],
    ],
)
def test_anything_else_is_unknown(command):
    assert sleep_of(command) is None


@pytest.mark.parametrize(
    "command",
    [
        ["sleep", "3600"],
        ["tail", "-f", "/dev/null"],
        ["tail", "-n0", "-F", "/var/log/app.log"],
        shell("sleep 3600"),
        shell("touch /tmp/up; exec sleep infinity"),
        shell("while true; do date; sleep 5; done"),
        shell("until false; do work; done"),
        shell("set -e; while :; do work; done"),
        shell("server & tail -f /var/log/app.log"),
        shell("server & wait"),
    ],
)
def test_sleep_tail_and_a_shell_without_a_trap_ignore_sigterm_as_process_1(command):
    assert sigterm_has_no_effect(command)


@pytest.mark.parametrize(
    "command",
    [
        ["nginx"],
        ["tini", "--", "sleep", "3600"],
        ["tail", "/var/log/app.log"],
        shell("prepare && server"),
        shell("exec server"),
        shell("trap exit 15; while true; do sleep 1; done"),
        shell("while ! ready; do sleep 1; done"),
        shell("while true; do work; done & server"),
        shell("sleep 5; server"),
    ],
)
def test_a_process_that_may_handle_sigterm_is_unknown(command):
    assert sigterm_has_no_effect(command) == ""


@pytest.mark.parametrize(
    ("command", "text"),
    [
        (["sleep", "infinity"], "sleep infinity"),
        (shell("while true; do work; done"), "while true; do …"),
        (["sleep", "3600"], ""),
        (["sh", "-ec", "while true; do work; done"], ""),
        (shell("while true; do work || exit 1; done"), ""),
        (shell("while true; do work && break; done"), ""),
    ],
)
def test_only_an_endless_wait_never_exits(command, text):
    assert never_exits(command) == text


@pytest.mark.parametrize("text", ["1" * LONGEST, "$(" * (LONGEST // 2), "'" * LONGEST, "sleep 1;" * LONGEST])
def test_a_script_that_is_long_or_broken_is_unknown(text):
    assert sleep_of(shell(text)) is None
