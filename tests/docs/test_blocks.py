"""Every command and every example in the documentation runs."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", *(f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md"))))
BLOCK = re.compile(r"(?:<!-- (?P<mark>[^\n]*?) -->\n)?```(?P<language>sh|console|python)\n(?P<text>.*?)```", re.DOTALL)
ELSEWHERE = {
    "transcript": "test_pages.py makes it again and compares it",
    "expect": "a transcript too",
    "file": "the page's own transcripts run the file",
    "explore": "the gate runs it",
    "test": "the gate runs it",
    "not run": "the page says why",
}


def blocks():
    """Every block that nothing else runs, as its language and its text."""
    for page in PAGES:
        for found in BLOCK.finditer((ROOT / page).read_text(encoding="utf-8")):
            if (found["mark"] or "").partition(":")[0] not in ELSEWHERE and page != "docs/own-laws.md":
                yield pytest.param(found["language"], found["text"], id=f"{page}-{found.start()}")


@pytest.fixture
def folder(tmp_path):
    """A folder with everything that the documentation mentions: the project, a Pod, manifests, a law, the command."""
    shutil.copytree(ROOT / "docs/examples", tmp_path / "docs/examples")
    for name in ("pod.yaml", "old.yaml", "new.yaml"):
        shutil.copy(ROOT / "docs/examples/retried.yaml", tmp_path / name)
    (tmp_path / "manifests").mkdir()
    shutil.copy(ROOT / "docs/examples/job.yaml", tmp_path / "manifests")
    shutil.copy(ROOT / "docs/examples/never.py", tmp_path / "mine.py")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/podproof").write_text(f'#!/bin/sh\nexec {sys.executable} -m podproof "$@"\n', encoding="utf-8")
    (tmp_path / "bin/podproof").chmod(0o755)
    return tmp_path


@pytest.mark.parametrize(("language", "text"), list(blocks()))
def test_a_block_runs(language, text, folder):
    for name in ("spec/pod", "tests/reality"):  # a link would lead out of the folder
        if f"{name}/" in text:
            shutil.copytree(ROOT / name, folder / name)
    (folder / "test_block.py").write_text(text, encoding="utf-8")
    for line in [python(text)] if language == "python" else typed(text):
        run = in_shell(line, folder)
        assert run.returncode in (0, 1) if language != "python" else run.returncode == 0, f"{line}\n{run.stderr}"
        assert "Traceback" not in run.stderr, f"{line}\n{run.stderr}"


def python(text: str) -> str:
    """The command that runs a block of Python: its tests if it has any, else the script."""
    has_tests = "def test_" in text or "TestCase" in text
    return "python -m pytest -q -p no:cacheprovider test_block.py" if has_tests else "python test_block.py"


def in_shell(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The result of typing the line in the folder."""
    path = f"{folder / 'bin'}:{Path(sys.executable).parent}:{os.environ['PATH']}"
    # with CI set, Hypothesis neither draws at random nor minds that a loaded machine draws slowly
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PATH": path, "CI": "true"}
    command = ["bash", "-c", line]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300)


def typed(text: str) -> list[str]:
    """The commands of a block, without the output that it may show."""
    lines = [line.removeprefix("$ ") for line in text.splitlines() if "$ " not in text or line.startswith("$ ")]
    return [line for line in lines if line and not line.startswith("pip install")]


def test_the_blocks_of_the_page_on_own_laws_are_run_by_a_test_of_their_own():
    assert "EXAMPLES" in (ROOT / "tests/cli/test_own_laws.py").read_text(encoding="utf-8")


def test_a_block_that_is_not_run_says_why():
    marks = [found["mark"] for page in PAGES for found in BLOCK.finditer((ROOT / page).read_text(encoding="utf-8"))]
    assert [mark for mark in marks if mark and re.fullmatch(r"not run:?\s*", mark)] == []
