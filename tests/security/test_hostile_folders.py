"""A checked repository may hold modules of any name: none of them is ever imported, by no process of the program."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from gate_manifests import NAMED

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "docs" / "examples"

OURS = {"spec", "checker", "podproof", "conftest", "sitecustomize", "usercustomize"}
LIBRARIES = {
    "hypothesis", "junitparser", "kubernetes_validate", "msgspec", "networkx", "oxidd", "platformdirs", "rich",
    "statemachine", "yaml", "zstandard",
}  # fmt: skip
PACKAGES = {"spec", "encodings", "importlib", "collections", "concurrent"}
"""The modules that lie there as folders."""

MARK = "open({mark!r}, 'a').write(__name__ + '\\n')\n"

LAWS = """from podproof.spec.notation import Law

LAWS = [Law("reachable", "it-runs", "", "A container can run.", when="runs")]
"""


class HostileFolder:
    """A working directory with two manifests, and a module of every name, which leaves a mark when it is imported."""

    def __init__(self, folder: Path, script: Path) -> None:
        self.folder, self.script, self.mark = folder, script, folder.parent / "imported"
        for name in OURS | LIBRARIES | sys.stdlib_module_names:
            self.write(name)
        for name in ("one", "two"):
            (folder / f"{name}.yaml").write_text(NAMED % name, encoding="utf-8")

    def write(self, name: str, text: str = "") -> None:
        """Write a module that leaves a mark before it does anything else."""
        file = self.folder / (f"{name}/__init__.py" if name in PACKAGES else f"{name}.py")
        file.parent.mkdir(exist_ok=True)
        file.write_text(MARK.format(mark=str(self.mark)) + text, encoding="utf-8")

    @property
    def imported(self) -> list[str]:
        """The modules that have left their mark."""
        return self.mark.read_text(encoding="utf-8").split() if self.mark.exists() else []

    def run(self, line: str) -> subprocess.CompletedProcess[str]:
        """The program, in this folder, with the arguments of the line."""
        environment = os.environ | {"PYTHONPATH": str(self.script.parents[1] / "site")}
        command = [str(self.script), *shlex.split(line)]
        return subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False, timeout=300
        )


@pytest.fixture
def hostile(tmp_path: Path, console_script: Path) -> HostileFolder:
    """A hostile folder of its own for each test."""
    folder = tmp_path / "repository"
    folder.mkdir()
    return HostileFolder(folder, console_script)


RUNS = {
    "check . --jobs 1 --law never-means-once": 0,
    "check . --jobs 2 --law never-means-once": 0,
    "explore one.yaml --faults none --law never-means-once --trace Succeeded": 0,
    "report . --faults none --law never-means-once -o report.html": 0,
    f"conform trace {EXAMPLES / 'job.jsonl'}": 0,
    "conform phases Pending,Running,Succeeded": 0,
    "diagram Stop --format dot": 0,
    "fuzz --walks 2 --steps 5 --seed 1": 0,
    "mutate --machine Registry --law gone-is-gone --scenario no-grace --sample 2 --processes 2": 1,
}


@pytest.mark.parametrize(("line", "code"), RUNS.items(), ids=RUNS)
def test_no_verb_imports_a_module_of_the_folder_that_it_is_run_in(hostile: HostileFolder, line: str, code: int) -> None:
    run = hostile.run(line)
    assert (run.returncode, hostile.imported) == (code, []), run.stderr


def test_of_the_working_directory_only_the_module_of_laws_is_imported_that_the_user_names(
    hostile: HostileFolder,
) -> None:
    hostile.write("our_laws", LAWS)
    run = hostile.run("check . --jobs 2 --laws our_laws --law it-runs")
    assert run.returncode == 0, run.stderr
    assert set(hostile.imported) == {"our_laws"}


def test_a_module_that_is_installed_is_not_replaced_by_one_of_the_working_directory(hostile: HostileFolder) -> None:
    run = hostile.run("check . --laws yaml")
    assert (run.returncode, hostile.imported) == (2, [])
    assert "yaml/__init__.py:1: LAWS is missing" in run.stderr


def test_a_file_whose_name_looks_like_an_option_is_a_path_for_the_hook_and_the_action(hostile: HostileFolder) -> None:
    hostile.write("evil", LAWS)
    run = hostile.run("check --law never-means-once --jobs 1 -- --laws=evil one.yaml")
    assert (run.returncode, hostile.imported) == (2, [])
    assert "--laws=evil" in run.stdout
