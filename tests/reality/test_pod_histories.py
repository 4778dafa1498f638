"""A Pod may be observed late, with gaps, and more than once; what it cannot show is illegal."""

import copy
import io
import json
from pathlib import Path

import pytest
from recordings import histories, is_legal, judged, observers

from podproof.checker.conformance.recordings import judge

HISTORIES = histories("v1.36.2")
WRITTEN = Path(__file__).parent / "written"
NAMES = ["single-exit0-always", "init3-ok-never", "del-two-mixed", "ready-flap-ft3-st2", "sidecar-order-del"]


def history_of(events):
    (history,) = {id(each): each for each in judged(events, 36)}.values()
    return history


@pytest.mark.parametrize("name", NAMES)
def test_a_recording_may_begin_late(name):
    history = HISTORIES[name]
    assert all(is_legal(history[begin:], 36) for begin in range(len(history)))


@pytest.mark.parametrize("name", NAMES)
def test_a_watch_may_skip_any_observation(name):
    history = HISTORIES[name]
    assert all(is_legal(history[:skipped] + history[skipped + 1 :], 36) for skipped in range(len(history)))


@pytest.mark.parametrize("name", NAMES)
def test_a_watch_may_start_again_at_any_moment_and_repeat_everything(name):
    history = HISTORIES[name]
    for moment in range(1, len(history)):
        again = [*history[:moment], {**history[0], "type": "ADDED"}, *history[1:]]
        judged_again = history_of(again)
        assert (judged_again.illegal, judged_again.count) == (None, len(history))


def test_a_watch_that_expired_adds_the_present_state_again():
    history = HISTORIES["single-exit0-always"]
    expired = {"type": "ERROR", "object": {"kind": "Status", "status": "Failure", "code": 410}}
    again = [*history[:4], expired, {**history[6], "type": "ADDED"}, *history[7:]]
    assert is_legal(again, 36)


def test_an_older_version_within_a_watch_is_illegal():
    history = HISTORIES["single-exit0-always"]
    illegal = history_of([*history[:4], history[5], history[4], *history[6:]]).illegal
    assert "resourceVersion fell" in illegal.violations[0].text


def test_pods_in_one_recording_differ_by_namespace_name_and_uid():
    one, other = HISTORIES["single-exit1-never"], copy.deepcopy(HISTORIES["single-exit1-never"])
    for event in other:
        event["object"]["metadata"]["uid"] = "another"
    mixed = [event for both in zip(one, other, strict=True) for event in both]
    assert [history.count for history in judged(mixed, 36)] == [len(one), len(one)]


def test_the_verdict_on_a_pod_that_is_gone_comes_at_once():
    history = HISTORIES["del-two-mixed"]
    lines = iter([json.dumps(event).encode() + b"\n" for event in [*history, *HISTORIES["init3-ok-never"]]])
    read = 0

    class Pipe(io.RawIOBase):
        def readable(self):
            return True

        def readinto(self, buffer):
            nonlocal read
            line = next(lines, b"")
            buffer[: len(line)] = line
            read += 1
            return len(line)

    first = next(judge(io.BufferedReader(Pipe(), 1 << 16), "-", observers(36)))
    assert (first.name, read) == ("del-two-mixed", len(history))


def test_a_status_of_a_container_that_the_spec_lacks_is_illegal():
    history = copy.deepcopy(HISTORIES["single-exit1-never"])
    history[4]["object"]["status"]["containerStatuses"][0]["name"] = "stranger"
    assert history_of(history).illegal.now.line == 5


def test_a_deleted_pod_does_not_come_back_but_another_one_may_have_its_name():
    history = HISTORIES["del-two-mixed"]
    again = copy.deepcopy(history)
    for event in again:
        event["object"]["metadata"]["uid"] = "another"
    assert is_legal([*history, *again], 36)
    back = copy.deepcopy(history[-2])
    back["object"]["metadata"]["resourceVersion"] = "999999"
    assert not is_legal([*history, back], 36)


@pytest.mark.parametrize(
    "spec", [{"containers": 5}, {"containers": [{"name": "a", "livenessProbe": {"periodSeconds": "x"}}]}]
)
def test_a_pod_whose_spec_cannot_be_read_is_one_problem_and_the_others_are_judged(spec):
    odd, other = copy.deepcopy(HISTORIES["single-exit1-never"]), HISTORIES["del-two-mixed"]
    for event in odd:
        event["object"]["spec"] |= spec
    lines = "\n".join(json.dumps(event) for event in [*odd, *other]).encode()
    problem, verdict = judge(io.BytesIO(lines), "-", observers(36))
    assert (problem.line, "the Pod single-exit1-never is not as the API writes it" in problem.message) == (1, True)
    assert (verdict.name, verdict.legal) == ("del-two-mixed", True)


def test_a_rule_that_restarts_all_containers_keeps_counting_their_restarts():
    """Nobody has recorded it: the history combines cases of Kubernetes' own unit tests (4.13, 2.9)."""
    lines = WRITTEN.joinpath("restart-all.jsonl").read_text(encoding="utf-8").splitlines()
    history = [json.loads(line) for line in lines]
    assert is_legal(history, 36)
    history[5]["object"]["status"]["initContainerStatuses"][0]["restartCount"] = 0
    assert not is_legal(history, 36)


@pytest.mark.parametrize(
    ("statuses", "legal"), [("initContainerStatuses", True), ("containerStatuses", False)], ids=["init", "regular"]
)
def test_only_an_init_container_that_is_removed_keeps_its_flag_ready(statuses, legal):
    history = [json.loads(line) for line in WRITTEN.joinpath("restart-all.jsonl").read_text("utf-8").splitlines()]
    history[4]["object"]["status"][statuses][0]["ready"] = True
    assert is_legal(history, 36) == legal


@pytest.mark.parametrize(("policy", "is_judged"), [("RestartContainer", False), ("NotRequired", True)])
def test_after_a_resize_that_restarts_a_container_nothing_is_judged(policy, is_judged):
    history = copy.deepcopy(HISTORIES["single-exit1-never"])
    for event in history:
        event["object"]["spec"]["containers"][0]["resizePolicy"] = [{"resourceName": "memory", "restartPolicy": policy}]
    again = copy.deepcopy(history[4])  # it runs again, which Never forbids
    again["object"]["metadata"]["resourceVersion"] = "9999999"
    again["object"]["spec"]["containers"][0]["resources"] = {"limits": {"memory": "1Gi"}}
    found = history_of([*history[:6], again])
    assert (found.illegal is not None, list(found.undecided)) == (
        (True, []) if is_judged else (False, ["a resize in place that restarts a container is not modeled"])
    )
