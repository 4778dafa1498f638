"""Which resources there are, and in which form: definitions, discovery and tables."""

import json

import pytest

from tests.cluster.api import MERGE, PODS
from tests.cluster.objects import MAPS, configmap

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
