"""`explore` from the command line: what it prints, where, and with which exit code."""

import json
import re
from pathlib import Path

import jsonschema
import pytest
from strategies import FOLDER

from podproof.checker.cli import main

SEEDS = Path(__file__).parent / "manifests"
SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "explore.schema.json").read_text(encoding="utf-8"))
SMALL = str(FOLDER / "single-never.yaml")
DELAY, PERIOD = ("initialDelaySecond", "initialDelaySeconds", 0), ("periodSecond", "periodSeconds", 10)
WARNINGS = {
    "liveness-exec": [("15:7", *DELAY), ("16:7", *PERIOD)],
    "liveness-httpget": [],
    "liveness-tcp": [],
    "poststart": [],
    "readiness-httpget": [("18:7", *DELAY)],
}
"""What is misspelt in each seed manifest: where, how, what was meant, and the value that applies."""


def test_without_an_argument_the_shipped_example_is_explored_and_proves_all_laws(capsys):
    assert main(["explore"]) == 0
    out = capsys.readouterr().out
    assert "Pod default/web" in out
    assert re.search(r"\d+ hold, \d+ not applicable\n", out)


@pytest.mark.parametrize("name", WARNINGS)
def test_a_seed_manifest_obeys_all_laws_and_a_warning_gives_place_and_effect_of_each_misspelt_field(capsys, name):
    path = str(SEEDS / f"{name}.yaml")
    assert main(["explore", path]) == 0
    out, err = capsys.readouterr()
    assert re.search(r"^  \d+ hold, \d+ not applicable$", out, re.MULTILINE)
    lines = err.splitlines()
    assert len(lines) == len(WARNINGS[name])
    for line, (place, misspelt, meant, default) in zip(lines, WARNINGS[name], strict=True):
        assert line.startswith(f"{path}:{place}: warning: unknown field `{misspelt}` in `containers[{name}-container]")
        assert line.endswith(f"; did you mean `{meant}`? Kubernetes ignores it: {meant} stays at its default {default}")


def test_a_folder_is_explored_pod_by_pod(capsys):
    assert main(["explore", str(SEEDS), "--law", "kill-after-grace"]) == 0
    files = re.findall(r"^Pod default/\S+  \S+/(\S+)\.yaml:1$", capsys.readouterr().out, re.MULTILINE)
    assert files == sorted(WARNINGS)


def test_a_violated_law_has_a_counterexample_and_exits_1(capsys):
    assert main(["explore", "--bug", "17011"]) == 1
    out = capsys.readouterr().out
    assert re.search(r"^  violated       succeeded-is-final: ", out, re.MULTILINE)
    assert re.search(r"^  succeeded-is-final: counterexample, \d+ steps", out, re.MULTILINE)
    assert re.search(r"^  \d+ hold, \d+ violated", out, re.MULTILINE)


def test_laws_that_hold_are_counted_by_theme_unless_verbose(capsys):
    main(["explore", SMALL])
    brief = capsys.readouterr().out
    main(["explore", SMALL, "--verbose"])
    verbose = capsys.readouterr().out
    counts = map(int, re.findall(r"^  holds .*: (\d+)$", brief, re.MULTILINE))
    assert "kill-after-grace" not in brief
    assert verbose.count("\n  holds  ") == sum(counts) > 50


def test_settings_shows_the_defaults_too(capsys):
    main(["explore", str(SEEDS / "liveness-exec.yaml"), "--settings", "--law", "kill-after-grace"])
    assert "livenessProbe.periodSeconds = 10  (default)" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["explore"],
        ["explore", "--bug", "17011"],
        ["explore", "--max-states", "100"],
        ["explore", str(SEEDS), "--trace", "Gone"],
    ],
    ids=["the example", "a violation", "a bounded run", "warnings and traces"],
)
def test_the_json_report_obeys_its_schema(capsys, arguments):
    main([*arguments, "--format", "json"])
    jsonschema.validate(json.loads(capsys.readouterr().out), SCHEMA)


def test_a_trace_is_numbered_lines_with_the_columns_of_kubectl(capsys):
    assert main(["explore", SMALL, "--trace", "succeeded", "--faults", "none"]) == 0
    trace = capsys.readouterr().out.split("Succeeded: witness, 8 steps (shortest)")[1]
    assert re.search(r"WHO +WHAT +STATUS +READY RESTARTS", trace)
    assert re.search(r"4\. kubelet +starts app +Pending +1/1", trace)
    assert re.search(r"8\. kubelet +publishes the status: Succeeded", trace)


def test_trace_shows_the_witness_of_a_law(capsys):
    assert main(["explore", SMALL, "--law", "never-means-once", "--trace", "kill-after-grace"]) == 0
    assert "kill-after-grace: witness, " in capsys.readouterr().out


def test_laws_that_do_not_apply_are_counted_by_reason_and_named_if_verbose(capsys):
    main(["explore", SMALL, "--faults", "none"])
    brief = " ".join(capsys.readouterr().out.split())
    main(["explore", SMALL, "--faults", "none", "--verbose"])
    verbose = " ".join(capsys.readouterr().out.split())
    assert re.search(r"not applicable [^:]+: \d+, .*, other reasons: \d+ \(--verbose", brief)
    assert re.search(r"not applicable [^:]+: [a-z]+-", verbose)


def test_the_laws_and_situations_can_be_listed(capsys):
    assert main(["explore", "--list-laws"]) == 0
    out = capsys.readouterr().out
    assert "kill-after-grace" in out
    assert "CrashLoopBackOff" in out
