"""Objects of any kind: versions, patches, selectors, pages, watches, owners, namespaces and definitions."""

import json

import pytest

from podproof.checker.cluster import storage
from podproof.checker.cluster.json_patches import json_patch
from podproof.checker.cluster.selectors import selector
from podproof.checker.cluster.statuses import ApiError
from tests.cluster.api import PODS, Api

MAPS = "/api/v1/namespaces/default/configmaps"
MERGE = "application/merge-patch+json"


@pytest.fixture
def api():
    return Api()


def configmap(api, name, labels=None, **metadata):
    body = {"metadata": {"name": name, "labels": labels or {}, **metadata}}
    return api("POST", MAPS, body).json


def names(answer):
    return [item["metadata"]["name"] for item in answer.json["items"]]


def test_each_write_gets_a_new_version_and_one_that_changes_nothing_gets_none(api):
    created = configmap(api, "a")
    same = api("PATCH", f"{MAPS}/a", {"metadata": {"labels": {}}}, content_type=MERGE).json
    changed = api("PATCH", f"{MAPS}/a", {"data": {"x": "1"}}, content_type=MERGE).json
    versions = [int(each["metadata"]["resourceVersion"]) for each in (created, same, changed)]
    assert versions[0] == versions[1] < versions[2]
    assert [each["metadata"]["generation"] for each in (created, changed)] == [1, 2]


def test_a_replacement_of_an_older_version_is_a_conflict(api):
    created = configmap(api, "a")
    assert api("PUT", f"{MAPS}/a", {**created, "data": {"x": "1"}}).code == 200
    assert api("PUT", f"{MAPS}/a", {**created, "data": {"x": "2"}}).json["reason"] == "Conflict"


def test_a_dry_run_answers_and_stores_nothing(api):
    assert api("POST", f"{MAPS}?dryRun=All", {"metadata": {"name": "a"}}).code == 201
    assert names(api("GET", MAPS)) == []


def test_a_name_is_made_from_its_beginning(api):
    made = api("POST", MAPS, {"metadata": {"generateName": "a-"}}).json["metadata"]["name"]
    assert made.startswith("a-") and len(made) == 7


def test_applying_creates_what_is_missing_and_merges_what_exists(api):
    apply = {"content_type": "application/apply-patch+yaml"}
    first = api("PATCH", f"{MAPS}/a", send=b"data: {x: '1'}", **apply)
    second = api("PATCH", f"{MAPS}/a", send=b"data: {z: '2'}", **apply)
    assert (first.code, second.code, second.json["data"]) == (201, 200, {"x": "1", "z": "2"})


@pytest.mark.parametrize(
    ("operation", "after"),
    [
        ({"op": "add", "path": "/a/1", "value": 9}, {"a": [1, 9, 2], "b": {"c/d": 3}}),
        ({"op": "add", "path": "/a/-", "value": 9}, {"a": [1, 2, 9], "b": {"c/d": 3}}),
        ({"op": "remove", "path": "/b/c~1d"}, {"a": [1, 2], "b": {}}),
        ({"op": "replace", "path": "", "value": {}}, {}),
        ({"op": "move", "from": "/a/0", "path": "/b/e"}, {"a": [2], "b": {"c/d": 3, "e": 1}}),
        ({"op": "copy", "from": "/b", "path": "/e"}, {"a": [1, 2], "b": {"c/d": 3}, "e": {"c/d": 3}}),
        ({"op": "test", "path": "/a", "value": [1, 2]}, {"a": [1, 2], "b": {"c/d": 3}}),
    ],
    ids=lambda value: value.get("op") if isinstance(value, dict) else None,
)
def test_a_json_patch_does_what_rfc_6902_says(operation, after):
    document = {"a": [1, 2], "b": {"c/d": 3}}
    assert json_patch(document, [operation]) == after
    assert document == {"a": [1, 2], "b": {"c/d": 3}}


