"""The configuration: where it is, which source overrides which, and how mistakes are reported."""

import re
import tomllib
from pathlib import Path
from typing import get_args

import pytest

from podproof.checker.errors import ConfigurationError
from podproof.checker.gate.baseline import render
from podproof.checker.gate.configuration import DEFAULT, read_configuration
from podproof.checker.gate.tables import Behaving, ConfigurationTable
from podproof.spec.findings import NAMED, THRESHOLDS
from podproof.spec.findings.behavior import BEHAVIORS

WHOLE = """
kubernetes = "1.34"
faults = ["kubelet", "sandbox"]
fail_on = "error"
paths = ["deploy"]
exclude = ["deploy/test"]
gates_set = ["example.com/*"]

[severities]
traffic-after-sigterm = "off"
"law/never-means-once" = "warning"

[thresholds]
liveness_room = 60

[laws.started-leads-to-terminal-phase]
expect = "violated"

[[containers]]
image = "*/log-shipper:*"
behavior = ["never-exits", "ends-on-sigterm"]
"""


@pytest.fixture
def file(tmp_path, monkeypatch):
    """Writes a file, and works in a folder two below it."""
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)

    def write(text, name="podproof.toml"):
        (tmp_path / name).write_text(text, encoding="utf-8")

    return write


def wrong(text, file, **said):
    """The lines about what is wrong with a configuration, without the folder."""
    file(text)
    with pytest.raises(ConfigurationError) as error:
        read_configuration(**said)
    return [line.removeprefix("../../") for line in error.value.lines]


def test_without_a_file_the_defaults_apply(file):
    assert read_configuration() == DEFAULT


def test_a_file_can_set_every_key_and_its_paths_are_relative_to_it(file):
    file(WHOLE)
    found = read_configuration()
    assert (found.kubernetes, found.faults, found.fail_on) == (34, "kubelet,sandbox", "error")
    assert (found.paths, found.gates_set) == (("../../deploy",), ("example.com/*",))
    assert found.severities == {"traffic-after-sigterm": "off", "law/never-means-once": "warning"}
    assert found.thresholds == THRESHOLDS | {"liveness_room": 60}
    assert found.expect == {"started-leads-to-terminal-phase": "violated"}
    assert [each.behavior for each in found.containers] == [("never-exits", "ends-on-sigterm")]


def test_a_table_in_the_project_file_can_set_the_same(file):
    file('[project]\nname = "x"\n[tool.podproof]\nkubernetes = "1.30"\n', "pyproject.toml")
    assert read_configuration().kubernetes == 30


def test_podproof_toml_overrides_the_project_file_beside_it(file):
    file('[tool.podproof]\nkubernetes = "1.30"\n', "pyproject.toml")
    file('kubernetes = "1.31"\n')
    assert read_configuration().kubernetes == 31


def test_a_project_file_without_our_table_is_skipped_even_if_it_is_invalid(file):
    file("not TOML", "pyproject.toml")
    assert read_configuration() == DEFAULT


def test_a_flag_overrides_the_environment_which_overrides_the_file(file):
    file('kubernetes = "1.30"\n')
    environment = {"PODPROOF_KUBERNETES": "1.31"}
    assert read_configuration(environment=environment).kubernetes == 31
    assert read_configuration({"kubernetes": "1.32"}, environment).kubernetes == 32
    assert read_configuration({"kubernetes": None}, environment).kubernetes == 31


def off(**said):
    """The findings that are not reported."""
    return {name for name, level in read_configuration(**said).severities.items() if level == "off"}


def test_the_findings_that_are_not_selected_or_are_ignored_are_off(file):
    file(
        'select = ["init-*", "probes-identical"]\nignore = ["init-never-ends"]\n[severities]\nunknown-field = "info"\n'
    )
    selected = {"probes-identical", "init-retries-forever", "init-failure-is-final"}
    assert off() == set(NAMED) - selected
    assert off(flags={"select": "*"}) == {"init-never-ends"}
    assert off(flags={"select": "*", "ignore": "probes-identical, init-*"}) == {
        name for name in NAMED if name.startswith("init-") or name == "probes-identical"
    }


