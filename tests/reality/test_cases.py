"""Public reports with a known answer: each command of the index, run in the folder of its case, has its exit code."""

import json
from pathlib import Path

import pytest

from podproof.checker.cli import main

FOLDER = Path(__file__).with_name("cases")
CASES = [
    pytest.param(case["folder"], each["command"], each["exit"], id=f"{case['folder']}: {each['command']}")
    for case in json.loads(FOLDER.joinpath("index.json").read_text(encoding="utf-8"))
    for each in case["commands"]
]


@pytest.mark.parametrize(("folder", "command", "code"), CASES)
def test_a_reported_case_gets_its_answer(folder, command, code, monkeypatch, capsys):
    monkeypatch.chdir(FOLDER / folder if FOLDER.joinpath(folder).is_dir() else FOLDER)
    assert main(command.split()) == code, capsys.readouterr()