@pytest.mark.parametrize(
    "operations",
    [
        [{"op": "test", "path": "/a", "value": 0}],
        [{"op": "remove", "path": "/none"}],
        [{"op": "add", "path": "/a/7", "value": 0}],
        [{"op": "add", "path": "/a/01", "value": 0}],
        [{"op": "jump", "path": "/a"}],
        [{"path": "/a"}],
        [1],
        {},
        [{"op": "copy", "from": "/a", "path": "/a/-"}] * 64,
    ],
    ids=str,
)
def test_a_json_patch_that_does_not_apply_is_refused(operations):
    with pytest.raises(ApiError):
        json_patch({"a": ["x" * 4000]}, operations)


@pytest.mark.parametrize(
    ("labels", "selected"),
    [
        ("a=1", True),
        ("a==1,b", True),
        ("a!=1", False),
        ("c!=1", True),
        ("!c", True),
        ("!a", False),
        ("a in (1, 2)", True),
        ("a notin (1,2)", False),
        ("c notin (1)", True),
        ("n>4", True),
        ("n<4", False),
        ("", True),
    ],
)
def test_labels_select_as_kubernetes_says(labels, selected):
    chosen = selector("ConfigMap", labels, "")
    item = {"metadata": {"labels": {"a": "1", "b": "", "n": "5"}}}
    assert (chosen is None or chosen(item)) == selected


def test_the_pages_of_a_list_show_it_as_it_was_when_it_began(api):
    for name in "abc":
        configmap(api, name)
    first = api("GET", f"{MAPS}?limit=2")
    api("DELETE", f"{MAPS}/c")
    second = api("GET", f"{MAPS}?limit=2&continue={first.json['metadata']['continue']}")
    assert (names(first), names(second)) == (["a", "b"], ["c"])
    assert first.json["metadata"]["resourceVersion"] == second.json["metadata"]["resourceVersion"]
    assert "continue" not in second.json["metadata"]


def test_a_page_that_is_kept_no_longer_is_gone(api):
    for name in "ab":
        configmap(api, name)
    first = api("GET", f"{MAPS}?limit=1").json["metadata"]["continue"]
    for _ in range(32):
        api("GET", f"{MAPS}?limit=1")
    assert api("GET", f"{MAPS}?limit=1&continue={first}").json["reason"] == "Expired"


def watched(api, query):
    lines = api.watch(f"{MAPS}?watch=true&{query}")
    return [(line["type"], line["object"].get("metadata", {}).get("name")) for line in lines]


def test_a_watch_shows_what_is_selected_and_deletes_what_is_selected_no_longer(api):
    version = configmap(api, "a", {"x": "1"})["metadata"]["resourceVersion"]
    configmap(api, "b")
    for labels in ({"x": "2"}, {"x": "1"}):
        api("PATCH", f"{MAPS}/a", {"metadata": {"labels": labels}}, content_type=MERGE)
    api("DELETE", f"{MAPS}/a")
    shown = watched(api, f"labelSelector=x=1&resourceVersion={version}")
    assert shown == [("DELETED", "a"), ("ADDED", "a"), ("DELETED", "a")]


def test_a_watch_without_a_version_begins_with_what_exists(api):
    configmap(api, "a")
    shown = watched(api, "sendInitialEvents=true&resourceVersionMatch=NotOlderThan")
    assert shown == [("ADDED", "a"), ("BOOKMARK", None)]


def test_a_watch_from_a_version_that_is_forgotten_gets_410_in_its_stream(api):
    version = configmap(api, "a")["metadata"]["resourceVersion"]
    api("POST", "/podproof/expire")
    lines = api.watch(f"{MAPS}?watch=true&resourceVersion={version}")
    assert [(line["type"], line["object"]["code"]) for line in lines] == [("ERROR", 410)]


def test_the_history_of_a_resource_is_bounded_in_changes_and_in_bytes(monkeypatch):
    monkeypatch.setattr(storage, "MOST_CHANGES", 10)
    monkeypatch.setattr(storage, "MOST_BYTES", 3000)
    api = Api()
    for number in range(100):
        configmap(api, f"c{number}", {"x": "y" * (number % 60)})
        history = api.cluster.storage.history(("", "configmaps"))
        assert len(history.changes) <= 10
        assert sum(len(each.data) for each in history.changes) <= 3000


