"""Generated pages are current, complete, and linked correctly."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import get_args

import jsonschema
import pytest

import generate
from generate import reference, stale
from podproof.checker.cli.arguments import parser
from podproof.checker.verify import Outcome
from podproof.spec.notation_of_machines import transitions
from podproof.spec.pod.laws import LAWS
from podproof.spec.pod.machines import MACHINES
from podproof.spec.pod.situations import SITUATIONS

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    str(path.relative_to(ROOT))
    for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"))
    if "templates" not in path.parts
)
SCHEMA = json.loads((ROOT / "docs/explore.schema.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", generate.PAGES)
def test_a_generated_page_is_current(page):
    assert list(stale([page])) == []


def test_an_edited_transition_makes_the_page_of_its_machine_stale(tmp_path):
    shutil.copy(ROOT / "podproof.py", tmp_path)
    for folder in ("checker", "docs", "spec"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    pages = ["docs/lifecycle/node.md", "docs/lifecycle/api.md"]
    command = [sys.executable, "docs/build.py", "--check", *pages]
    asked = {"cwd": tmp_path, "env": os.environ | {"PYTHONPATH": str(tmp_path)}, "capture_output": True, "text": True}
    assert subprocess.run(command, **asked).returncode == 0
    machines = tmp_path / "spec/pod/machines/node.py"
    machines.write_text(
        machines.read_text(encoding="utf-8").replace("and deletion_is_requested", "", 1), encoding="utf-8"
    )
    run = subprocess.run(command, **asked)
    assert (run.returncode, run.stdout) == (1, "out of date: docs/lifecycle/node.md\n")


def test_a_stale_page_is_reported_with_its_new_text(monkeypatch):
    page = "docs/laws.md"
    monkeypatch.setitem(generate.PAGES, page, lambda: "new")
    assert list(stale([page])) == [(ROOT / page, "new")]


def test_every_verb_and_every_option_is_on_the_page_of_the_command_line():
    page = (ROOT / "docs/cli.md").read_text(encoding="utf-8")
    for verb in reference.with_verbs(parser()):
        (help,) = [
            text for text in re.findall(r"```text\n(.*?)```", page, re.DOTALL) if f"usage: {verb.prog} [" in text
        ]
        assert [option for action in verb._actions for option in action.option_strings if option not in help] == []


def test_every_machine_law_and_situation_is_on_its_page():
    machines, laws = ("".join(map(read, (ROOT / "docs" / name).glob("*.md"))) for name in ("lifecycle", "laws"))
    assert [machine.__name__ for machine in MACHINES if f"## {machine.__name__}\n" not in machines] == []
    assert [law.name for law in LAWS if f"## {law.name}\n" not in laws] == []
    index = read(ROOT / "docs/laws.md")
    assert [each.name for each in (*LAWS, *SITUATIONS) if f"`{each.name}`" not in index] == []


def test_every_event_has_a_chapter_with_every_machine_that_moves_with_it():
    chapters = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", read(ROOT / "docs/events.md"), re.DOTALL | re.MULTILINE))
    moves = {(machine.__name__, each.event) for machine in MACHINES for each in transitions(machine)}
    assert chapters.keys() == {event for _, event in moves}
    assert [(machine, event) for machine, event in moves if f"[{machine}](" not in chapters[event]] == []


def read(path):
    """The text of a page."""
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES)
def test_every_link_to_a_file_leads_somewhere(page):
    folder = (ROOT / page).parent
    links = re.findall(r"\]\((?!http)([^)#{]+)", read(ROOT / page))
    assert [link for link in links if not (folder / link).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_link_to_the_glossary_leads_to_a_term(page):
    headings = re.findall(r"^### (.+)$", read(ROOT / "docs/glossary.md"), re.MULTILINE)
    terms = {heading.lower().replace(" ", "-") for heading in headings}
    assert set(re.findall(r"glossary\.md#([^)]+)\)", read(ROOT / page))) - terms == set()


def test_contributing_maps_every_room():
    page = read(ROOT / "CONTRIBUTING.md")
    for folder, prefix in (("spec", ""), ("spec/pod", "pod/"), ("checker", ""), ("tests", "tests/")):
        rooms = {path.name + "/" * path.is_dir() for path in (ROOT / folder).iterdir() if path.name[0] not in "_."}
        missing = {
            room for room in rooms if f"`{prefix}{room}`" not in page and f"`{prefix}{room.strip('/')}`" not in page
        }
        assert missing <= {"pod/", "py.typed", "conftest.py", "strategies.py", "engines/"}


def test_the_readme_has_the_two_blocks_that_the_gate_runs():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.search(r"<!-- explore -->\n```sh\n.*python -m checker explore\n```", text, re.DOTALL)
    assert re.search(r"<!-- test -->\n```sh\n.*python -m pytest [-a-z ]+\n```", text, re.DOTALL)


def test_the_schema_of_the_report_is_itself_valid():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_the_schema_of_the_report_knows_every_kind_and_every_outcome():
    known = SCHEMA["$defs"]["law"]["properties"]
    assert {law.kind for law in LAWS} <= set(known["kind"]["enum"])
    assert set(known["outcome"]["enum"]) == set(get_args(Outcome))


def test_the_changelog_knows_the_version():
    version = re.search(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    assert version
    assert f"## {version[1]}" in (ROOT / "CHANGELOG.md").read_text()
