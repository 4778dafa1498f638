"""Owners and situations are read from Pods as the API shows them."""

import json

import pytest

from podproof.spec.observation.documents import DECODE
from podproof.spec.observation.owners import NO_OWNER, image_names, owner
from podproof.spec.observation.situations import shown


def pod(status=None, **metadata):
    spec = {"containers": [{"name": "a", "image": "web:1"}, {"name": "b", "image": "web:1"}]}
    document = {"kind": "Pod", "metadata": {"name": "p", **metadata}, "spec": spec, "status": status or {}}
    return DECODE(json.dumps(document).encode())


def owned(kind, name, **metadata):
    return pod(ownerReferences=[{"kind": kind, "name": name, "controller": True}], **metadata).metadata


def test_a_replica_set_stands_for_its_deployment_and_a_job_for_its_cron_job():
    assert owner(owned("ReplicaSet", "web-5d4f8", labels={"pod-template-hash": "5d4f8"})) == "Deployment/web"
    assert owner(owned("ReplicaSet", "web-5d4f8")) == "ReplicaSet/web-5d4f8"
    assert owner(owned("Job", "backup-29401020")) == "Job/backup-*"
    assert owner(owned("StatefulSet", "db-2026")) == "StatefulSet/db-2026"
    assert owner(pod().metadata) == NO_OWNER
    assert image_names(pod()) == ("web:1",)


def container(state, **more):
    return {"containerStatuses": [{"name": "a", "state": state, **more}]}


DELETED = {"deletionTimestamp": "2026-11-27T10:00:30Z", "deletionGracePeriodSeconds": 30}
KILLED = {"terminated": {"exitCode": 137, "reason": "Error", "finishedAt": "2026-11-27T10:00:30Z"}}
DISRUPTED = {"conditions": [{"type": "DisruptionTarget", "status": "True", "reason": "EvictionByEvictionAPI"}]}
CASES = {
    "evicted and succeeded": (pod({"phase": "Succeeded", **DISRUPTED}), {"Evicted", "EvictedButSucceeded"}),
    "evicted by the node": (pod({"phase": "Failed", "reason": "Evicted"}), {"Evicted"}),
    "killed when the grace period was over": (pod(container(KILLED), **DELETED), {"KilledAfterGrace"}),
    "killed before": (pod(container(KILLED), **DELETED | {"deletionTimestamp": "2026-11-27T10:00:31Z"}), set()),
    "killed for its memory": (pod(container({"terminated": {"exitCode": 137, "reason": "OOMKilled"}})), {"OOMKilled"}),
    "backing off": (pod(container({"waiting": {"reason": "CrashLoopBackOff"}})), {"CrashLoopBackOff"}),
    "backing off as long as ever": (
        pod(container({"waiting": {"reason": "CrashLoopBackOff", "message": "back-off 5m0s restarting failed c"}})),
        {"CrashLoopBackOff", "CrashLoopBackOffAtLimit"},
    ),
    "held by finalizers": (
        pod(deletionTimestamp="2026-11-27T10:00:30Z", deletionGracePeriodSeconds=0, finalizers=["a/b"]),
        {"HeldByFinalizers"},
    ),
    "rejected": (pod({"phase": "Failed", "reason": "OutOfcpu"}), {"Rejected"}),
    "healthy": (pod(container({"running": {}}) | {"phase": "Running"}), set()),
}


@pytest.mark.parametrize(("seen", "names"), CASES.values(), ids=CASES)
def test_a_situation_is_what_the_status_shows_for_certain(seen, names):
    assert set(shown(seen)) == names
