"""The guide to the specification shows real code and links to files that exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "spec/README.md").read_text(encoding="utf-8")
EXCERPTS = re.findall(r"<!-- from: (\S+) -->\n```python\n(.*?)```", GUIDE, re.DOTALL)


@pytest.mark.parametrize(("file", "text"), EXCERPTS)
def test_an_excerpt_is_in_its_file(file, text):
    assert condensed(text) in condensed((ROOT / file).read_text(encoding="utf-8"))


def condensed(code: str) -> str:
    """The code without what depends on its indentation: white space and trailing commas."""
    return re.sub(r"\s+", "", code).replace(",)", ")")


def test_every_block_of_code_is_an_excerpt():
    assert GUIDE.count("```python") == len(EXCERPTS)


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#]+)", GUIDE))))
def test_a_link_leads_to_a_file(link):
    assert (ROOT / "spec" / link).exists()
