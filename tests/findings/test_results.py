"""What becomes of what was found: severities, suppressions, baselines, expectations, and what was left open."""

import pytest
from judged import EXAMPLES, found_rules, written

from podproof.checker.exploration import Options, explore
from podproof.checker.gate.answers import ModelAnswer, Outcome
from podproof.checker.gate.baseline import fingerprints
from podproof.checker.gate.baseline import written as baseline
from podproof.checker.gate.configuration import DEFAULT
from podproof.checker.gate.findings import BEHAVING, asked, decided, problem, results
from podproof.checker.model import Bounds
from podproof.spec.manifest import read

POD = """
apiVersion: v1
kind: Pod
metadata:
  name: batch{annotations}
spec:
  restartPolicy: Never
  containers:
  - name: app
    image: example.com/app:1
    livenessProbe:
      exec: {{command: [/bin/alive]}}
"""
FOUND = "probe-failure-is-final"


def pod(**annotations):
    """The manifest with these annotations."""
    lines = "".join(f"\n    podproof.dev/{name.replace('_', '-')}: {text}" for name, text in annotations.items())
    return POD.format(annotations=f"\n  annotations:{lines}" if lines else "")


def test_a_suppression_with_a_reason_keeps_the_result_and_says_why(tmp_path):
    (result,) = written(tmp_path, pod(ignore=FOUND, ignore_reason="somebody looks"))
    assert (result.rule, result.suppressed) == (FOUND, "somebody looks")


@pytest.mark.parametrize("reason", [{}, {"ignore_reason": '" "'}])
def test_a_suppression_without_a_reason_does_not_work_and_is_a_finding_itself(tmp_path, reason):
    assert sorted(found_rules(written(tmp_path, pod(ignore=FOUND, **reason)))) == ["ignore-without-reason", FOUND]


def test_ignoring_one_finding_leaves_the_others(tmp_path):
    text = pod(ignore=FOUND, ignore_reason="so").replace("exec: ", "initialDelaySecond: 3\n      exec: ")
    assert found_rules(written(tmp_path, text)) == ["unknown-field"]


def test_a_warning_of_the_reader_can_be_ignored_too(tmp_path):
    text = pod(ignore=f'"unknown-field, {FOUND}"', ignore_reason="so")
    assert found_rules(written(tmp_path, text.replace("exec: ", "initialDelaySecond: 3\n      exec: "))) == []


def test_the_annotations_of_a_pod_template_count_as_those_of_the_object(tmp_path):
    text, _, _ = (EXAMPLES / "no-readiness-probe.yaml").read_text(encoding="utf-8").partition("---")
    told = "annotations: {podproof.dev/ignore: no-readiness-probe, podproof.dev/ignore-reason: a test}"
    assert (
        found_rules(written(tmp_path, text.replace("labels: {app: web}", f"labels: {{app: web}}\n      {told}"))) == []
    )


@pytest.mark.parametrize(
    ("annotations", "said"),
    [
        ({"ignores": FOUND}, "`podproof.dev/ignores` means nothing; did you mean podproof.dev/ignore?"),
        ({"never_exits": '"app, ap"'}, "there is no container ap in this Pod; did you mean app?"),
        ({"ends_on_term": "proxy"}, "there is no container proxy in this Pod"),
    ],
)
def test_an_annotation_that_means_nothing_is_told(tmp_path, annotations, said):
    found = written(tmp_path, pod(**annotations))
    assert [each.message for each in found if each.rule == "unused-annotation"] == [said]


@pytest.mark.parametrize("level", ["info", "error"])
def test_the_configuration_gives_the_severity(tmp_path, level):
    (result,) = written(tmp_path, pod(), DEFAULT._replace(severities={FOUND: level}))
    assert result.severity == level


def test_what_is_off_is_not_found(tmp_path):
    assert written(tmp_path, pod(), DEFAULT._replace(severities={FOUND: "off"})) == []


