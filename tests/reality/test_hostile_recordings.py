"""No recording stops the monitor: what cannot be read is one problem, the rest is judged, and memory stays bounded."""

import copy
import gzip
import io
import json
import os
import zlib

import pytest
import zstandard
from recordings import histories

from podproof.checker.conformance import pod_observers
from podproof.checker.conformance.pod_observers import PodObservers
from podproof.checker.conformance.recordings import MOST_PROBLEMS, Recording, RecordingProblem, judge
from podproof.checker.conformance.verdict import PodVerdict
from podproof.spec.observation.documents import DEEPEST, pieces
from podproof.spec.observation.entries import Observed
from podproof.spec.observation.recordings import entries
from podproof.spec.observation.streams import DamagedStream, chunks, lines, unpacked

HISTORY = histories("v1.36.2")["single-exit1-never"]
LINES = b"".join(json.dumps(event).encode() + b"\n" for event in HISTORY)


@pytest.fixture(scope="module")
def observers():
    """The observers of all recordings here, so that each configuration is compiled once."""
    return PodObservers(36)


def changed(**fields):
    """The history as JSON lines, with fields of its spec changed."""
    history = copy.deepcopy(HISTORY)
    for event in history:
        event["object"]["spec"] |= fields
        event["object"]["metadata"]["name"] = "odd"
    return b"".join(json.dumps(event).encode() + b"\n" for event in history)


CONTAINER = HISTORY[0]["object"]["spec"]["containers"][0]
FIRST = json.dumps(HISTORY[0]).encode()
DEEP = b'"x": ' + b"[" * 5000 + b"]" * 5000
HOSTILE = {
    "invalid UTF-8": FIRST.replace(b"single", b"\xff", 1),
    "NaN": FIRST.replace(b'"spec": {', b'"spec": {"a": NaN, ', 1),
    "a lone surrogate": FIRST.replace(b"single", b"\\ud800", 1),
    "a number of 5,000 digits": changed(activeDeadlineSeconds=7).replace(b"Seconds\": 7", b"Seconds\": " + b"9" * 5000),
    "a resourceVersion of 5,000 digits": json.dumps(
        {**HISTORY[0], "object": {**HISTORY[0]["object"], "metadata": {"name": "x", "resourceVersion": "9" * 5000}}}
    ).encode(),
    "two documents, one with a large number": b'{"kind": "Pod"} {"kind": ' + b"9" * 5000 + b"}",
    "a spec nested deeply": changed(readinessGates=None).replace(b'"readinessGates": null', DEEP),
    "two containers of one name": changed(containers=[CONTAINER, CONTAINER]),
    "a text instead of a number": changed(terminationGracePeriodSeconds="30s"),
    "a list instead of a spec": changed().replace(b'"spec": {', b'"spec": [{').replace(b'}, "status"', b'}], "status"'),
    "500 containers": changed(containers=[{**CONTAINER, "name": f"c{number}"} for number in range(500)]),
}  # fmt: skip


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_what_cannot_be_read_is_a_problem_and_the_rest_is_judged(content, observers):
    *problems, verdict = judge(io.BytesIO(content + b"\n" + LINES), "-", observers)
    assert 1 <= len(problems) <= len(HISTORY)
    assert all(isinstance(each, RecordingProblem) and len(str(each)) < 1000 for each in problems)
    assert isinstance(verdict, PodVerdict) and verdict.legal


def test_a_spec_without_containers_is_one_problem_that_says_so(observers):
    (problem,) = judge(io.BytesIO(changed(containers=[])), "-", observers)
    assert problem.message.endswith("it has no containers")


def test_a_spec_that_becomes_unreadable_is_one_problem(observers):
    history = copy.deepcopy(HISTORY)
    for event in history[3:]:
        event["object"]["spec"] = {"containers": ["x"]}
        event["object"]["metadata"]["generation"] = 7
    text = "\n".join(map(json.dumps, history)).encode()
    (problem,) = judge(io.BytesIO(text), "-", observers)
    assert (problem.line, "is skipped" in problem.message) == (4, True)


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress], ids=["gzip", "Zstandard"])
def test_small_packed_data_that_become_gigabytes_are_read_a_chunk_at_a_time(pack):
    packed = pack(bytes(40 << 20))
    assert len(packed) < 1 << 17
    assert max(map(len, unpacked(chunks(io.BytesIO(packed))))) <= 32 << 20


