"""A life may be seen late, with gaps, and more than once; what it may not do is named."""

import copy
import io
import json
from pathlib import Path

import pytest
from recordings import histories, is_legal, judged, shapes

from podproof.checker.conformance.recordings import Recording

HISTORIES = histories("v1.36.2")
WRITTEN = Path(__file__).parent / "written"
NAMES = ["single-exit0-always", "init3-ok-never", "del-two-mixed", "ready-flap-ft3-st2", "sidecar-order-del"]


def life(events):
    (found,) = {id(each): each for each in judged(events, 36)}.values()
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_recording_may_begin_late(name):
    history = HISTORIES[name]
    assert all(is_legal(history[begin:], 36) for begin in range(len(history)))


@pytest.mark.parametrize("name", NAMES)
def test_a_watch_may_skip_any_observation(name):
    history = HISTORIES[name]
    assert all(is_legal(history[:skipped] + history[skipped + 1 :], 36) for skipped in range(len(history)))


@pytest.mark.parametrize("name", NAMES)
def test_a_watch_may_begin_anew_at_any_moment_and_repeat_everything(name):
    history = HISTORIES[name]
    for moment in range(1, len(history)):
        again = [*history[:moment], {**history[0], "type": "ADDED"}, *history[1:]]
        found = life(again)
        assert (found.illegal, found.count) == (None, len(history))


def test_after_an_expired_watch_the_present_state_is_added_again():
    history = HISTORIES["single-exit0-always"]
    expired = {"type": "ERROR", "object": {"kind": "Status", "status": "Failure", "code": 410}}
    anew = [*history[:4], expired, {**history[6], "type": "ADDED"}, *history[7:]]
    assert is_legal(anew, 36)


def test_an_older_version_within_a_watch_is_illegal():
    history = HISTORIES["single-exit0-always"]
    found = life([*history[:4], history[5], history[4], *history[6:]])
    assert "resourceVersion fell" in found.illegal.breaches[0].text


def test_many_pods_in_one_recording_are_told_apart_by_namespace_name_and_uid():
    one, other = HISTORIES["single-exit1-never"], copy.deepcopy(HISTORIES["single-exit1-never"])
    for event in other:
        event["object"]["metadata"]["uid"] = "another"
    mixed = [event for both in zip(one, other, strict=True) for event in both]
    assert [found.count for found in judged(mixed, 36)] == [len(one), len(one)]


def test_a_pod_that_is_gone_is_forgotten_and_its_verdict_told_at_once():
    history = HISTORIES["del-two-mixed"]
    recording = Recording("-", shapes(36))
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

    first = next(recording.judge(io.BufferedReader(Pipe(), 1 << 16)))
    assert (first.name, read) == ("del-two-mixed", len(history))


def test_a_status_of_a_container_that_the_spec_lacks_is_illegal():
    history = copy.deepcopy(HISTORIES["single-exit1-never"])
    history[4]["object"]["status"]["containerStatuses"][0]["name"] = "stranger"
    assert life(history).illegal.now.line == 5


def test_a_pod_may_not_follow_on_its_own_end_but_one_of_the_same_name_may():
    history = HISTORIES["del-two-mixed"]
    anew = copy.deepcopy(history)
    for event in anew:
        event["object"]["metadata"]["uid"] = "another"
    assert is_legal([*history, *anew], 36)
    back = copy.deepcopy(history[-2])
    back["object"]["metadata"]["resourceVersion"] = "999999"
    assert not is_legal([*history, back], 36)


@pytest.mark.parametrize(
    "spec", [{"containers": 5}, {"containers": [{"name": "a", "livenessProbe": {"periodSeconds": "x"}}]}]
)
def test_a_pod_whose_spec_cannot_be_read_is_told_once_and_the_others_are_judged(spec):
    odd, other = copy.deepcopy(HISTORIES["single-exit1-never"]), HISTORIES["del-two-mixed"]
    for event in odd:
        event["object"]["spec"] |= spec
    lines = "\n".join(json.dumps(event) for event in [*odd, *other]).encode()
    problem, judged = Recording("-", shapes(36)).judge(io.BytesIO(lines))
    assert (problem.line, "the spec of the Pod single-exit1-never" in problem.message) == (1, True)
    assert (judged.name, judged.life.illegal) == ("del-two-mixed", None)


def test_a_pod_whose_rule_restarts_all_containers_starts_over_with_counts_that_go_on():
    """There is no recording of it: the history is put together from rows of Kubernetes' own tests (4.13, 2.9)."""
    lines = WRITTEN.joinpath("restart-all.jsonl").read_text(encoding="utf-8").splitlines()
    history = [json.loads(line) for line in lines]
    assert is_legal(history, 36)
    history[5]["object"]["status"]["initContainerStatuses"][0]["restartCount"] = 0
    assert not is_legal(history, 36)
