"""The assertions of Kubernetes' end-to-end tests hold in every execution of the Pod, and wrong ones do not."""

import json
from pathlib import Path

import pytest

from podproof.checker.cli import main
from podproof.checker.conformance.executions import any_case
from podproof.checker.conformance.vectors import cases, judge, text
from podproof.spec.pod.lifecycle import LIFECYCLE

PATH = Path(__file__).with_name("executions") / "container_lifecycle.json"
ROWS = cases(str(PATH), text(str(PATH)))

ORDERED = [
    {"name": "init", "kind": "init"},
    {"name": "side", "kind": "sidecar", "liveness": 1},
    {"name": "app", "kind": "regular", "pre": True},
]


def verdict(*assertions, faults="none", **changes):
    """The verdict on assertions about a Pod with an init container, a sidecar and a regular container."""
    pod = {"restartPolicy": "Never", "containers": ORDERED, "grace": 30, **changes}
    listed = [assertion.split() for assertion in assertions]
    asked = {"pod": pod, "faults": faults, "kubernetes": 36, "assertions": listed}
    return judge({"id": "it", "input": asked, "expected": dict.fromkeys(assertions, True)}, any_case(LIFECYCLE))


@pytest.mark.parametrize("case", ROWS, ids=[case["id"] for case in ROWS])
def test_every_assertion_of_an_end_to_end_test_holds(case):
    assert judge(case, any_case(LIFECYCLE)).outcome == "agreed"


@pytest.mark.parametrize(
    ("assertion", "faults"),
    [
        ("exits-before side app", "none"),
        ("starts-before app side", "none"),
        ("together init app", "none"),
        ("pending-while app", "none"),
        ("not-restarted-after-exit0 side", "none"),
        ("sometimes-restarted-twice app", "none"),
        ("sometimes-restarted-alone app side", "none"),
        ("backoff-means-not-started app side", "none"),
        ("sometimes-all-restarted", "kubelet"),
        ("failed-if-failed side", "none"),
        ("succeeded-if-regular-zero init", "none"),
    ],
)
def test_a_wrong_assertion_does_not_hold(assertion, faults):
    assert verdict(assertion, faults=faults).outcome == "disagreed"


@pytest.mark.parametrize(
    ("assertion", "changes", "reason"),
    [
        ("exits-when-asked app", {}, "nothing in the specification says exits-when-asked"),
        ("together app other", {}, "the Pod has no container other"),
        ("together init app", {"faults": "volcano"}, "unknown class of fault 'volcano'"),
        ("together init app", {"restartPolicy": "Sometimes"}, "unknown restart policy 'Sometimes'"),
        ("together init app", {"hostUsers": False}, "nothing reads hostUsers of such a case"),
    ],
)
def test_a_case_that_asks_for_more_than_the_specification_has_is_not_modeled(assertion, changes, reason):
    given = verdict(assertion, **changes)
    assert (given.outcome, given.reason) == ("not modeled", reason)


def test_the_command_judges_assertions_and_says_what_decided(capsys, tmp_path):
    row = json.loads(PATH.read_text())["rows"][0]
    wrong = {**row, "expect": [["exits-before", "regular-1", "regular-2"]]}
    (tmp_path / "rows.json").write_text(json.dumps({"rows": [row, wrong]}))
    assert main(["conform", "vectors", str(tmp_path / "rows.json")]) == 1
    out = " ".join(capsys.readouterr().out.split())
    assert "2 test cases, 1 agreed (1 by the model), 1 disagreed" in out
    assert "exits-before regular-1 regular-2: expected true, got false decided by has_exited [2.1]" in out
