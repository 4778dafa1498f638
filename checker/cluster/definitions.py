"""CustomResourceDefinitions: what they need, what the API server answers about them, and the resources they add."""

from collections.abc import Iterator

from podproof.checker.cluster.resources import BUILT_IN, DEFINITIONS, Resource
from podproof.checker.cluster.statuses import Cause, Object, invalid

REQUIRED = ("spec.group", "spec.scope", "spec.versions", "spec.names.plural", "spec.names.kind")


def validate_definition(item: Object) -> None:
    """Raise `ApiError` (422) for a definition that cannot be served."""
    if causes := list(_missing(item)) or list(_wrong(item)):
        raise invalid("CustomResourceDefinition", DEFINITIONS.subject(item["metadata"]["name"]), causes)


def _missing(item: Object) -> Iterator[Cause]:
    for path in REQUIRED:
        found: object = item
        for name in path.split("."):
            found = found.get(name) if isinstance(found, dict) else None
        if not found or not isinstance(found, list if path == "spec.versions" else str):
            yield Cause("FieldValueRequired", "Required value", path)


def _wrong(item: Object) -> Iterator[Cause]:
    spec, name = item["spec"], item["metadata"]["name"]
    if name != f"{spec['names']['plural']}.{spec['group']}":
        message = f'Invalid value: "{name}": must be spec.names.plural+"."+spec.group'
        yield Cause("FieldValueInvalid", message, "metadata.name")
    if spec["scope"] not in ("Namespaced", "Cluster"):
        message = f'Unsupported value: "{spec["scope"]}": supported values: "Cluster", "Namespaced"'
        yield Cause("FieldValueNotSupported", message, "spec.scope")
    versions = [each for each in spec["versions"] if isinstance(each, dict) and isinstance(each.get("name"), str)]
    if len(versions) < len(spec["versions"]) or sum(each.get("storage") is True for each in versions) != 1:
        message = "Invalid value: each must have a name, and exactly one must be marked as storage version"
        yield Cause("FieldValueInvalid", message, "spec.versions")
    if not isinstance(spec["names"].get("shortNames") or [], list):
        yield Cause("FieldValueInvalid", "Invalid value: must be a list", "spec.names.shortNames")
    if not all(isinstance(each.get("subresources") or {}, dict) for each in versions):
        yield Cause("FieldValueInvalid", "Invalid value: subresources must be an object", "spec.versions")
    if any(each.storage == (spec["group"], spec["names"]["plural"]) for each in BUILT_IN):
        yield Cause("FieldValueInvalid", "Invalid value: this resource of Kubernetes is served anyway", "metadata.name")


def established(item: Object, now: str) -> Object:
    """The definition with the status of one that is served."""
    names, versions = item["spec"]["names"], item["spec"]["versions"]
    accepted = {"singular": names["kind"].lower(), "listKind": f"{names['kind']}List", **names}
    conditions = [
        {"type": type, "status": "True", "reason": reason, "message": message, "lastTransitionTime": now}
        for type, reason, message in (
            ("NamesAccepted", "NoConflicts", "no conflicts found"),
            ("Established", "InitialNamesAccepted", "the initial names have been accepted"),
        )
    ]
    stored = [each["name"] for each in versions if each.get("storage")]
    status = {"acceptedNames": accepted, "storedVersions": stored, "conditions": conditions}
    return {**item, "spec": {**item["spec"], "names": accepted}, "status": status}


def resources(definition: Object) -> list[Resource]:
    """The resources of a definition that was admitted."""
    spec = definition["spec"]
    names = spec["names"]
    return [
        Resource(
            spec["group"],
            version["name"],
            names["plural"],
            names["kind"],
            spec["scope"] == "Namespaced",
            tuple(map(str, names.get("shortNames") or ())),
            tuple(map(str, version.get("subresources") or ())),
            is_custom=True,
        )
        for version in spec["versions"]
        if version.get("served", True)
    ]
