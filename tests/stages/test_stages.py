"""Stages of kwok against the specification: which of their changes no kubelet makes."""

import json
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from podproof.checker.cli import main
from podproof.checker.stages import pods as tried
from podproof.checker.stages import trials
from podproof.checker.stages.pods import pods
from podproof.checker.stages.reading import KwokStage, stages

KWOK = Path(__file__).parent / "kwok"

STAGE = """apiVersion: kwok.x-k8s.io/v1alpha1
kind: Stage
metadata: {name: own}
spec:
  resourceRef: {apiGroup: v1, kind: Pod}
  selector: {matchExpressions: [{key: .status.startTime, operator: DoesNotExist}]}
  next:
    statusTemplate: |
      TEMPLATE
"""

PENDING = '{phase: Pending, startTime: "{{ Now }}", conditions: [{type: Initialized, status: "True"}, {type: Ready, status: "False", reason: ContainersNotReady}, {type: ContainersReady, status: "False", reason: ContainersNotReady}], containerStatuses: [{name: app, image: i, ready: false, started: false, restartCount: 0, state: {waiting: {reason: ContainerCreating}}}]}'  # noqa: E501


@pytest.fixture
def judged(tmp_path, capsys, monkeypatch):
    """Judges a stage on the plainest Pod; gives the exit code, the verdict as JSON and what was said on stderr."""
    plain = {"restartPolicy": "Always", "containers": [{"name": "app", "image": "i"}]}
    monkeypatch.setattr(tried, "specs", lambda owner: [("a Pod", plain)])

    def judged(text: str) -> tuple[int, dict, str]:
        (tmp_path / "stage.yaml").write_text(text)
        code = main(["conform", "stages", str(tmp_path / "stage.yaml"), "--format", "json"])
        output = capsys.readouterr()
        found = json.loads(output.out)["stages"]
        return code, found[0] if found else {}, output.err

    return judged


@pytest.fixture(scope="module")
def fast():
    """The verdicts on kwok's fast stages, as text."""
    files = [str(KWOK / f"pod-{name}.yaml") for name in ("ready", "complete", "delete")]
    plain = {"restartPolicy": "Never", "containers": [{"name": "app", "image": "i"}]}
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(StringIO()) as output:
        patch.setattr(tried, "specs", lambda owner: [("a Pod", plain)])
        assert main(["conform", "stages", *files]) == 1
    return " ".join(output.getvalue().split())


def test_the_stage_that_makes_a_pod_ready_makes_what_a_kubelet_makes(fast):
    assert "legal pod-ready" in fast


def test_a_pod_that_has_succeeded_and_is_ready_violates_the_rules_of_its_conditions(fast):
    assert "ILLEGAL pod-complete" in fast
    assert "cannot be: ContainersReady True with Ready True rule 7.4:" in fast


def test_an_object_that_is_removed_while_its_containers_run_violates_the_rule_of_removals(fast):
    assert "ILLEGAL pod-delete" in fast
    assert "cannot be: deletion Gone; legal here: Zero rule 9.21:" in fast
    assert fast.endswith("3 stages of Pods: 1 legal, 2 illegal")


def test_a_status_that_a_kubelet_publishes_is_legal(judged):
    code, verdict, _ = judged(STAGE.replace("TEMPLATE", PENDING))
    assert (code, verdict["outcome"]) == (0, "legal")
    assert [change["path"] for change in verdict["changes"]] == [[], ["the user deletes the Pod"]]


