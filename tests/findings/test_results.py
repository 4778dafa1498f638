"""What becomes of what was found: severities, suppressions, baselines, expectations, and what was left open."""

import pytest
from examples import EXAMPLES, found_rules, written

from podproof.checker.exploration import Options, explore
from podproof.checker.gate.answers import ModelAnswer, UnexpectedOutcome
from podproof.checker.gate.baseline import read as read_baseline
from podproof.checker.gate.baseline import render as baseline
from podproof.checker.gate.baseline import suppressed
from podproof.checker.gate.clock import ManifestClock
from podproof.checker.gate.configuration import DEFAULT
from podproof.checker.gate.findings import BEHAVING, model_answer, problem, questions, results
from podproof.checker.gate.report import Unit
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


def test_a_suppressed_result_has_its_reason(tmp_path):
    (result,) = written(tmp_path, pod(ignore=FOUND, ignore_reason="somebody looks"))
    assert (result.rule, result.suppressed) == (FOUND, "somebody looks")


@pytest.mark.parametrize("reason", [{}, {"ignore_reason": '" "'}])
def test_a_suppression_without_a_reason_has_no_effect_and_is_a_finding(tmp_path, reason):
    assert sorted(found_rules(written(tmp_path, pod(ignore=FOUND, **reason)))) == ["ignore-without-reason", FOUND]


def test_ignoring_one_finding_leaves_the_others(tmp_path):
    text = pod(ignore=FOUND, ignore_reason="so").replace("exec: ", "initialDelaySecond: 3\n      exec: ")
    assert found_rules(written(tmp_path, text)) == ["unknown-field"]


def test_a_warning_of_the_manifest_reader_can_be_ignored(tmp_path):
    text = pod(ignore=f'"unknown-field, {FOUND}"', ignore_reason="so")
    assert found_rules(written(tmp_path, text.replace("exec: ", "initialDelaySecond: 3\n      exec: "))) == []


def test_annotations_of_the_pod_template_apply_like_those_of_the_object(tmp_path):
    text, _, _ = (EXAMPLES / "startup-probe-kills-the-start.yaml").read_text(encoding="utf-8").partition("---")
    annotations = "annotations: {podproof.dev/ignore: startup-probe-kills-the-start, podproof.dev/ignore-reason: so}"
    assert (
        found_rules(written(tmp_path, text.replace("labels: {app: web}", f"labels: {{app: web}}\n      {annotations}")))
        == []
    )


@pytest.mark.parametrize(
    ("annotations", "said"),
    [
        ({"ignores": FOUND}, "unknown annotation `podproof.dev/ignores`; did you mean podproof.dev/ignore?"),
        ({"never_exits": '"app, ap"'}, "this Pod has no container ap; did you mean app?"),
        ({"ends_on_sigterm": "proxy"}, "this Pod has no container proxy"),
    ],
)
def test_an_unknown_annotation_is_reported(tmp_path, annotations, said):
    found = written(tmp_path, pod(**annotations))
    assert [each.message for each in found if each.rule == "unused-annotation"] == [said]


@pytest.mark.parametrize("level", ["info", "error"])
def test_the_configuration_sets_the_severity(tmp_path, level):
    (result,) = written(tmp_path, pod(), DEFAULT._replace(severities={FOUND: level}))
    assert result.severity == level


def test_a_finding_that_is_off_is_not_reported(tmp_path):
    assert written(tmp_path, pod(), DEFAULT._replace(severities={FOUND: "off"})) == []


def test_a_threshold_changes_when_a_finding_holds(tmp_path):
    text = pod().replace("restartPolicy: Never", "restartPolicy: Always")
    assert found_rules(written(tmp_path, text)) == []
    thresholds = {**DEFAULT.thresholds, "liveness_room": 31}
    assert found_rules(written(tmp_path, text, DEFAULT._replace(thresholds=thresholds))) == ["liveness-kills-the-start"]


def test_a_result_in_the_baseline_is_suppressed_on_any_line(tmp_path):
    path = tmp_path / "baseline.json"
    path.write_text(baseline(written(tmp_path, pod())), encoding="utf-8")
    known = read_baseline(str(path))

    def reasons(text):
        unit = Unit("", problems=tuple(written(tmp_path, text)))
        return [each.suppressed for each in suppressed([unit], known)[0].problems]

    assert reasons("\n\n" + pod()) == ["it is in the baseline"]
    assert reasons(pod().replace("name: app", "name: other")) == [""]


def test_a_baseline_leaves_out_results_with_a_reason(tmp_path):
    assert FOUND not in baseline(written(tmp_path, pod(ignore=FOUND, ignore_reason="so")))


@pytest.fixture
def manifest(tmp_path):
    path = tmp_path / "pod.yaml"
    path.write_text(pod(), encoding="utf-8")
    (found,) = read([str(path)]).pods
    return found


VIOLATED = UnexpectedOutcome("exit-0-is-final-under-onfailure", "violated", "It is so.", "")


@pytest.mark.parametrize(
    ("outcome", "expect", "said"),
    [
        ("violated", "holds", ["error: violated: It is so."]),
        ("undecided", "holds", ["warning: undecided: It is so."]),
        ("violated", "violated", []),
        ("holds", "violated", ["error: holds: It is so. Expected: violated."]),
        ("undecided", "violated", ["warning: undecided: It is so. Expected: violated."]),
    ],
)
def test_a_law_is_reported_if_its_outcome_is_not_the_expected_one(manifest, outcome, expect, said):
    laws = ModelAnswer((VIOLATED._replace(outcome=outcome),), ())
    configuration = DEFAULT._replace(expect={"exit-0-is-final-under-onfailure": expect})
    found = results(ManifestClock(manifest, configuration), laws)
    assert [f"{each.severity}: {each.message}" for each in found] == said


def test_a_law_that_holds_is_reported_if_a_violation_is_expected(manifest):
    configuration = DEFAULT._replace(expect={"never-means-once": "violated"})
    clock = ManifestClock(manifest, configuration)
    exploration = explore(BEHAVING, manifest.pod, Options(laws=("never-means-once",)))
    found = results(clock, model_answer(exploration, questions(clock), configuration.expect))
    assert [each.rule for each in found] == ["law/never-means-once", FOUND]


def test_a_finding_that_a_bound_left_undecided_says_so(manifest):
    exploration = explore(BEHAVING, manifest.pod, Options(bounds=Bounds(states=3), laws=("never-means-once",)))
    clock = ManifestClock(manifest, DEFAULT)
    found = results(clock, model_answer(exploration, questions(clock)))
    said = {each.rule: (each.severity, each.message) for each in found}
    assert said[FOUND] == (
        "info",
        "not decided within the bound whether a failed probe ends app permanently: its restart policy is Never",
    )
    assert said["law/never-means-once"][0] == "warning"


def test_ignoring_a_finding_that_is_off_is_not_reported(tmp_path):
    off = DEFAULT._replace(severities={FOUND: "off"})
    assert written(tmp_path, pod(ignore=FOUND, ignore_reason="so"), off) == []


def test_an_unreadable_file_is_a_result(tmp_path):
    path = tmp_path / "pod.yaml"
    for text, rule in (
        ("kind: Pod\nspec: [", "manifest/unreadable"),
        (pod().replace("image:", "imag:"), "manifest/refused"),
    ):
        path.write_text(text, encoding="utf-8")
        errors = [each for each in read([str(path)]).problems if each.severity == "error"]
        assert {problem(each, DEFAULT).rule for each in errors} == {rule}
