"""What a new user tries first: the help, and a wrong verb."""

import argparse
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
    assert [verb for verb in VERBS if f"\n    {verb} " not in run.stdout] == ["table"]
    assert "Exit codes: 0 all laws hold, 1 a law is violated, 2 misuse" in run.stdout


@pytest.mark.parametrize("verb", VERBS)
def test_every_option_of_a_verb_has_a_help_text(capsys, verb):
    with pytest.raises(SystemExit, match="0"):
        main([verb, "--help"])
    assert capsys.readouterr().out.startswith(f"usage: podproof {verb} ")
    assert [action.dest for action in VERBS[verb]._actions if not action.help] == []


@pytest.mark.parametrize("arguments", [[], ["explor"], ["explore", "--trcae", "Gone"]])
def test_an_unknown_verb_or_option_is_misuse_and_prints_the_usage(capsys, arguments):
    with pytest.raises(SystemExit, match="2"):
        main(arguments)
    assert capsys.readouterr().err.startswith("usage: podproof ")


def test_the_command_line_imports_no_heavy_library_at_its_start():
    heavy = ("statemachine", "networkx", "oxidd", "rich", "yaml", "hypothesis", "kubernetes_validate")
    code = f"import sys, podproof.checker.cli.arguments; print([each for each in {heavy} if each in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
