"""Every example of docs/python-api.md runs and prints what the page shows."""

import doctest
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
FLAGS = doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL | doctest.NORMALIZE_WHITESPACE


def test_the_examples_of_the_page_run(monkeypatch):
    monkeypatch.chdir(ROOT)
    page = (ROOT / "docs" / "python-api.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```pycon\n(.*?)```", page, re.DOTALL)
    examples = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, "python-api.md", None, 0)
    results = doctest.DocTestRunner(optionflags=FLAGS).run(examples)
    assert (results.failed, results.attempted > 15) == (0, True)
