"""Recordings are read in every form in which the API returns Pods, and damage does not stop the reading."""

import gzip
import io
import json

import pytest
import zstandard
from recordings import histories

from podproof.spec.observation.document_objects import OtherObject
from podproof.spec.observation.entries import Observed, Reconnected
from podproof.spec.observation.recordings import entries
from podproof.spec.observation.streams import DamagedStream

HISTORY = histories("v1.36.2")["single-exit1-never"]
OBJECTS = [event["object"] for event in HISTORY]
LINES = b"".join(json.dumps(event).encode() + b"\n" for event in HISTORY)
AUDIT = [
    {
        "kind": "Event",
        "apiVersion": "audit.k8s.io/v1",
        "stage": "ResponseComplete",
        "verb": "patch",
        "objectRef": {"resource": "pods", "name": "single-exit1-never"},
        "responseObject": each,
    }
    for each in OBJECTS
]
FORMS = {
    "watch events, one in a line": LINES,
    "what kubectl get -w -o json prints": "\n".join(json.dumps(each, indent=4) for each in OBJECTS).encode(),
    "objects one after the other in a single line": "".join(map(json.dumps, OBJECTS)).encode(),
    "watch events over many lines": "\n".join(json.dumps(each, indent=1) for each in HISTORY).encode(),
    "a list": json.dumps({"kind": "List", "apiVersion": "v1", "items": OBJECTS}, indent=2).encode(),
    "a list of Pods whose items name no kind": json.dumps(
        {"kind": "PodList", "items": [{**each, "kind": ""} for each in OBJECTS]}
    ).encode(),
    "a list in which something else is malformed": json.dumps(
        {"kind": "List", "apiVersion": "v1", "items": [*OBJECTS, {"kind": "Node", "status": {"conditions": {}}}]}
    ).encode(),
    "a JSON array": json.dumps(OBJECTS).encode(),
    "text with the mark of UTF-8": b"\xef\xbb\xbf" + LINES,
    "an audit log": "\n".join(map(json.dumps, AUDIT)).encode(),
    "gzip": gzip.compress(LINES),
    "Zstandard": zstandard.compress(LINES),
    "lines that end as Windows ends them": LINES.replace(b"\n", b"\r\n"),
}


def read(content):
    return list(entries(io.BytesIO(content)))


@pytest.mark.parametrize("content", FORMS.values(), ids=FORMS)
def test_every_form_of_a_recording_gives_the_same_observations(content):
    entries_read = [each for each in read(content) if not isinstance(each, OtherObject)]
    assert all(isinstance(each, Observed) for each in entries_read)
    assert [each.pod.status.phase for each in entries_read] == [each["status"]["phase"] for each in OBJECTS]


def test_an_observation_knows_the_line_where_its_document_begins():
    pretty = "\n".join(json.dumps(each, indent=1) for each in OBJECTS[:3])
    begins = [number for number, line in enumerate(pretty.splitlines(), 1) if line == "{"]
    assert [each.line for each in read(pretty.encode())] == begins


BROKEN = {
    "a document cut off within its line": (json.dumps(HISTORY[0]).encode()[:300] + b"\n", 1, "ends in the middle"),
    "a document of many lines cut off": (json.dumps(OBJECTS[0], indent=1).encode()[:300] + b"\n", 1, "in the middle"),
    "what is no JSON": (b"Error from server\n", 1, "not a JSON document"),
    "a Pod without a status": (json.dumps({**OBJECTS[0], "status": None}).encode() + b"\n", 1, "has no status"),
    "a Pod without a name": (json.dumps({**OBJECTS[0], "metadata": {}}).encode() + b"\n", 1, "metadata.name"),
    "a Pod with a status of a wrong type": (
        json.dumps({**OBJECTS[0], "status": {"phase": 3}}).encode() + b"\n",
        1,
        "$.status.phase",
    ),
    "a number instead of an object": (b"12\n", 1, "not a JSON object"),
    "what is nested too deeply": (b'{"kind": ' + b"[" * 100_000 + b"]" * 100_000 + b"}\n", 1, "nested too deeply"),
    "a Pod without a spec": (json.dumps({**OBJECTS[0], "spec": None}).encode() + b"\n", 1, "has no spec"),
    "a list with a malformed Pod": (
        json.dumps({"kind": "PodList", "items": [{**OBJECTS[0], "status": {"phase": 3}}]}).encode() + b"\n",
        1,
        "item 1: Expected `str`",
    ),
    "a restart count below nought": (
        json.dumps(OBJECTS[-1]).replace('"restartCount": 0', '"restartCount": -1').encode() + b"\n",
        1,
        "restartCount",
    ),
    "an object without a kind": (b"{}\n", 1, "no kind"),
}


