"""Deletions of any kind of object: owners, finalizers, namespaces and selections."""

from tests.cluster.api import MERGE
from tests.cluster.objects import MAPS, configmap, names


def owner(item, **more):
    return {"apiVersion": "v1", "kind": "ConfigMap", "name": "o", "uid": item["metadata"]["uid"], **more}


def test_dependents_go_with_their_last_owner(api):
    first, second = configmap(api, "first"), configmap(api, "second")
    configmap(api, "d", ownerReferences=[owner(first), owner(second)])
    configmap(api, "e", ownerReferences=[owner(first)])
    api("DELETE", f"{MAPS}/first")
    assert names(api("GET", MAPS)) == ["d", "second"]
    api("DELETE", f"{MAPS}/second")
    assert names(api("GET", MAPS)) == []


def test_an_object_whose_owners_do_not_exist_is_collected(api):
    configmap(api, "d", ownerReferences=[owner({"metadata": {"uid": "none"}})])
    assert names(api("GET", MAPS)) == []


def test_a_foreground_deletion_waits_for_dependents_that_block_it(api):
    first = configmap(api, "first")
    configmap(api, "d", ownerReferences=[owner(first, blockOwnerDeletion=True)], finalizers=["example.com/keep"])
    marked = api("DELETE", f"{MAPS}/first", {"propagationPolicy": "Foreground"}).json
    assert marked["metadata"]["finalizers"] == ["foregroundDeletion"]
    assert names(api("GET", MAPS)) == ["d", "first"]
    api("PATCH", f"{MAPS}/d", {"metadata": {"finalizers": None}}, content_type=MERGE)
    assert names(api("GET", MAPS)) == []


def test_orphans_stay_without_their_owner(api):
    configmap(api, "d", ownerReferences=[owner(configmap(api, "first"))])
    api("DELETE", f"{MAPS}/first?propagationPolicy=Orphan")
    (left,) = api("GET", MAPS).json["items"]
    assert left["metadata"]["ownerReferences"] == []


def test_a_finalizer_keeps_an_object_until_it_is_removed(api):
    configmap(api, "a", finalizers=["example.com/keep"])
    assert api("DELETE", f"{MAPS}/a").json["metadata"]["deletionTimestamp"]
    assert names(api("GET", MAPS)) == ["a"]
    assert api("PATCH", f"{MAPS}/a", {"metadata": {"finalizers": []}}, content_type=MERGE).code == 200
    assert names(api("GET", MAPS)) == []


def test_an_object_that_is_being_deleted_gets_no_further_finalizer(api):
    configmap(api, "a", finalizers=["example.com/keep"])
    api("DELETE", f"{MAPS}/a")
    later = {"metadata": {"finalizers": ["example.com/keep", "example.com/late"]}}
    refused = api("PATCH", f"{MAPS}/a", later, content_type=MERGE)
    assert (refused.code, refused.json["details"]["causes"][0]["field"]) == (422, "metadata.finalizers")
    assert api("GET", f"{MAPS}/a").json["metadata"]["finalizers"] == ["example.com/keep"]


def test_a_namespace_goes_when_it_is_empty_and_takes_nothing_new(api):
    api("POST", "/api/v1/namespaces", {"metadata": {"name": "team"}})
    inside = "/api/v1/namespaces/team/configmaps"
    api("POST", inside, {"metadata": {"name": "a", "finalizers": ["example.com/keep"]}})
    assert api("DELETE", "/api/v1/namespaces/team").json["status"]["phase"] == "Terminating"
    assert api("POST", inside, {"metadata": {"name": "b"}}).json["reason"] == "Forbidden"
    api("PATCH", f"{inside}/a", {"metadata": {"finalizers": None}}, content_type=MERGE)
    assert api("GET", "/api/v1/namespaces/team").code == 404


def test_a_selection_is_deleted_together(api):
    for name, labels in (("a", {"x": "1"}), ("b", {}), ("c", {"x": "1"})):
        configmap(api, name, labels)
    api("DELETE", f"{MAPS}?labelSelector=x")
    assert names(api("GET", MAPS)) == ["b"]
