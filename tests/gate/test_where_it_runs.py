"""The action, the hook and the snippets for pipelines work, as far as they can run here."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from gate_manifests import CLEAN, FOUND

ROOT = Path(__file__).parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
(HOOK,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
PAGE = (ROOT / "docs" / "gate.md").read_text(encoding="utf-8")


@pytest.fixture
def ran(console_script):
    """A function that runs a command in a folder, with the installed program on PATH."""
    known = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    known["PATH"] = f"{console_script.parent}{os.pathsep}{known['PATH']}"
    known["PYTHONPATH"] = str(console_script.parents[1] / "site")

    def ran(command, folder, **environment):
        return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=known | environment)

    return ran


def test_the_action_passes_its_inputs_to_steps_that_use_them():
    used = set(re.findall(r"inputs\.([\w-]+)", yaml.safe_dump(ACTION)))
    assert used == set(ACTION["inputs"])
    assert ACTION["runs"]["using"] == "composite"
    assert all("shell" in step for step in ACTION["runs"]["steps"] if "run" in step)
    assert not [step for step in ACTION["runs"]["steps"] if "${{" in step.get("run", "")], "a text would become code"


@pytest.mark.parametrize(
    ("arguments", "code"), [("", 1), ("--fail-on error --law never-means-once", 1), ("--nonsense", 2)]
)
def test_the_step_of_the_action_returns_the_exit_code_of_the_gate(repository, ran, tmp_path, arguments, code):
    (step,) = [step for step in ACTION["runs"]["steps"] if step.get("id") == "check"]
    output = tmp_path / "output"
    said = {"PATHS": "clean.yaml hasty.yaml", "ARGUMENTS": arguments, "SARIF": "o.sarif", "GITHUB_OUTPUT": str(output)}
    shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    run = ran(shell, repository, **said)
    assert run.returncode == code, run.stderr
    assert output.read_text(encoding="utf-8") == f"exit-code={code}\n"
    assert (repository / "o.sarif").exists() == (code == 1)
    assert ("::error file=hasty.yaml," in run.stdout) == (code == 1)


@pytest.mark.parametrize(("text", "code"), [("", 2), ('paths = ["hasty.yaml"]', 1)])
def test_the_action_refuses_empty_paths_unless_a_configuration_names_some(repository, ran, tmp_path, text, code):
    (repository / "podproof.toml").write_text(text, encoding="utf-8")
    (step,) = [step for step in ACTION["runs"]["steps"] if step.get("id") == "check"]
    given = {"PATHS": " ", "ARGUMENTS": "", "SARIF": "o.sarif", "GITHUB_OUTPUT": str(tmp_path / "output")}
    run = ran(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]], repository, **given)
    assert run.returncode == code, run.stderr
    assert (tmp_path / "output").read_text(encoding="utf-8") == f"exit-code={code}\n"


def test_a_file_whose_name_looks_like_an_option_is_a_file_for_the_action(repository, ran, tmp_path):
    (repository / "--laws=evil.yaml").write_text(CLEAN, encoding="utf-8")
    (repository / "evil").mkdir()
    (repository / "evil" / "__init__.py").write_text("open('imported', 'w')", encoding="utf-8")
    (step,) = [step for step in ACTION["runs"]["steps"] if step.get("id") == "check"]
    given = {
        "PATHS": "*",
        "ARGUMENTS": "--exclude * --law never-means-once --faults none",
        "SARIF": "o.sarif",
        "GITHUB_OUTPUT": str(tmp_path / "output"),
    }
    ran(["bash", "-eo", "pipefail", "-c", step["run"]], repository, **given)
    assert not (repository / "imported").exists()


def test_pre_commit_stops_a_commit_with_a_finding_in_its_files(tmp_path, ran):
    folder = tmp_path / "repository"
    (folder / "manifests").mkdir(parents=True)
    hook = HOOK | {"language": "system"}  # the environment of the test has the program
    config = {"repos": [{"repo": "local", "hooks": [hook]}]}
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    (folder / "values.yaml").write_text("replicas: 3\n", encoding="utf-8")
    (folder / "manifests" / "pod.yaml").write_text(FOUND, encoding="utf-8")
    environment = {"PRE_COMMIT_HOME": str(tmp_path / "home"), "GIT_CONFIG_GLOBAL": "/dev/null"}
    named = [f"GIT_{who}_{what}" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")]
    environment |= dict.fromkeys(named, "a@example.com")
    for command in (["git", "init", "--quiet"], ["git", "add", "."], [sys.executable, "-m", "pre_commit", "install"]):
        assert ran(command, folder, **environment).returncode == 0
    first = ran(["git", "commit", "-m", "first"], folder, **environment)
    assert first.returncode == 1
    assert "ERROR  no-grace-for-pre-stop  manifests/pod.yaml:9:17" in first.stdout + first.stderr
    (folder / "manifests" / "pod.yaml").write_text(CLEAN, encoding="utf-8")
    ran(["git", "add", "."], folder, **environment)
    assert ran(["git", "commit", "-m", "second"], folder, **environment).returncode == 0


def test_the_hook_checks_the_usual_folders_of_manifests():
    assert re.search(HOOK["files"], "manifests/a.yaml")
    assert not re.search(HOOK["files"], ".github/workflows/a.yaml")


@pytest.mark.parametrize("block", re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL))
def test_every_piece_of_yaml_on_the_page_can_be_read(block):
    assert isinstance(yaml.safe_load(block), dict)


def test_the_project_uses_its_own_action_as_its_gate():
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "gate.yml").read_text(encoding="utf-8"))
    assert "./" in [step.get("uses") for job in workflow["jobs"].values() for step in job["steps"]]
