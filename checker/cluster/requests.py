"""What an HTTP request means: the object that its path names, its body, and the form of the answer that it accepts."""

from typing import Any, NamedTuple

import msgspec

from podproof.checker.cluster.resources import Resource, ServedResources
from podproof.checker.cluster.statuses import ApiError, bad_request, no_such_path, unsupported
from podproof.spec.manifest import syntax
from podproof.spec.manifest.nodes import DEEPEST
from podproof.spec.manifest.problems import Malformed
from podproof.spec.observation.yaml_documents import value

JSON, YAML = "application/json", "application/yaml"
APPLY, JSON_PATCH = "application/apply-patch+yaml", "application/json-patch+json"
MERGE_PATCH, STRATEGIC_PATCH = "application/merge-patch+json", "application/strategic-merge-patch+json"

PROTOBUF = "application/vnd.kubernetes.protobuf"

PROTOBUF_ADVICE = '; a Go client sends JSON with rest.Config.ContentType = "application/json"'

READ_AS_YAML = frozenset({YAML, APPLY})

READABLE = (JSON, YAML)
PATCHES = (JSON_PATCH, MERGE_PATCH, STRATEGIC_PATCH, APPLY)

OF_THE_NAMESPACE = frozenset({"status", "finalize"})
"""What follows the name of a namespace and is not a resource in it."""


class Target(NamedTuple):
    """What a path names: a resource, its namespace (empty: all), and an object of it or a part of that."""

    resource: Resource
    namespace: str = ""
    name: str = ""
    subresource: str = ""


def target(path: list[str], resources: ServedResources) -> Target:
    """Read a path such as `api v1 namespaces default pods web status`; raises `ApiError` for one that is none."""
    core = path[0] == "api"
    if path[0] not in ("api", "apis") or len(path) < (3 if core else 4):
        raise no_such_path()
    group, version, rest = ("", path[1], path[2:]) if core else (path[1], path[2], path[3:])
    namespace = ""
    if rest[0] == "namespaces" and len(rest) > 2 and rest[2] not in OF_THE_NAMESPACE:
        namespace, rest = rest[1], rest[2:]
    plural, name, subresource, *more = [*rest, "", ""]
    resource = resources.find(group, version, plural)
    if any(more) or (namespace and not resource.is_namespaced):
        raise no_such_path()
    return Target(resource, namespace, name, subresource)


def media_type(content_type: str) -> str:
    """The media type of a body, JSON by default."""
    return content_type.partition(";")[0].strip().lower() or JSON


def read_body(body: bytes, content_type: str, allowed: tuple[str, ...]) -> Any:
    """Decode a body; raises `ApiError` for one of another type, or one that cannot be read."""
    type = media_type(content_type)
    if type not in allowed:
        raise unsupported(", ".join(allowed), PROTOBUF_ADVICE if type == PROTOBUF else "")
    try:
        found = _yaml(body) if type in READ_AS_YAML else msgspec.json.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, Malformed) as error:
        raise bad_request(f"the object provided is unrecognized: {error}"[:500]) from None
    check_depth(found)
    return found


def _yaml(body: bytes) -> Any:
    documents = list(syntax.documents(body.decode()))
    if len(documents) != 1:
        raise bad_request(f"the body has {len(documents)} documents, not one")
    return value(documents[0])


def check_depth(found: Any) -> None:
    """Raise `ApiError` for a value that is nested deeper than a manifest may be."""
    level: list[Any] = [found]
    for _ in range(DEEPEST + 1):
        level = [
            inner
            for each in level
            if isinstance(each, dict | list)
            for inner in (each.values() if isinstance(each, dict) else each)
        ]
        if not level:
            return
    raise bad_request(f"the maps and lists of the object are nested more than {DEEPEST} deep")


def form(accept: str) -> str:
    """The first form that the client accepts: `Table`, `PartialObjectMetadata`, or empty for the object."""
    for alternative in (accept or JSON).split(","):
        type, *parameters = (each.strip().lower() for each in alternative.split(";"))
        given = dict(each.partition("=")[::2] for each in parameters)
        if type not in (JSON, "application/*", "*/*"):
            continue
        wanted = given.get("as", "")
        if wanted == "table" and given.get("v", "v1") == "v1":
            return "Table"
        if wanted in ("partialobjectmetadata", "partialobjectmetadatalist"):
            return "PartialObjectMetadata"
        if not wanted:
            return ""
    raise ApiError(406, "NotAcceptable", f"only the following media types are accepted: {JSON}")