def test_an_impossible_status_has_its_facts_in_conflict(judged):
    code, verdict, _ = judged(STAGE.replace("TEMPLATE", PENDING.replace("phase: Pending", "phase: Failed")))
    assert (code, verdict["outcome"]) == (1, "illegal")
    assert verdict["changes"][0]["conflicts"]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("TEMPLATE", "phase: {{ randAlpha 3 }}", "the function randAlpha"),
        ("TEMPLATE", "phase: [", "a template that renders text with a mistake"),
        ("TEMPLATE", "startTime: 99999999999999999999999999", "the API server would refuse what it writes"),
        ("TEMPLATE", "containerStatuses: 3", "the API server would refuse what it writes"),
        ("TEMPLATE", "conditions: [{type: [Ready]}]", "the API server would refuse what it writes"),
        ("TEMPLATE", "conditions: [{status: x}]", "a patch that the API server refuses"),
        ("TEMPLATE", "$patch: replace", "a directive in a strategic merge patch"),
        (".status.startTime", ".status | length", "the jq expression '.status | length'"),
        ("key: .status.startTime, operator: DoesNotExist", "cel: {expression: x}", "a selector in CEL"),
        ("DoesNotExist", "Exists", "no tried Pod meets its selector"),
        ("  selector: {matchExpressions: [{key: .status.startTime, operator: DoesNotExist}]}\n", "", "no selector"),
        ("statusTemplate: |\n      TEMPLATE", "patches: [{type: json, template: x}]", "a patch of type json"),
        ("statusTemplate: |\n      TEMPLATE", "patches: [{root: spec, template: 'a: 1'}]", "a patch of what stays"),
        ("statusTemplate: |\n      TEMPLATE", "patches: [{template: '[1]'}]", "a patch that is not a map"),
    ],
)
def test_what_is_not_understood_is_not_decided_with_the_reason(judged, old, new, reason):
    code, verdict, _ = judged(STAGE.replace(old, new).replace("TEMPLATE", "phase: Pending"))
    assert (code, verdict["outcome"]) == (3, "undecided")
    assert verdict["reason"].startswith(reason)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("kind: [", "not YAML"),
        ("kind: Pod", "no Stage of kwok.x-k8s.io/v1alpha1 in it"),
        ("apiVersion: v1\nkind: Pod\nmetadata: {name: p}", "Pod `p`: spec.containers is empty"),
        (STAGE.replace("TEMPLATE", "{{ if }}"), "Stage `own`: an action without a value; correct it"),
        (STAGE.replace("DoesNotExist", "Is"), "Stage `own`: the operator 'Is' of a selector is none of In, NotIn"),
        (STAGE.replace("kind: Pod", "kind: []"), "Stage `own`: kind is not a text"),
        (STAGE.replace("statusTemplate: |\n      TEMPLATE", "delete: 3"), "Stage `own`: delete is not a true or false"),
        (STAGE.replace("TEMPLATE", "{{ " + "9" * 5_000 + " }}"), "Stage `own`: a number of more than 18 digits"),
        ("a: &a [1, 1, 1, 1]\nb: &b [*a, *a, *a]\n" + "c: [*b, *b]\n" * 3, "error: "),
    ],
)
def test_bad_input_is_one_line_and_exits_2(judged, text, said):
    code, verdict, err = judged(text)
    assert (code, verdict) == (2, {})
    assert err.count("\n") == 1 and said in err and "Traceback" not in err


def test_a_name_from_a_stranger_commands_no_terminal(judged, capsys):
    code, verdict, _ = judged(STAGE.replace("name: own", 'name: "a\\u001b[31m\\nb"').replace("TEMPLATE", PENDING))
    assert (code, verdict["name"]) == (0, "a\\x1b[31m\\nb")


def test_the_name_of_a_file_commands_no_runner(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("::stop-commands::x").write_text("kind: Pod")
    assert main(["conform", "stages", "::stop-commands::x"]) == 2
    assert capsys.readouterr().err.startswith("\\x3a:stop-commands")


def test_pods_beside_the_stages_are_tried_instead(judged):
    pod = "---\napiVersion: v1\nkind: Pod\nmetadata: {name: mine}\nspec: {containers: [{name: main, image: i}]}\n"
    code, verdict, _ = judged(STAGE.replace("TEMPLATE", PENDING.replace("name: app", "name: main")) + pod)
    assert (code, {change["pod"] for change in verdict["changes"]}) == (0, {"the Pod mine"})


def test_a_bound_that_was_hit_is_said(judged, monkeypatch):
    monkeypatch.setattr(trials, "MOST_CHANGES", 1)
    assert judged(STAGE.replace("TEMPLATE", PENDING))[0] == 3


def test_stages_of_other_kinds_are_skipped(tmp_path, capsys):
    (tmp_path / "node.yaml").write_text(STAGE.replace("kind: Pod", "kind: Node"))
    assert main(["conform", "stages", str(tmp_path / "node.yaml")]) == 0
    assert capsys.readouterr().out == "0 stages of Pods: 0 legal, 0 illegal; 1 stage of other kinds skipped\n"


def test_pods_have_the_metadata_that_selectors_ask_for():
    (complete,) = stages("pod-complete.yaml", (KWOK / "pod-complete.yaml").read_bytes())
    assert isinstance(complete, KwokStage)
    found = list(pods([complete]))
    of_a_job = [each.object for each in found if "as pod-complete selects it" in each.title]
    assert {pod["metadata"]["ownerReferences"][0]["kind"] for pod in of_a_job} == {"Job"}
    assert {pod["spec"]["restartPolicy"] for pod in of_a_job} == {"Never", "OnFailure"}
