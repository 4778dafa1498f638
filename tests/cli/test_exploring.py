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

ANSWER = ("kind", "name", "line", "outcome", "states", "transitions", "lawCounts", "reachable", "unreachable")


def test_without_an_argument_the_shipped_example_is_explored_and_proves_all_laws(capsys):
    assert main(["explore"]) == 0
    out = capsys.readouterr().out
    assert re.match(r"ok  Pod/web  .*\n  .*\n  no findings; all \d+ laws that apply hold, except for ", out)


@pytest.mark.parametrize("name", WARNINGS)
def test_a_seed_manifest_obeys_all_laws_and_a_finding_gives_place_and_effect_of_each_misspelt_field(capsys, name):
    path = str(SEEDS / f"{name}.yaml")
    assert main(["explore", path]) == (1 if WARNINGS[name] else 0)
    out, err = capsys.readouterr()
    said = " ".join(out.split())
    assert "laws that apply hold" in said
    assert err == ""
    assert out.count("  ERROR  unknown-field  ") == len(WARNINGS[name])
    for place, misspelt, meant, default in WARNINGS[name]:
        assert f"{name}.yaml:{place} unknown field `{misspelt}` in `containers[{name}-container]" in said
        assert f"did you mean `{meant}`? Kubernetes ignores it: {meant} stays at its default {default}" in said


def test_a_folder_is_explored_pod_by_pod(capsys):
    assert main(["explore", str(SEEDS), "--law", "kill-after-grace"]) == 1
    files = re.findall(r"^(?:ok|FAILED)  Pod/\S+\s+\S+/(\S+)\.yaml:1$", capsys.readouterr().out, re.MULTILINE)
    assert files == sorted(WARNINGS)


@pytest.mark.parametrize("path", [SMALL, str(SEEDS / "liveness-exec.yaml"), str(SEEDS / "poststart.yaml")])
def test_explore_and_check_give_the_same_answer_and_the_same_exit_code(capsys, path):
    answers = []
    for arguments in (["explore", path], ["check", path, "--no-cache", "--jobs", "1"]):
        code = main([*arguments, "--format", "json"])
        document = json.loads(capsys.readouterr().out)
        (pod,) = document["pods"]
        results = [result | {"edits": []} for result in document["results"]]  # only check has the text that it may edit
        answers.append((code, document["outcome"], {name: pod[name] for name in ANSWER}, results))
    assert answers[0] == answers[1]


def test_explore_reads_the_configuration_as_check_does(capsys, tmp_path):
    file = tmp_path / "podproof.toml"
    file.write_text('faults = "none"\n[severities]\nunknown-field = "info"\n', encoding="utf-8")
    arguments = [str(SEEDS / "liveness-exec.yaml"), "--config", str(file), "--law", "kill-after-grace"]
    assert main(["explore", *arguments]) == 0
    assert "  INFO  unknown-field  " in capsys.readouterr().out
    assert main(["explore", *arguments, "--fail-on", "info"]) == 1


def test_a_violated_law_is_a_finding_with_the_end_of_its_counterexample_and_exits_1(capsys):
    assert main(["explore", "--bug", "17011"]) == 1
    out = capsys.readouterr().out
    assert re.search(r"^  ERROR  law/succeeded-is-final  ", out, re.MULTILINE)
    assert re.search(r"^    counterexample, \d+ steps", out, re.MULTILINE)
    assert re.search(r"^  \d of \d+ laws that apply are violated; ", out, re.MULTILINE)
    assert " --bug 17011 --trace phase-matches-containers\n" in out


def test_the_counterexample_of_a_violated_law_is_whole_if_asked_for(capsys):
    assert main(["explore", "--bug", "17011", "--law", "succeeded-is-final", "--trace", "succeeded-is-final"]) == 1
    out = capsys.readouterr().out
    assert re.search(r"^  succeeded-is-final: counterexample, \d+ steps", out, re.MULTILINE)
    assert "the Pod is created" in out


def test_each_law_is_listed_only_if_verbose(capsys):
    main(["explore", SMALL])
    brief = capsys.readouterr().out
    main(["explore", SMALL, "--verbose"])
    verbose = capsys.readouterr().out
    assert "kill-after-grace" not in brief
    assert verbose.count("\n  holds  ") > 50
    assert len(brief.splitlines()) < 15


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
    trace = capsys.readouterr().out.split("Succeeded: witness, 8 steps (most plausible)")[1]
    assert re.search(r"WHO +WHAT +STATUS +READY RESTARTS", trace)
    assert re.search(r"4\. kubelet +starts app\n", trace)
    assert re.search(r"8\. kubelet +publishes the status: Succeeded +Completed", trace)


def test_trace_shows_the_witness_of_a_law(capsys):
    assert main(["explore", SMALL, "--law", "never-means-once", "--trace", "kill-after-grace"]) == 0
    assert "kill-after-grace: witness, " in capsys.readouterr().out


def test_laws_that_do_not_apply_are_named_by_reason_if_verbose(capsys):
    main(["explore", SMALL, "--faults", "none", "--verbose"])
    verbose = " ".join(capsys.readouterr().out.split())
    assert re.search(r"not applicable [^:]+: [a-z]+-", verbose)


def test_the_laws_and_situations_can_be_listed(capsys):
    assert main(["explore", "--list-laws"]) == 0
    out = capsys.readouterr().out
    assert "kill-after-grace" in out
    assert "CrashLoopBackOff" in out