def test_objects_are_bounded_one_by_one_and_together(api, monkeypatch):
    large = {"metadata": {"name": "large"}, "data": {"x": "y" * storage.MOST_OF_AN_OBJECT}}
    assert api("POST", MAPS, large).json["reason"] == "RequestEntityTooLarge"
    monkeypatch.setattr(storage, "MOST_STORED", 3000)
    codes = [api("POST", MAPS, {"metadata": {"name": f"c{number}"}}).code for number in range(20)]
    assert codes[0] == 201 and codes[-1] == 500
    api("DELETE", f"{MAPS}/c0")
    assert api("POST", MAPS, {"metadata": {"name": "again"}}).code == 201


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


DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"


def definition(**spec):
    versions = [
        {"name": "v1", "served": True, "storage": True, "subresources": {"status": {}}},
        {"name": "v1beta1", "served": True, "storage": False},
    ]
    whole = {"group": "example.com", "scope": "Namespaced", "names": {"plural": "widgets", "kind": "Widget"}}
    return {"metadata": {"name": "widgets.example.com"}, "spec": {**whole, "versions": versions, **spec}}


def test_a_definition_adds_a_resource_and_takes_it_away_with_its_objects(api):
    established = api("POST", DEFINITIONS, definition()).json["status"]["conditions"]
    assert {each["type"] for each in established} == {"NamesAccepted", "Established"}
    found = api("GET", "/apis/example.com/v1").json["resources"]
    assert [each["name"] for each in found] == ["widgets", "widgets/status"]
    widgets = "/apis/example.com/v1/namespaces/default/widgets"
    api("POST", widgets, {"metadata": {"name": "w"}, "spec": {"size": 1}, "status": {"lost": True}})
    api("PATCH", f"{widgets}/w/status", {"status": {"ok": True}, "spec": {"size": 2}}, content_type=MERGE)
    shown = api("GET", "/apis/example.com/v1beta1/namespaces/default/widgets/w").json
    assert (shown["apiVersion"], shown["spec"], shown["status"]) == ("example.com/v1beta1", {"size": 1}, {"ok": True})
    api("DELETE", f"{DEFINITIONS}/widgets.example.com")
    assert api("GET", widgets).code == 404


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"names": {"plural": "widgets"}}, "spec.names.kind"),
        ({"group": ""}, "spec.group"),
        ({"scope": "Everywhere"}, "spec.scope"),
        ({"versions": [{"name": "v1"}]}, "spec.versions"),
        ({"names": {"plural": "gadgets", "kind": "Gadget"}}, "metadata.name"),
    ],
)
def test_a_definition_that_cannot_be_served_is_refused(api, wrong, field):
    answer = api("POST", DEFINITIONS, definition(**wrong))
    assert answer.code == 422
    assert field in {cause["field"] for cause in answer.json["details"]["causes"]}


def test_kubectl_gets_tables_and_the_documents_that_it_applies_by(api):
    configmap(api, "a")
    table = api("GET", MAPS, accept="application/json;as=Table;v=v1;g=meta.k8s.io,application/json").json
    assert [row["cells"][0] for row in table["rows"]] == ["a"]
    paths = api("GET", "/openapi/v3/api/v1").json["paths"]
    assert "/api/v1/namespaces/{namespace}/pods/{name}" in paths
    old = api("GET", "/openapi/v2", accept="application/com.github.proto-openapi.spec.v2@v1.0+protobuf")
    assert old.content.startswith(b"\x0a\x032.0")


def test_discovery_lists_every_resource_once(api):
    versions = [each["preferredVersion"]["groupVersion"] for each in api("GET", "/apis").json["groups"]]
    groups = ["/api/v1", *(f"/apis/{version}" for version in versions)]
    listed = [(group, each["name"]) for group in groups for each in api("GET", group).json["resources"]]
    assert len(listed) == len(set(listed))
    assert {("/api/v1", "pods/eviction"), ("/apis/batch/v1", "jobs/status")} <= set(listed)
    assert json.dumps(api("GET", PODS).json["items"]) == "[]"
