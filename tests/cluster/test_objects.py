"""Objects of any kind: versions, patches, selectors, pages, watches and bounds."""

import pytest

from podproof.checker.cluster import storage
from podproof.checker.cluster.selectors import selector
from tests.cluster.api import MERGE, Api
from tests.cluster.objects import MAPS, configmap, names


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
