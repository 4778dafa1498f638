"""Requests that make no sense get the Status object that the API server gives, and change nothing."""

from base64 import urlsafe_b64encode

import pytest

from tests.cluster.api import MERGE, PODS, STRATEGIC, Api, pod

DEEP = b'{"metadata":' * 500 + b"1" + b"}" * 500
PROTOBUF = "application/vnd.kubernetes.protobuf"
JSON_PATCH = "application/json-patch+json"
DEEP_TOKEN = urlsafe_b64encode(b"[" * 30_000).decode()
REMOVED = {"op": "remove", "path": ""}
DEEPER = [{"op": "add", "path": f"/spec/x{'/a' * depth}", "value": {}} for depth in range(500)]
NOT_A_LIST = {"spec": {"$deleteFromPrimitiveList/terminationGracePeriodSeconds": ["a"]}}
DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"
OLD = {"metadata": {"resourceVersion": "1"}}


def definition(group="example.com", **names):
    named = {"plural": "gadgets", "kind": "Gadget", **names}
    versions = [{"name": "v1", "served": True, "storage": True}]
    spec = {"group": group, "scope": "Namespaced", "names": named, "versions": versions}
    return {"metadata": {"name": f"{named['plural']}.{group}"}, "spec": spec}


def refused(code: int, reason: str, says: str, *request, **more):
    return pytest.param(code, reason, says, request, more, id=f"{request[0]} {request[1][:60]} {says[:30]}")


REFUSED = [
    refused(404, "NotFound", "could not find the requested resource", "GET", "/api/v1/gadgets"),
    refused(404, "NotFound", "could not find the requested resource", "GET", "/apis/example.com/v1"),
    refused(404, "NotFound", "could not find the requested resource", "GET", ""),
    refused(404, "NotFound", "could not find the requested resource", "GET", f"{PODS}/web/exec"),
    refused(404, "NotFound", 'pods "none" not found', "GET", f"{PODS}/none"),
    refused(404, "NotFound", 'namespaces "none" not found', "POST", "/api/v1/namespaces/none/pods", pod()),
    refused(405, "MethodNotAllowed", "does not allow this method", "PUT", PODS, {}),
    refused(405, "MethodNotAllowed", "does not allow this method", "DELETE", f"{PODS}/web/status"),
    refused(400, "BadRequest", "unrecognized", "POST", PODS, send=b"{"),
    refused(400, "BadRequest", "unrecognized", "POST", PODS, send=b'{"metadata":{"name":"\xff"}}'),
    refused(400, "BadRequest", "nested more than", "POST", PODS, send=DEEP),
    refused(400, "BadRequest", "must be an object with metadata", "POST", PODS, []),
    refused(400, "BadRequest", "must be an object with metadata", "POST", PODS, {"metadata": 1}),
    refused(400, "BadRequest", "must be a text", "POST", PODS, {"metadata": {"name": 5}}),
    refused(400, "BadRequest", "kind in the data (Job)", "POST", PODS, {**pod(), "kind": "Job"}),
    refused(400, "BadRequest", "API version in the data (v2)", "POST", PODS, {**pod(), "apiVersion": "v2"}),
    refused(400, "BadRequest", "namespace of the provided", "POST", PODS, {"metadata": {"namespace": "other"}}),
    refused(400, "BadRequest", "must be a list", "POST", PODS, {"metadata": {"name": "x"}, "spec": {"containers": 1}}),
    refused(400, "BadRequest", 'unknown field "spec.foo"', "POST", f"{PODS}?fieldValidation=Strict", pod(foo=1)),
    refused(400, "BadRequest", "fieldValidation", "POST", f"{PODS}?fieldValidation=Perhaps", pod()),
    refused(400, "BadRequest", "dryRun", "POST", f"{PODS}?dryRun=Some", pod()),
    refused(400, "BadRequest", "label selector", "GET", f"{PODS}?labelSelector=a%20in%20(b"),
    refused(400, "BadRequest", "field label not supported", "GET", f"{PODS}?fieldSelector=spec.foo=1"),
    refused(400, "BadRequest", "limit", "GET", f"{PODS}?limit=-1"),
    refused(400, "BadRequest", "resourceVersion", "GET", f"{PODS}?resourceVersion=new"),
    refused(400, "BadRequest", "resourceVersion", "GET", f"{PODS}?resourceVersion={'9' * 5000}"),
    refused(400, "BadRequest", "continue key", "GET", f"{PODS}?continue=bm8"),
    refused(400, "BadRequest", "continue key", "GET", f"{PODS}?continue={DEEP_TOKEN}"),
    refused(400, "BadRequest", "label selector", "GET", f"{PODS}?labelSelector={',' * 50_000}"),
    refused(400, "BadRequest", "label selector", "GET", f"{PODS}?labelSelector={'+' * 50_000}("),
    refused(400, "BadRequest", "list of what to delete", "PATCH", f"{PODS}/web", NOT_A_LIST, content_type=STRATEGIC),
    refused(400, "BadRequest", "object with metadata", "PATCH", f"{PODS}/web", [REMOVED], content_type=JSON_PATCH),
    refused(400, "BadRequest", "nested more than", "PATCH", f"{PODS}/web", DEEPER, content_type=JSON_PATCH),
    refused(400, "BadRequest", "status of a Pod", "PATCH", f"{PODS}/web/status", {"status": 5}, content_type=MERGE),
    refused(422, "Invalid", "spec.names.shortNames", "POST", DEFINITIONS, definition(shortNames=5)),
    refused(422, "Invalid", "is served anyway", "POST", DEFINITIONS, definition("apps", plural="deployments")),
    refused(400, "BadRequest", "gracePeriodSeconds", "DELETE", f"{PODS}/web", {"gracePeriodSeconds": "soon"}),
    refused(400, "BadRequest", "propagationPolicy", "DELETE", f"{PODS}/web", {"propagationPolicy": "Later"}),
    refused(400, "BadRequest", "name of the object", "PUT", f"{PODS}/web", pod("other")),
    refused(409, "AlreadyExists", 'pods "web" already exists', "POST", PODS, pod()),
    refused(409, "Conflict", "UID in precondition", "DELETE", f"{PODS}/web", {"preconditions": {"uid": "x"}}),
    refused(409, "Conflict", "modified", "PATCH", f"{PODS}/web", OLD, content_type=MERGE),
    refused(406, "NotAcceptable", "media types", "GET", PODS, accept=PROTOBUF),
    refused(410, "Expired", "too old", "GET", f"{PODS}?resourceVersion=1&resourceVersionMatch=Exact"),
    refused(415, "UnsupportedMediaType", "rest.Config", "POST", PODS, content_type=PROTOBUF),
    refused(415, "UnsupportedMediaType", "unknown format", "PATCH", f"{PODS}/web", {}, content_type="text/plain"),
    refused(422, "Invalid", "spec.containers", "POST", PODS, pod("x", containers=[{"name": "a"}])),
    refused(422, "Invalid", "generateName", "POST", PODS, {"metadata": {}, "spec": pod()["spec"]}),
    refused(422, "Invalid", "not a valid name", "POST", PODS, pod("Web_1")),
    refused(422, "Invalid", "only images", "PATCH", f"{PODS}/web", {"spec": {"hostname": "x"}}, content_type=MERGE),
    refused(504, "Timeout", "Too large resource version", "GET", f"{PODS}?resourceVersion=999999"),
]  # fmt: skip


