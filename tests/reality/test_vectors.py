"""The specification agrees with the test cases of Kubernetes' own unit tests."""

import pytest
from vector_files import FILES, FOLDER, read, tampered

from podproof.checker.conformance.vectors import judge, meets
from podproof.spec.kubernetes_tests import FORMS, FUNCTIONS, answer
from podproof.spec.kubernetes_tests.decisions import Decider, Decision
from podproof.spec.kubernetes_tests.reads import UNASKED

ACCEPTED = {"the case expects nothing"}
"""Why a case may be not modeled."""

every_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


@every_file
def test_every_case_agrees_or_has_an_accepted_reason(path):
    verdicts = [judge(case, answer) for case in read(path)]
    assert len(verdicts) >= 8
    assert [verdict for verdict in verdicts if verdict.outcome != "agreed" and verdict.reason not in ACCEPTED] == []


@pytest.mark.parametrize("more", [{"hostUsers": False}, {"pod": {"containers": [{"name": "app", "stdin": True}]}}])
def test_a_case_with_a_key_that_nothing_reads_is_not_modeled(more):
    case = {"input": {"kind": "computePodActions", **more}, "expected": {"killPod": True}}
    assert judge(case, answer).outcome == "not modeled"


@pytest.mark.parametrize("phase", ["Succeeded", "Failed"])
def test_how_many_finished_pods_are_kept_is_not_modeled(phase):
    case = {"input": {"phase": phase, "nodeName": "node", "terminatedThreshold": 1}, "expected": {"deleted": True}}
    assert judge(case, answer).outcome == "not modeled"


def printed(**given):
    """The columns of a status with these regular containers, unless the case says otherwise."""
    case = {"initKinds": [], "specContainers": 2, "phase": "Running", **given}
    return {name: decided.value for name, decided in answer(case).items()}


COMPLETED = {"state": "terminated", "reason": "Completed", "exitCode": 0, "restarts": 0}
FAILED = {"state": "terminated", "reason": "", "exitCode": 3, "restarts": 4, "last": "3m20s"}
WAITING = {"state": "waiting", "reason": "AnyReasonAtAll", "restarts": 7, "last": "50s"}
RUNNING = {"state": "running", "ready": True, "restarts": 0}


@pytest.mark.parametrize(
    ("given", "columns"),
    [
        ({"containerStatuses": [COMPLETED, FAILED]}, ("0/2", "ExitCode:3", "4 (3m20s ago)")),
        ({"containerStatuses": [COMPLETED, FAILED], "kubernetes": 34}, ("0/2", "Completed", "4 (3m20s ago)")),
        ({"containerStatuses": [FAILED, WAITING]}, ("0/2", "ExitCode:3", "11 (50s ago)")),
        ({"containerStatuses": [WAITING, RUNNING]}, ("1/2", "AnyReasonAtAll", "7 (50s ago)")),
        ({"containerStatuses": [COMPLETED, RUNNING], "conditions": {"Ready": "True"}}, ("1/2", "Running", "0")),
        ({"containerStatuses": [RUNNING], "deleting": True, "statusReason": "NodeLost"}, ("1/2", "Unknown", "0")),
        ({"initKinds": ["init"], "initStatuses": [FAILED]}, ("0/2", "Init:ExitCode:3", "4 (3m20s ago)")),
        ({"conditions": {"PodScheduled": "False/SchedulingGated"}}, ("0/2", "SchedulingGated", "0")),
    ],
)
def test_any_status_is_printed_as_kubectl_prints_it(given, columns):
    assert tuple(printed(**given)[name] for name in ("ready", "status", "restarts")) == columns


def decides(**decisions):
    """A question that has these answers."""
    return lambda case: decisions


def test_an_answer_that_nothing_decides_is_no_agreement():
    case = {"input": {}, "expected": {"killed": []}}
    assert judge(case, decides(killed=Decision([], ()))).outcome == "not modeled"


@pytest.mark.parametrize(
    ("expected", "outcome"), [(["a", "b"], "agreed"), (["b", "a"], "not modeled"), (["a", "c"], "disagreed")]
)
def test_an_order_that_nothing_decides_is_not_modeled(expected, outcome):
    by = (Decider("any predicate [1.2]"),)
    case = {"input": {}, "expected": {"killed": expected}}
    assert judge(case, decides(killed=Decision(["a", "b"], by, in_order=False))).outcome == outcome