def test_a_threshold_moves_the_finding(tmp_path):
    text = pod().replace("restartPolicy: Never", "restartPolicy: Always")
    assert found_rules(written(tmp_path, text)) == []
    thresholds = {**DEFAULT.thresholds, "liveness_room": 31}
    assert found_rules(written(tmp_path, text, DEFAULT._replace(thresholds=thresholds))) == ["liveness-kills-the-start"]


def test_a_result_of_the_baseline_is_suppressed_wherever_its_line_has_moved(tmp_path):
    path = tmp_path / "baseline.json"
    path.write_text(baseline(written(tmp_path, pod())), encoding="utf-8")
    known = DEFAULT._replace(known=fingerprints(str(path)))
    (result,) = written(tmp_path, "\n\n" + pod(), known)
    assert result.suppressed == "it is in the baseline"
    assert found_rules(written(tmp_path, pod().replace("name: app", "name: other"), known)) == [FOUND]


def test_a_baseline_leaves_out_what_has_a_reason(tmp_path):
    assert FOUND not in baseline(written(tmp_path, pod(ignore=FOUND, ignore_reason="so")))


@pytest.fixture
def manifest(tmp_path):
    path = tmp_path / "pod.yaml"
    path.write_text(pod(), encoding="utf-8")
    (found,) = read([str(path)]).pods
    return found


BROKEN = Outcome("exit-0-is-final-under-onfailure", "violated", "It is so.", "")


@pytest.mark.parametrize(
    ("outcome", "expect", "said"),
    [
        ("violated", "holds", ["error: violated: It is so."]),
        ("undecided", "holds", ["warning: undecided: It is so."]),
        ("violated", "violated", []),
        ("holds", "violated", ["error: holds: It is so. It was expected to be violated."]),
        ("undecided", "violated", ["warning: undecided: It is so. It was expected to be violated."]),
    ],
)
def test_a_law_is_told_where_it_is_not_as_expected(manifest, outcome, expect, said):
    laws = ModelAnswer((BROKEN._replace(outcome=outcome),), ())
    found = results(manifest, laws, DEFAULT._replace(expect={"exit-0-is-final-under-onfailure": expect}))
    assert [f"{each.severity}: {each.message}" for each in found] == said


def test_a_law_that_holds_is_told_where_it_was_expected_to_be_broken(manifest):
    configuration = DEFAULT._replace(expect={"never-means-once": "violated"})
    exploration = explore(BEHAVING, manifest.pod, Options(laws=("never-means-once",)))
    found = results(manifest, decided(exploration, asked(manifest, configuration), configuration.expect), configuration)
    assert [each.rule for each in found] == ["law/never-means-once", FOUND]


def test_what_a_bound_left_open_is_said_to_be_open(manifest):
    bounds = Bounds(states=3)
    exploration = explore(BEHAVING, manifest.pod, Options(bounds=bounds, laws=("never-means-once",)))
    found = results(manifest, decided(exploration, asked(manifest, DEFAULT), bounds=bounds), DEFAULT)
    said = {each.rule: (each.severity, each.message) for each in found}
    assert said[FOUND] == (
        "info",
        "not decided within the bound whether a failed probe of app ends it for good: its policy is Never",
    )
    assert said["law/never-means-once"][0] == "warning"


def test_ignoring_what_is_off_is_no_finding(tmp_path):
    off = DEFAULT._replace(severities={FOUND: "off"})
    assert written(tmp_path, pod(ignore=FOUND, ignore_reason="so"), off) == []


def test_what_cannot_be_read_is_a_result_too(tmp_path):
    path = tmp_path / "pod.yaml"
    for text, rule in (("a: [", "manifest/unreadable"), (pod().replace("image:", "imag:"), "manifest/refused")):
        path.write_text(text, encoding="utf-8")
        errors = [each for each in read([str(path)]).problems if each.severity == "error"]
        assert {problem(each, DEFAULT).rule for each in errors} == {rule}