@pytest.fixture(scope="module")
def api():
    api = Api()
    api.create()
    return api


@pytest.mark.parametrize(("code", "reason", "says", "request_", "more"), REFUSED)
def test_a_bad_request_gets_a_status_that_says_why(api, code, reason, says, request_, more):
    before = api.cluster.storage.version
    answer = api(*request_, **more)
    status = answer.json
    assert (answer.code, status["kind"], status["status"], status["reason"]) == (code, "Status", "Failure", reason)
    assert says in status["message"]
    assert status["code"] == code
    assert api.cluster.storage.version == before


def test_an_invalid_object_names_each_field_that_is_wrong(api):
    container = {"name": "a", "image": "b", "imagePullPolicy": "Sometimes", "ports": [{"containerPort": 70000}]}
    details = api("POST", PODS, pod("x", containers=[container])).json["details"]
    assert [cause["field"] for cause in details["causes"]] == [
        "spec.containers[0].imagePullPolicy",
        "spec.containers[0].ports[0].containerPort",
    ]


def test_a_field_that_nobody_knows_is_accepted_with_a_warning(api):
    answer = api("POST", f"{PODS}?dryRun=All", pod("x", foo=1))
    assert answer.code == 201
    assert answer.headers["warning"] == '299 - "unknown field \\"spec.foo\\""'


def test_without_the_secret_part_of_the_address_nothing_is_answered():
    api = Api()
    assert api("GET", "/version").json["minor"] == "36"
    api.secret = "guessed"
    answer = api("GET", "/version")
    assert (answer.code, answer.json["reason"]) == (403, "Forbidden")


@pytest.mark.parametrize("patch", [{}, {"status": {"conditions": 5}}, {"status": {"conditions": [{"type": [5]}]}}])
def test_a_patch_of_a_status_that_changes_nothing_leaves_the_stored_pod_as_it_is(api, patch):
    before = api("GET", f"{PODS}/web").json
    assert api("PATCH", f"{PODS}/web/status", patch, content_type=MERGE).code == 200
    assert api("GET", f"{PODS}/web").json == before
