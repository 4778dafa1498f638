"""Every finding holds for its example, and not for the example that its advice has fixed."""

import re
from pathlib import Path

import pytest
from examples import EXAMPLES, example, found_rules, judged, written

from podproof.spec.findings import FINDINGS, NAMED, THRESHOLDS
from podproof.spec.findings.scopes import FindingScopes
from podproof.spec.manifest import example as shipped
from podproof.spec.manifest import read
from podproof.spec.pod.scenarios import FOLDER
from podproof.spec.rules import rules

NAMES = [finding.name for finding in FINDINGS]
SUPPRESSED = {"ignore-without-reason": ["probe-failure-is-final"], "unused-suppression": ["probe-failure-is-final"]}
MANIFESTS = Path(__file__).parents[1] / "cli" / "manifests"


@pytest.mark.parametrize("name", NAMES)
def test_the_example_of_a_finding_has_this_finding_only(name):
    fires, _ = example(name)
    assert sorted(found_rules(fires)) == sorted([name, *SUPPRESSED.get(name, [])])


@pytest.mark.parametrize("name", NAMES)
def test_a_fixed_example_has_no_finding(name):
    _, fixed = example(name)
    assert found_rules(fixed) == []


@pytest.mark.parametrize("finding", FINDINGS, ids=NAMES)
def test_a_finding_has_a_position_and_advice(finding):
    (result,) = [each for each in example(finding.name)[0] if each.rule == finding.name]
    assert (result.severity, result.file) == (finding.severity, str(EXAMPLES / f"{finding.name}.yaml"))
    assert result.line > 0 and result.column > 0 and result.message and result.advice
    assert "{" not in result.message


@pytest.mark.parametrize("finding", [each for each in FINDINGS if each.reachable], ids=lambda each: each.name)
def test_a_reachable_finding_has_a_trace_without_faults(finding):
    (result,) = [each for each in example(finding.name)[0] if each.rule == finding.name]
    lines = result.trace.text()
    assert "the Pod is created" in lines[1]
    assert not re.search(r"kubelet stops|pause container|cannot start|changes the image", "\n".join(lines))


@pytest.mark.parametrize(
    ("name", "at"),
    [
        ("unknown-field", (11, 7)),
        ("liveness-kills-the-start", (9, 5)),
        ("pre-stop-takes-the-grace", (12, 16)),
        ("deadline-before-ready", (6, 26)),
        ("invalid-image-name", (8, 12)),
        ("gate-is-never-set", (6, 3)),
    ],
)
def test_a_finding_points_at_its_field(name, at):
    assert [(each.line, each.column) for each in example(name)[0] if each.rule == name] == [at]


def test_misspelled_delays_are_reported_with_the_value_that_applies():
    (found,) = judged(MANIFESTS / "liveness-exec.yaml")
    misspelled = [each for each in found if each.rule == "unknown-field"]
    assert [each.line for each in misspelled] == [15, 16]
    assert "periodSeconds stays at its default 10" in misspelled[1].advice


def test_a_shell_that_sleeps_as_process_1_ignores_sigterm():
    (found,) = judged(MANIFESTS / "liveness-exec.yaml")
    (result,) = [each for each in found if each.rule == "ignores-sigterm"]
    assert result.line == 11 and "runs `sleep 600` as process 1" in result.message
    assert "ends with SIGKILL" in result.message and result.trace.lines == ()


@pytest.mark.parametrize("name", ["liveness-httpget", "liveness-tcp"])
def test_sound_manifests_have_no_finding(name):
    assert [found_rules(found) for found in judged(MANIFESTS / f"{name}.yaml")] == [[]]


def test_scenarios_have_only_the_expected_findings():
    found = {
        manifest.name: [
            finding.name for finding in FINDINGS if list(FindingScopes(manifest, THRESHOLDS).sites(finding))
        ]
        for manifest in read([str(FOLDER), shipped()]).pods
    }
    assert {name: names for name, names in found.items() if names} == {
        "brief-grace": ["no-grace-for-pre-stop"],
        "init-never": ["init-failure-is-final"],
        "invalid-image": ["invalid-image-name"],
        "probes": ["startup-probe-kills-the-start"],
        "probes-onfailure": ["liveness-kills-the-start"],
        "restart-all": ["init-failure-is-final"],
        "sidecar-always": ["startup-probe-kills-the-start"],
        "sidecar-never": ["startup-probe-kills-the-start"],
    }


def test_a_job_whose_container_always_restarts_never_succeeds(tmp_path):
    found = written(tmp_path, JOB.format(policy="Always"))
    assert [(each.rule, each.message) for each in found] == [
        ("job-never-succeeds", "this Job never succeeds: app never exits 0 without being restarted")
    ]


def test_a_job_whose_container_restarts_on_failure_can_succeed(tmp_path):
    assert written(tmp_path, JOB.format(policy="OnFailure")) == []


def test_probes_of_one_port_by_name_and_by_number_are_identical():
    first, _, _ = (EXAMPLES / "probes-identical.yaml").read_text(encoding="utf-8").partition("---")
    assert "port: http}" in first and "port: 8080}" in first
    assert "probes-identical" in found_rules(example("probes-identical")[0])


def test_probes_of_different_paths_are_not_identical(tmp_path):
    text, _, _ = (EXAMPLES / "probes-identical.yaml").read_text(encoding="utf-8").partition("---")
    assert written(tmp_path, text.replace("path: /health, port: 8080", "path: /alive, port: 8080")) == []


def test_every_finding_cites_existing_rules():
    assert {rule for finding in FINDINGS for rule in finding.cites.split()} <= rules().keys()


def test_the_names_of_findings_are_unique():
    assert len(NAMED) == len(FINDINGS)


JOB = """
apiVersion: batch/v1
kind: Job
metadata: {{name: report}}
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
      - name: app
        image: example.com/app:1
        restartPolicy: {policy}
"""
