"""Output: where it goes, how wide it is, on which terminals, and without a reader."""

import json
import os

import pytest
from processes import python, shell, terminal
from strategies import FOLDER

from podproof.checker.cli import main
from podproof.spec.pod.laws import LAWS
from podproof.spec.pod.situations import SITUATIONS

SMALL = str(FOLDER / "single-never.yaml")
ONE_LAW = ("--law", "kill-after-grace")
EVERY_TRACE = [part for each in (*SITUATIONS, *LAWS) for part in ("--trace", each.name)]
LONG_NAMES = """
apiVersion: v1
kind: Pod
metadata: {name: checkout-7d9c5b6f4-x2x7p, namespace: shop-production-europe}
spec:
  readinessGates: [{conditionType: example.com/balanced}]
  schedulingGates: [{name: example.com/quota}]
  shareProcessNamespace: true
  activeDeadlineSeconds: 86400
  initContainers:
  - {name: wait-for-the-database-of-the-order-management-system-of-europe, image: wait:1}
  containers:
  - name: order-management-system-of-europe-behind-the-checkout-frontend
    image: orders:1
    imagePullPolicy: Always
    startupProbe: {httpGet: {path: /, port: 80}, initialDelaySeconds: 30, failureThreshold: 100}
    livenessProbe: {httpGet: {path: /, port: 80}, initialDelaySeconds: 30, failureThreshold: 10}
    readinessProbe: {httpGet: {path: /, port: 80}, initialDelaySeconds: 30, successThreshold: 10}
    lifecycle: {postStart: {exec: {command: [up]}}, preStop: {exec: {command: [down]}}}
"""


def too_wide(text: str) -> list[str]:
    """The lines of more than 80 columns."""
    return [line for line in text.splitlines() if len(line) > 80]


@pytest.mark.parametrize("pod", ["hooks", "gates", "sidecar-never", "never-pulled"])
def test_no_line_of_a_report_or_of_any_trace_is_wider_than_80_columns(monkeypatch, capsys, pod):
    monkeypatch.chdir(FOLDER)
    main(["explore", f"{pod}.yaml", *EVERY_TRACE])
    assert too_wide(capsys.readouterr().out) == []


def test_the_longest_names_of_containers_go_on_a_line_of_their_own(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pod.yaml").write_text(LONG_NAMES, encoding="utf-8")
    assert main(["explore", "pod.yaml", "--faults", "none", "--trace", "Ready", "--trace", "PostStartHookError"]) == 0
    out = capsys.readouterr().out
    assert too_wide(out) == []
    assert "starts\n               order-management-system-of-europe-behind-the-checkout-frontend\n" in out


def test_no_line_of_the_list_of_laws_is_wider_than_80_columns(capsys):
    main(["explore", "--list-laws"])
    assert too_wide(capsys.readouterr().out) == []


@pytest.mark.parametrize("verb", [(), ("explore",), ("check",), ("diagram",), ("mutate",), ("table",)])
def test_no_line_of_a_help_is_wider_than_80_columns(monkeypatch, capsys, verb):
    monkeypatch.setenv("COLUMNS", "80")
    with pytest.raises(SystemExit, match="0"):
        main([*verb, "--help"])
    assert too_wide(capsys.readouterr().out) == []


def test_only_the_report_is_on_stdout_and_messages_are_on_stderr(tmp_path, capsys):
    (tmp_path / "broken.yaml").write_text("apiVersion: v1\nkind: Pod\nspec: [", encoding="utf-8")
    assert main(["explore", str(tmp_path), SMALL, *ONE_LAW, "--format", "json"]) == 2
    out, err = capsys.readouterr()
    assert [pod["name"] for pod in json.loads(out)["pods"]] == ["single-never"]
    assert len(err.splitlines()) == 1


def test_piped_output_has_neither_escape_codes_nor_progress():
    run = python("explore", SMALL, *ONE_LAW)
    assert "\x1b" not in run.stdout
    assert run.stderr == ""


def test_a_terminal_gets_colors():
    out, _ = terminal("explore", SMALL, *ONE_LAW)
    assert "\x1b[1;32mok" in out
    assert "\x1b[32mholds" in out


def test_a_terminal_gets_no_escape_codes_if_NO_COLOR_is_set():
    out, _ = terminal("explore", SMALL, *ONE_LAW, NO_COLOR="1")
    assert "the one chosen law that applies holds" in out
    assert "\x1b" not in out


def test_a_dumb_terminal_gets_plain_text():
    out, err = terminal("explore", SMALL, *ONE_LAW, TERM="dumb")
    assert "\x1b" not in out
    assert err == ""


def test_a_terminal_without_the_letters_gets_question_marks():
    run = python("explore", *ONE_LAW, "--faults", "none", "--verbose", PYTHONIOENCODING="ascii")
    assert run.returncode == 0
    assert "http 1s?30" in run.stdout


@pytest.mark.parametrize("arguments", ["--format json --settings", "--trace Gone", "--list-laws"])
def test_a_reader_that_leaves_early_is_neither_a_violation_nor_a_message(arguments):
    run = shell(f"podproof explore '{SMALL}' --faults none {arguments} | true")
    assert run.stderr == ""
    assert run.returncode == 141  # as a shell has it for every program whose reader has left


def test_a_reader_that_wants_one_line_gets_it():
    run = shell("podproof explore --list-laws | head -1")
    assert len(run.stdout.splitlines()) == 1
    assert run.stderr == ""


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
@pytest.mark.parametrize("form", ["text", "json"])
def test_a_full_disk_is_one_line(form):
    run = shell(f"podproof explore '{SMALL}' --faults none --format {form} > /dev/full")
    assert run.returncode == 2
    assert run.stderr == "podproof: No space left on device\n"


def test_a_closed_standard_output_is_no_error():
    assert shell(f"podproof explore '{SMALL}' --faults none >&-").stderr == ""


def test_what_a_manifest_says_can_neither_format_the_report_nor_steer_the_terminal(tmp_path, capsys):
    others = "apiVersion: v1\nkind: '[/bold]'\n---\napiVersion: v1\nkind: \"\\e[31mred\"\n"
    (tmp_path / "others.yaml").write_text(others, encoding="utf-8")
    assert main(["explore", SMALL, str(tmp_path), *ONE_LAW, "--settings"]) == 0
    out = capsys.readouterr().out
    assert "skipped: 1 \\x1b[31mred, 1 [/bold]" in out
    assert "\x1b" not in out
