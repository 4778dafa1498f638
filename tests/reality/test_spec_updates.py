"""Between two observations the spec of a Pod changes only as the API server lets an update change it."""

import json

import pytest
from recordings import is_legal
from strategies import FOLDER

from podproof import simulate

PROBE = {"exec": {"command": ["true"]}}
OTHER = {"name": "other", "image": "registry.example/other:1"}


@pytest.fixture(scope="module")
def stream():
    """The objects of a Pod that becomes Ready, with everything in its spec that some update may change."""
    events = json.loads(json.dumps(simulate(FOLDER / "single-always.yaml", steps=8).events))
    for event in events:
        event["object"]["spec"] |= {"activeDeadlineSeconds": 600, "terminationGracePeriodSeconds": -1}
    assert is_legal(events, 36)
    return events


def updated(stream, changed, *, container=False):
    """The stream whose last object has other fields."""
    events = json.loads(json.dumps(stream))
    spec = events[-1]["object"]["spec"]
    (spec["containers"][0] if container else spec).update(changed)
    return events


@pytest.mark.parametrize(
    "changed",
    [
        {"nodeName": "another"},
        {"nodeName": None},
        {"restartPolicy": "Never"},
        {"readinessGates": [{"conditionType": "example.com/gate"}]},
        {"schedulingGates": [{"name": "example.com/gate"}]},
        {"initContainers": [OTHER]},
        {"activeDeadlineSeconds": 601},
        {"activeDeadlineSeconds": None},
        {"terminationGracePeriodSeconds": 30},
    ],
    ids=str,
)
def test_no_update_changes_what_the_api_server_keeps(stream, changed):
    assert not is_legal(updated(stream, changed), 36)


@pytest.mark.parametrize(
    "changed", [{"livenessProbe": PROBE}, {"lifecycle": {"preStop": PROBE}}, {"name": "x"}], ids=str
)
def test_no_update_changes_more_of_a_container_than_image_and_resources(stream, changed):
    assert not is_legal(updated(stream, changed, container=True), 36)


@pytest.mark.parametrize(
    "changed",
    [
        {"activeDeadlineSeconds": 599},
        {"terminationGracePeriodSeconds": 1},
        {"tolerations": [{"operator": "Exists"}]},
        {"ephemeralContainers": [OTHER]},
    ],
    ids=str,
)
def test_what_updates_may_change_is_legal(stream, changed):
    assert is_legal(updated(stream, changed), 36)


def test_an_ephemeral_container_stays_in_the_spec(stream):
    events = updated(stream, {})
    for event in events[:-1]:
        event["object"]["spec"]["ephemeralContainers"] = [OTHER]
    assert not is_legal(events, 36)


@pytest.mark.parametrize(("finalizer", "legal"), [("example.com/late", False), ("foregroundDeletion", True)])
def test_a_deleted_pod_gets_no_finalizer_but_those_of_another_deletion(stream, finalizer, legal):
    events = updated(stream, {})
    for event in events[-2:]:
        event["object"]["metadata"] |= {"deletionTimestamp": "2026-01-01T00:00:30Z", "deletionGracePeriodSeconds": 30}
    assert is_legal(events, 36)
    events[-1]["object"]["metadata"]["finalizers"] = [finalizer]
    assert is_legal(events, 36) is legal
