"""The page about testing operators leads to the planted bug: its test fails as shown, and is fixed as it says."""

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import Phase, settings

import podproof

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "testing-operators.md").read_text(encoding="utf-8")
TEST = next(block for block in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL) if "@given" in block)
BUG = '        return "run the task again"  # a failed Pod never ran\n'
FIX = '        return "report a failure" if has_run(pod) else "run the task again"\n'

QUICK = settings(max_examples=40, derandomize=True, database=None, deadline=None, phases=[Phase.generate])
"""Fewer examples than a reader has, and no shrinking: `test_histories.py` has that."""


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run a test as a reader of the page does, beside the manifest."""
    shutil.copy(ROOT / "docs/examples/job.yaml", tmp_path)
    monkeypatch.chdir(tmp_path)

    def run(test):
        names = {"QUICK": QUICK}
        exec(test.replace("@given", "@QUICK\n@given"), names)
        names["test_a_task_that_has_run_is_not_run_again"]()

    return run


def test_the_test_of_the_page_finds_the_bug(run):
    with pytest.raises(AssertionError) as failure:
        run(TEST)
    notes = "\n".join(failure.value.__notes__)
    assert "Failed" in notes
    assert "repeat it: podproof.simulate(pod, script=" in notes


def test_the_failure_that_the_page_shows_is_the_history_that_its_script_repeats():
    shown = re.search(r"history=(a history of .*?)\n\)\n```", PAGE, re.DOTALL)[1]
    script = re.search(r"simulate\(pod, script='(.*?)'\)", shown)[1]
    history = podproof.simulate(ROOT / "docs/examples/job.yaml", script=script)
    assert repr(history).split() == shown.split()


def test_the_fix_of_the_page_passes(run):
    assert FIX in PAGE
    run(TEST.replace(BUG, FIX))
