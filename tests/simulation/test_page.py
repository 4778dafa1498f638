"""The page about testing operators leads to the planted bug: its test fails as shown, and is fixed as it says."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import podproof
from podproof.spec.pod.named_executions import NAMED_EXECUTIONS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "testing-operators.md").read_text(encoding="utf-8")
TEST = next(block for block in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL) if "@given" in block)
BUG = '        return "run the task again"  # a failed Pod never ran\n'
FIX = '        return "report a failure" if has_run(pod) else "run the task again"\n'


QUICK = """
from hypothesis import Phase, settings
settings.register_profile("quick", max_examples=40, derandomize=True, database=None, phases=[Phase.generate])
settings.load_profile("quick")
"""
"""Fewer examples than a reader has, and no shrinking: `test_histories.py` has that."""


@pytest.fixture
def run(tmp_path):
    """Run a test as a reader of the page does."""
    (tmp_path / "job.yaml").write_text((ROOT / "docs/examples/job.yaml").read_text(encoding="utf-8"), encoding="utf-8")

    def run(test):
        (tmp_path / "test_task.py").write_text(QUICK + test, encoding="utf-8")
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_task.py"]
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    return run


def test_the_test_of_the_page_finds_the_bug(run):
    found = run(TEST)
    assert found.returncode == 1
    for line in (
        "work exits with an error",
        "publishes the status: Failed",
        "repeat it: podproof.simulate(pod, script=",
    ):
        assert line in found.stdout


def test_the_failure_that_the_page_shows_is_the_history_that_its_script_repeats():
    shown = re.search(r"history=(a history of .*?)\n\)\n```", PAGE, re.DOTALL)[1]
    script = re.search(r"simulate\(pod, script='(.*?)'\)", shown)[1]
    history = podproof.simulate(ROOT / "docs/examples/job.yaml", script=script)
    assert repr(history).split() == shown.split()


def test_the_fix_of_the_page_passes(run):
    fixed = run(TEST.replace(BUG, FIX))
    assert FIX in PAGE
    assert fixed.returncode == 0, fixed.stdout


def test_the_page_lists_every_named_execution():
    for each in NAMED_EXECUTIONS:
        assert f"| `{each.name}` | {each.description} |" in PAGE