def test_a_line_that_is_too_long_is_a_problem_and_the_next_lines_are_read(monkeypatch):
    monkeypatch.setattr("podproof.spec.observation.streams.LARGEST", 1000)
    read = list(lines(io.BytesIO(b"x" * 5_000_000 + b"\nnext\nlast")))
    assert isinstance(read[0], DamagedStream)
    assert read[1:] == [b"next\n", b"last"]


def test_a_stream_whose_line_never_ends_is_given_up(monkeypatch):
    monkeypatch.setattr("podproof.spec.observation.streams.LARGEST", 1000)
    monkeypatch.setattr("podproof.spec.observation.streams.ENDLESS", 8000)
    with open("/dev/zero", "rb") as endless:
        *_, given_up = lines(endless)
    assert "nothing after it is read" in given_up.message


@pytest.mark.parametrize("pack", ["gzip", "Zstandard"])
def test_lines_of_packed_data_are_read_before_the_stream_goes_on(pack):
    packer = zlib.compressobj(wbits=31) if pack == "gzip" else zstandard.ZstdCompressor().compressobj()
    flush = zlib.Z_SYNC_FLUSH if pack == "gzip" else zstandard.COMPRESSOBJ_FLUSH_BLOCK
    reader, writer = os.pipe()
    with open(reader, "rb") as stream, open(writer, "wb", buffering=0) as pipe:
        read = entries(stream)
        for line in LINES.splitlines(keepends=True)[:3]:
            pipe.write(packer.compress(line) + packer.flush(flush))
            assert isinstance(next(read), Observed)
        pipe.close()
        (broken,) = read
        assert "end too early" in broken.message


def test_the_last_line_of_unfinished_packed_data_counts():
    packer = zlib.compressobj(wbits=31)
    unfinished = packer.compress(LINES.rstrip()) + packer.flush(zlib.Z_SYNC_FLUSH)
    *seen, broken = entries(io.BytesIO(unfinished))
    assert [type(each) for each in seen] == [Observed] * len(HISTORY)
    assert isinstance(broken, DamagedStream)


def test_many_problems_are_counted(observers):
    found = list(judge(io.BytesIO(b'{"kind": "Pod"}\n' * 1000), "-", observers))
    assert len(found) == MOST_PROBLEMS + 1
    assert found[-1].message == f"{1000 - MOST_PROBLEMS} more parts cannot be read"


@pytest.mark.parametrize("text", [b"[" * 1_000_000, b'"' * 100_001, b'{"a": "\\' * 10_000, b"]}" * 10_000])
def test_no_text_is_too_deep_to_be_searched_for_documents(text):
    assert list(pieces(text)) == [text] or max(map(len, pieces(text))) <= len(text)
    assert DEEPEST < 1_000_000


def test_after_an_interrupt_the_pods_so_far_are_judged(observers):
    class Interrupted(io.BytesIO):
        def read1(self, size=-1):
            if data := super().read1(size):
                return data
            raise KeyboardInterrupt

    recording = Recording("-", observers)
    with pytest.raises(KeyboardInterrupt):
        list(recording.read(Interrupted(LINES.splitlines(keepends=True)[0] + LINES.splitlines(keepends=True)[1])))
    (verdict,) = recording.finish()
    assert verdict.legal


def beliefs(observers):
    """The number of states in each belief of the automaton that reads the history, in order."""
    (verdict,) = (each for each in judge(io.BytesIO(LINES), "-", observers) if isinstance(each, PodVerdict))
    encoding = verdict.history.observer.observer.operations._encoding
    return [encoding.count(belief.states) for belief in verdict.history.observer.likely._steps.values() if belief]


def test_an_observer_that_forgets_its_model_at_every_step_knows_the_same_states(monkeypatch):
    known = beliefs(PodObservers(36))
    monkeypatch.setattr(pod_observers, "MOST_COMPILED", 0)
    assert beliefs(PodObservers(36)) == known != []


def test_of_many_configurations_only_the_last_ones_keep_their_models(monkeypatch):
    monkeypatch.setattr(pod_observers, "MOST_COMPILED", 1)
    observers = PodObservers(36)
    first = [changed(restartPolicy=each).splitlines(keepends=True)[0] for each in ("Always", "OnFailure", "Never")]
    for each in first:
        assert [verdict.legal for verdict in judge(io.BytesIO(each), "-", observers)] == [True]
    compiled = ["operations" in vars(each.observer) for each in observers._known.values()]
    assert compiled == [False, False, True]