@pytest.mark.parametrize(("content", "line", "message"), BROKEN.values(), ids=BROKEN)
def test_a_broken_document_is_reported_with_its_line_and_the_rest_is_read(content, line, message):
    broken, *rest = read(content + LINES)
    assert isinstance(broken, DamagedStream)
    assert (broken.line, message in broken.message) == (line, True), broken
    assert [type(each) for each in rest] == [Observed] * len(HISTORY)


def test_a_document_cut_off_at_the_end_is_reported():
    assert read(LINES + b'{"type": "MOD')[-1] == DamagedStream(len(HISTORY) + 1, "the JSON document ends in the middle")


def test_utf_16_is_one_error_that_says_what_to_do():
    (broken,) = read(LINES.decode().encode("utf-16"))
    assert broken == DamagedStream(1, "text in UTF-16, as PowerShell writes it; write it in UTF-8")


def test_a_malformed_item_of_a_list_does_not_spoil_the_others():
    items = [OBJECTS[0], {**OBJECTS[1], "status": {"phase": 3}}, *OBJECTS[2:]]
    entries_read = read(json.dumps({"kind": "List", "apiVersion": "v1", "items": items}).encode())
    assert [type(each) for each in entries_read] == [Observed, DamagedStream, *[Observed] * (len(OBJECTS) - 2)]
    assert "item 2: " in entries_read[1].message


def test_many_lines_of_garbage_are_one_error():
    assert len(read(b"no\n" * 1000)) == 1


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress], ids=["gzip", "Zstandard"])
def test_compressed_data_that_end_early_are_an_error_after_all_complete_lines(pack):
    lines = LINES * 2000
    *seen, broken = read(pack(lines)[:-200])
    assert isinstance(broken, DamagedStream)
    assert "packed data" in broken.message or "middle" in broken.message
    assert len(seen) > 1000


def test_all_lines_before_garbage_in_compressed_data_are_read():
    *seen, broken = read(gzip.compress(LINES) + b"garbage")
    assert len(seen) == len(HISTORY)
    assert (broken.line, "packed data" in broken.message) == (len(HISTORY) + 1, True)


def test_objects_of_other_kinds_are_skipped_and_named_by_kind():
    node = {"kind": "Node", "apiVersion": "v1", "metadata": {"name": "n"}, "status": {"phase": [], "conditions": {}}}
    secret = {"kind": "Secret", "apiVersion": "v1", "metadata": {"name": "s"}, "type": "Opaque"}
    text = "\n".join(map(json.dumps, [node, {"type": "ADDED", "object": node}, secret])).encode()
    assert read(text) == [OtherObject(1, "Node"), OtherObject(2, "Node"), OtherObject(3, "Secret")]


def test_a_watch_that_ends_with_an_error_starts_again_and_bookmarks_are_ignored():
    gone = {"type": "ERROR", "object": {"kind": "Status", "status": "Failure", "code": 410, "reason": "Expired"}}
    mark = {"type": "BOOKMARK", "object": {"kind": "Pod", "metadata": {"resourceVersion": "12"}}}
    assert read("\n".join(map(json.dumps, [gone, mark])).encode()) == [Reconnected(1)]
