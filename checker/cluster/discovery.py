"""What clients ask first: versions, groups, resources, and the OpenAPI documents that kubectl needs to apply."""

from collections.abc import Mapping

from podproof.checker.cluster.resources import PODS, Resource, ServedResources
from podproof.checker.cluster.statuses import Object, no_such_path
from podproof.spec.pod.state import NEWEST

POD_SUBRESOURCES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "log": ("Pod", ("get",)),
    "binding": ("Binding", ("create",)),
    "eviction": ("Eviction", ("create",)),
}
"""The subresources of Pods beside those that are parts of the object, with their kinds and verbs."""


def version() -> Object:
    """The version that the cluster says it has."""
    return {
        "major": "1",
        "minor": str(NEWEST),
        "gitVersion": f"v1.{NEWEST}.0+podproof",
        "gitCommit": "",
        "gitTreeState": "clean",
        "buildDate": "1970-01-01T00:00:00Z",
        "goVersion": "",
        "compiler": "",
        "platform": "linux/amd64",
    }


CORE_VERSIONS: Object = {"kind": "APIVersions", "versions": ["v1"], "serverAddressByClientCIDRs": []}


def groups(resources: ServedResources) -> Object:
    """All groups but the core."""
    listed = [_group(name, versions) for name, versions in resources.groups().items()]
    return {"kind": "APIGroupList", "apiVersion": "v1", "groups": listed}


def group(resources: ServedResources, name: str) -> Object:
    """One group; raises `ApiError` for one that the API does not have."""
    versions = resources.groups().get(name)
    if versions is None:
        raise no_such_path()
    return {"kind": "APIGroup", "apiVersion": "v1", **_group(name, versions)}


def _group(name: str, versions: list[str]) -> Object:
    listed = [{"groupVersion": f"{name}/{each}", "version": each} for each in versions]
    return {"name": name, "versions": listed, "preferredVersion": listed[0]}


def resource_list(resources: ServedResources, group: str, version: str) -> Object:
    """The resources of one version of a group."""
    found = resources.in_version(group, version)
    listed = [entry for each in found for entry in _entries(each)]
    return {
        "kind": "APIResourceList",
        "apiVersion": "v1",
        "groupVersion": found[0].api_version,
        "resources": listed,
    }


def _entries(resource: Resource) -> list[Object]:
    common = {"namespaced": resource.is_namespaced, "singularName": ""}
    main = {"name": resource.plural, **common, "kind": resource.kind, "verbs": list(resource.verbs)}
    main["singularName"] = resource.kind.lower()
    if resource.short_names:
        main["shortNames"] = list(resource.short_names)
    readable: tuple[str, ...] = ("get", "patch", "update")
    parts = [(name, resource.kind, readable) for name in resource.subresources]
    if resource == PODS:
        main["categories"] = ["all"]
        parts += [(name, kind, verbs) for name, (kind, verbs) in POD_SUBRESOURCES.items()]
    return [main] + [
        {"name": f"{resource.plural}/{name}", **common, "kind": kind, "verbs": list(verbs)}
        for name, kind, verbs in parts
    ]


# An OpenAPI document in protobuf (field 1: swagger 2.0; field 2: info; field 8: no paths).  kubectl up to 1.26 accepts
# no other form, and validates nothing by a document without definitions.
OPENAPI_2_PROTOBUF = b"\x0a\x032.0\x12\x11\x0a\x08podproof\x12\x051.0.0\x42\x00"

INFO: Object = {"title": "podproof", "version": "1.0.0"}

OPENAPI_2: Object = {
    "swagger": "2.0",
    "info": INFO,
    "paths": {},
    "definitions": {},
}

PARAMETERS = [
    {"name": name, "in": "query", "schema": {"type": "string"}}
    for name in ("dryRun", "fieldManager", "fieldValidation", "force")
]


def openapi_3(resources: ServedResources) -> Object:
    """The OpenAPI documents, one for each version of each group."""
    versions = dict.fromkeys((each.group, each.version) for each in resources)
    paths = [_root(*each)[1:] for each in versions]
    return {"paths": {path: {"serverRelativeURL": f"/openapi/v3/{path}?hash=1"} for path in paths}}


def openapi_3_of(resources: ServedResources, group: str, version: str) -> Object:
    """The operations by which kubectl knows that it may ask for a dry run and a validation of fields; no schemas."""
    paths = {}
    for each in resources.in_version(group, version):
        place = "/namespaces/{namespace}" if each.is_namespaced else ""
        operation = {
            "parameters": PARAMETERS,
            "responses": {},
            "x-kubernetes-action": "patch",
            "x-kubernetes-group-version-kind": {"group": group, "version": version, "kind": each.kind},
        }
        paths[f"{_root(group, version)}{place}/{each.plural}/{{name}}"] = {"patch": operation}
    return {"openapi": "3.0.0", "info": INFO, "paths": paths, "components": {"schemas": {}}}


def _root(group: str, version: str) -> str:
    return f"/apis/{group}/{version}" if group else f"/api/{version}"