def test_only_known_forms_have_keys_on_which_an_answer_does_not_depend():
    assert UNASKED.keys() - {""} <= (FUNCTIONS | FORMS).keys()


@every_file
def test_a_case_of_any_form_with_a_further_key_is_not_modeled(path):
    agreed = [case for case in read(path) if judge(case, answer).outcome == "agreed"]
    for case in agreed:
        more = {**case, "input": {**case["input"], "unheardOf": 1}}
        assert judge(more, answer).reason == "nothing reads unheardOf of such a case"


def others(value):
    """Values that are not the expected one, but might pass for it."""
    if isinstance(value, bool):
        return [not value, int(value)]
    if isinstance(value, int):
        return [value + 1, str(value)]
    if isinstance(value, list):
        return [[*value, 7], value[:-1]] if value else [[7]]
    return ["Elsewhere", None] if value is not None else ["Elsewhere"]


@every_file
def test_a_changed_expectation_is_never_agreed_with(path):
    missed = [
        (case["id"], name, other)
        for case in read(path)
        for name, value in case["expected"].items()
        if not isinstance(value, dict) and "AtLeast" not in name
        for other in others(value)
        if judge({**case, "expected": {**case["expected"], name: other}}, answer).outcome != "disagreed"
    ]
    assert missed == []


@every_file
def test_a_changed_input_is_read_or_refused_but_never_breaks_the_command(path):
    for case in read(path):
        for name in case["input"]:
            for other in (None, 5, "Elsewhere", [], {}, [5], {"state": 5}):
                judge({**case, "input": {**case["input"], name: other}}, answer)
            judge({**case, "input": {key: value for key, value in case["input"].items() if key != name}}, answer)


def test_an_unknown_expectation_does_not_hide_a_disagreement(tmp_path):
    case = {**tampered(), "expected": {"phase": "Succeeded", "unheardOf": 1}}
    assert judge(case, answer).outcome == "disagreed"
    case = {**case, "expected": {"phase": "Running", "unheardOf": 1}}
    assert judge(case, answer).reason == "the specification says nothing about unheardOf here"


@pytest.mark.parametrize(("inits", "started"), [([], [0, 1, 2]), ([{"name": "init"}], [])])
def test_a_new_sandbox_starts_what_exited_under_its_own_never_unless_an_init_container_comes_first(inits, started):
    (case,) = (case for case in read(FOLDER / "actions.json") if case["id"] == "act-083")
    pod = case["input"]["pod"]
    pod["initContainers"], pod["containers"][1]["restartPolicy"] = inits, "Never"
    answered = answer(case["input"])
    assert answered["createSandbox"].value
    assert answered["containersToStart"].value == started
    assert answered["initContainersToStart"].value == [0] * len(inits)


def test_a_pod_whose_containers_all_restart_gets_the_sandbox_that_it_lost_even_under_never():
    (case,) = (case for case in read(FOLDER / "actions.json") if case["id"] == "act-025")
    case["input"]["pod"]["restartPolicy"] = "Never"
    case["input"]["status"]["sandbox"] |= {"state": "NOTREADY", "attempt": 1}
    answered = answer(case["input"])
    assert (answered["killPod"].value, answered["createSandbox"].value) == (True, True)
    assert [each["name"] for each in answered["containersToReset"].value] == [
        each["name"] for each in case["expected"]["containersToReset"]
    ]


@pytest.mark.parametrize(
    ("expected", "given", "met"),
    [
        (1, True, False),
        ("", None, False),
        ([], (), True),
        ({"a": 1}, {"a": 1, "b": 2}, True),
        ({"a": None}, {}, True),
        ([{"type": "A"}, {"type": "B"}], [{"type": "B", "x": 1}, {"type": "A"}], True),
        ([{"name": "A"}, {"name": "B"}], [{"name": "B"}, {"name": "A"}], False),
    ],
)
def test_what_is_given_meets_what_is_expected(expected, given, met):
    assert meets(expected, given) is met