def test_a_flag_or_the_environment_can_name_the_file(file, tmp_path):
    file('kubernetes = "1.30"\n', "other.toml")
    name = str(tmp_path / "other.toml")
    assert (
        read_configuration(named=name).kubernetes
        == read_configuration(environment={"PODPROOF_CONFIG": name}).kubernetes
        == 30
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('faults = "all"\nfail_onn = "error"\n', "podproof.toml:2: unknown key 'fail_onn'; did you mean fail_on?"),
        (
            "paths = [\n  'a',\n  'b',\n]\n\n[severities]\nprobe-identical = 'off'\n",
            "podproof.toml:7: unknown finding 'probe-identical'; did you mean probes-identical?",
        ),
        (
            "[[containers]]\nname = 'a'\n\n[[containers]]\nneeds = [\n 'x',\n]\nbehavor = []\n",
            "podproof.toml:8: unknown key 'behavor'; did you mean behavior?",
        ),
        (
            "[laws.never-means-twice]\nexpect = 'violated'\n",
            "podproof.toml:1: unknown law 'never-means-twice'; did you mean never-means-once?",
        ),
        (
            "[thresholds]\n# why\nliveness = 3\n",
            "podproof.toml:3: unknown threshold 'liveness'; did you mean liveness_room?",
        ),
        (
            "[laws.never-means-once]\nexpect = 'broken'\n",
            "podproof.toml:1: laws.*.expect: invalid value 'broken'; choose from holds, violated, vacuous, undecided",
        ),
        ("\nignore = 5\n", "podproof.toml:2: ignore: expected a text in quotes or a list"),
        ("\nkubernetes = 1.34\n", "podproof.toml:2: kubernetes: expected a text in quotes"),
        (
            "[[containers]]\nname = 'a'\nbehavior = ['never-exit']\n",
            "podproof.toml:3: containers.0.behavior.0: invalid value 'never-exit'; choose from "
            "never-exits, ignores-sigterm, ends-on-sigterm",
        ),
        (
            'kubernetes = "1.9"\n',
            "podproof.toml:1: Kubernetes '1.9' is not modeled; choose from 1.13 to 1.36",
        ),
        (
            'ignore = ["probe-identical"]\n',
            "podproof.toml:1: unknown finding 'probe-identical'; did you mean probes-identical?",
        ),
        (
            'select = "law/kill-after-grace"\n',
            "podproof.toml:1: unknown finding 'law/kill-after-grace'; a law is not a finding, and is always reported",
        ),
        ('faults = "kubelt"\n', "podproof.toml:1: unknown class of faults 'kubelt'; did you mean kubelet?"),
        (
            "[[containers]]\nbehavior = ['ends-on-sigterm', 'ignores-sigterm']\n",
            "podproof.toml:1: a process cannot be both ends-on-sigterm and ignores-sigterm",
        ),
    ],
)
def test_a_mistake_is_reported_with_its_line_and_the_nearest_name(text, line, file):
    assert wrong(text, file) == [line]


def test_all_unknown_keys_are_reported_together(file):
    assert len(wrong("a = 1\nb = 2\n", file)) == 2


def test_invalid_toml_is_reported_with_its_line(file):
    (line,) = wrong("a = 1\nb =\n", file)
    assert line.startswith("podproof.toml:2: not TOML: ")


def test_a_mistake_in_the_environment_is_reported_with_its_variable(file):
    (line,) = wrong("", file, environment={"PODPROOF_FAIL_ON": "fatal"})
    assert line == "PODPROOF_FAIL_ON: fail_on: invalid value 'fatal'; choose from error, warning, info"


def test_a_missing_file_is_reported(file):
    with pytest.raises(ConfigurationError, match=r"nowhere\.toml: cannot read this configuration: no such file"):
        read_configuration(named="nowhere.toml")


def test_an_invalid_baseline_is_reported(file, tmp_path):
    (tmp_path / "known.json").write_text("[]", encoding="utf-8")
    (line,) = wrong('baseline = "known.json"\n', file)
    assert line == "known.json: not a baseline; write one with --write-baseline"


def test_a_pattern_excludes_files_and_folders(file):
    file('exclude = ["deploy/test", "*.tpl.yaml"]\n')
    found = read_configuration()
    assert found.excludes("../../deploy/test/a/b.yaml") and found.excludes("x.tpl.yaml")
    assert not found.excludes("../../deploy/tests.yaml")


def test_the_page_on_configuration_has_every_key_and_every_behavior(file, tmp_path):
    page = (Path(__file__).parents[2] / "docs" / "configuration.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    file(block)
    (tmp_path / "podproof-baseline.json").write_text(render([]), encoding="utf-8")
    read_configuration()
    assert set(tomllib.loads(block)) == set(ConfigurationTable.__struct_fields__)
    assert [name for name, meaning in BEHAVIORS.items() if f"| `{name}` | {meaning} |" not in page] == []


def test_every_behavior_that_can_be_configured_has_a_meaning():
    assert set(get_args(Behaving)) == set(BEHAVIORS)
