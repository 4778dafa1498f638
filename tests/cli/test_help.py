"""What a new user tries first: the help, and a wrong verb."""

import argparse
import re
import subprocess
import sys

import pytest
from processes import python

from podproof.checker.cli import main
from podproof.checker.cli.arguments import parser

VERBS = next(action for action in parser()._actions if isinstance(action, argparse._SubParsersAction)).choices


def test_the_first_page_names_every_verb_for_users_and_every_exit_code():
    run = python("--help")
    assert run.returncode == 0
    assert run.stderr == ""
    assert [verb for verb in VERBS if not re.search(rf"^    {verb}\s", run.stdout, re.MULTILINE)] == ["table"]
    assert "Exit codes: 0 passed, 1 a law is violated or a finding counts, 2 misuse" in run.stdout


@pytest.mark.parametrize("verb", VERBS)
def test_every_option_of_a_verb_has_a_help_text(capsys, verb):
    with pytest.raises(SystemExit, match="0"):
        main([verb, "--help"])
    assert capsys.readouterr().out.startswith(f"usage: podproof {verb} ")
    assert [action.dest for action in VERBS[verb]._actions if not action.help] == []


MISTAKES = [
    (["explor"], "podproof: unknown verb 'explor'; did you mean explore?"),
    (["explore", "--trcae", "Gone"], "podproof explore: unknown option --trcae; did you mean --trace?"),
    (["check", "--bsaeline=x"], "podproof check: unknown option --bsaeline; did you mean --baseline?"),
    (["check", "--format", "sarfi"], "podproof check: argument --format: unknown choice 'sarfi'; did you mean sarif?"),
    (["conform", "tarce", "x"], "podproof conform: unknown verb 'tarce'; did you mean trace?"),
    (["xyzzy"], "podproof: unknown verb 'xyzzy': choose from explore, "),
    (["report", "-\x1b[2J"], "podproof report: unknown option -\\x1b[2J; `podproof report --help` lists what it takes"),
    (["diagram", "a", "b", "c"], "podproof diagram: unexpected argument 'c'; `podproof diagram --help`"),
]


@pytest.mark.parametrize(("arguments", "line"), MISTAKES)
def test_a_mistyped_verb_or_option_is_misuse_and_gets_one_line_with_the_nearest_name(capsys, arguments, line):
    with pytest.raises(SystemExit, match="2"):
        main(arguments)
    written = capsys.readouterr()
    assert written.err.startswith(line)
    assert (written.err.count("\n"), written.out) == (1, "")


def test_an_option_cannot_be_abbreviated(capsys):
    with pytest.raises(SystemExit, match="2"):
        main(["explore", "--verb"])
    assert "unknown option --verb; did you mean --verbose?" in capsys.readouterr().err


def test_without_a_verb_the_help_is_printed_and_the_exit_code_is_not_that_of_a_check_that_passed(capsys):
    assert main([]) == 2
    assert capsys.readouterr().out == parser().format_help()


def test_the_version_is_printed_with_the_modeled_versions_of_kubernetes(capsys):
    with pytest.raises(SystemExit, match="0"):
        main(["--version"])
    assert re.fullmatch(r"podproof \d+\.\d+\.\d+, Kubernetes 1\.13 to 1\.\d\d\n", capsys.readouterr().out)


def test_the_command_line_imports_no_heavy_library_at_its_start():
    heavy = ("statemachine", "networkx", "oxidd", "rich", "yaml", "hypothesis", "kubernetes_validate")
    code = f"import sys, podproof.checker.cli.arguments; print([each for each in {heavy} if each in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
