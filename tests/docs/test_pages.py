"""Pages that the program writes itself cannot be out of date."""

import json
import re
import runpy
from pathlib import Path

import jsonschema
import pytest

from spec.notation import rules

ROOT = Path(__file__).parents[2]
BUILD = runpy.run_path(str(ROOT / "docs" / "build.py"), run_name="build")


def test_every_generated_page_is_current():
    assert [str(path) for path, _ in BUILD["stale"]()] == []


def test_a_changed_transition_makes_the_page_of_its_machine_stale(monkeypatch):
    before = BUILD["lifecycle"]()
    monkeypatch.setitem(BUILD["chapter"].__globals__, "rules", lambda machine: rules(machine)[1:])
    assert BUILD["lifecycle"]() != before


@pytest.mark.parametrize("page", ["README.md", "docs/how.md", "docs/json.md", "CONTRIBUTING.md"])
def test_every_link_to_a_file_leads_somewhere(page):
    folder = (ROOT / page).parent
    links = re.findall(r"\]\((?!http)([^)#]+)", (ROOT / page).read_text(encoding="utf-8"))
    assert [link for link in links if not (folder / link).exists()] == []


def test_the_readme_has_the_two_blocks_that_the_gate_runs():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.search(r"<!-- explore -->\n```sh\n.*python -m checker explore\n```", text, re.DOTALL)
    assert re.search(r"<!-- test -->\n```sh\n.*python -m pytest\n```", text, re.DOTALL)


def test_the_schema_of_the_report_is_itself_valid():
    jsonschema.Draft202012Validator.check_schema(json.loads((ROOT / "docs/explore.schema.json").read_text()))


def test_the_changelog_knows_the_version():
    version = re.search(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    assert version
    assert f"## {version[1]}" in (ROOT / "CHANGELOG.md").read_text()
