"""The verbs of the API as plain functions: what a request with that method does, whatever brings it."""

from collections.abc import Callable
from typing import Any, NamedTuple

from podproof.checker.cluster.admission import decode_warnings, defaulted, undecodable
from podproof.checker.cluster.options import DeletionOptions, WriteOptions
from podproof.checker.cluster.resources import NAMESPACES, Resource
from podproof.checker.cluster.statuses import (
    MODIFIED,
    Cause,
    Object,
    already_exists,
    bad_request,
    conflict,
    failed_precondition,
    forbidden,
    invalid,
    not_allowed,
    not_found,
)
from podproof.checker.cluster.storage import Storage, place_of, without_version
from podproof.checker.cluster.strategies import Clock, Strategy, new_metadata

Edit = Callable[[Object], Any]
"""What an update makes of the stored object."""

WRITE = WriteOptions()
DELETE = DeletionOptions()


class Written(NamedTuple):
    """An object as it is after a write, and warnings about its fields; `is_done` unless the write goes on."""

    item: Object
    warnings: tuple[str, ...] = ()
    is_done: bool = True


class Verbs:
    """Reads and writes objects; `settle` is called after each write."""

    def __init__(
        self, storage: Storage, clock: Clock, strategy_of: Callable[[Resource], Strategy], settle: Callable[[], None]
    ) -> None:
        self.storage, self.clock, self._strategy_of, self._settle = storage, clock, strategy_of, settle

    def get(self, resource: Resource, namespace: str, name: str) -> Object:
        """The object of that name, in the version of the resource."""
        item = self.find(resource, namespace, name)
        if item is None:
            raise not_found(resource.subject(name))
        return in_version(resource, item)

    def find(self, resource: Resource, namespace: str, name: str) -> Object | None:
        """The object of that name as it is stored, None without one."""
        return self.storage.get(resource.storage, (namespace if resource.is_namespaced else "", name))

    def create(self, resource: Resource, namespace: str, body: Any, options: WriteOptions = WRITE) -> Written:
        """Create an object."""
        _require(resource, "create")
        item, warnings = self._read(resource, namespace, body, options)
        if resource.verbs == ("create",):
            return Written({**item, "status": {"allowed": True}})
        metadata = new_metadata(item["metadata"], namespace if resource.is_namespaced else "", self.clock())
        item = defaulted(resource, {**item, "metadata": metadata})
        if metadata.get("resourceVersion"):
            raise bad_request("resourceVersion should not be set on objects to be created")
        if "status" in resource.subresources:
            item.pop("status", None)
        if not metadata.get("name"):
            cause = Cause("FieldValueRequired", "Required value: name or generateName is required", "metadata.name")
            raise invalid(resource.kind, resource.subject(), [cause])
        self._check_namespace(resource, item)
        strategy = self._strategy_of(resource)
        strategy.validate(resource, item)
        if self.storage.get(resource.storage, place_of(item)):
            raise already_exists(resource.subject(metadata["name"]))
        if not options.dry_run:
            item = strategy.create(resource, item)
            self._settle()
        return Written(item, warnings)

    def update(
        self,
        resource: Resource,
        namespace: str,
        name: str,
        change: Edit,
        options: WriteOptions = WRITE,
        subresource: str = "",
    ) -> Written:
        """Edit the object of that name by a function of what is stored."""
        _require(resource, "update")
        before = self.get(resource, namespace, name)
        after, warnings = self._read(resource, namespace, change(before), options)
        _check_identity(resource, before, after)
        strategy = self._strategy_of(resource)
        merged = without_version(defaulted(resource, strategy.merged(resource, before, after, subresource)))
        if merged == without_version(before):
            return Written(before, warnings)
        if not subresource:
            strategy.validate(resource, merged, before)
        if not options.dry_run:
            merged = strategy.update(resource, before, merged, subresource)
            self._settle()
        return Written(merged, warnings)

    def delete(self, resource: Resource, namespace: str, name: str, options: DeletionOptions = DELETE) -> Written:
        """Delete the object of that name, at once or when its finalizers and its grace period let it."""
        _require(resource, "delete")
        item, subject = self.get(resource, namespace, name), resource.subject(name)
        metadata = item["metadata"]
        if options.uid not in ("", metadata["uid"]):
            raise failed_precondition(subject, "UID", options.uid, metadata["uid"])
        if options.version not in ("", metadata["resourceVersion"]):
            raise failed_precondition(subject, "ResourceVersion", options.version, metadata["resourceVersion"])
        if options.dry_run:
            return Written(item)
        deleted, is_done = self._strategy_of(resource).delete(resource, item, options)
        self._settle()
        return Written(deleted, is_done=is_done)

    def _read(
        self, resource: Resource, namespace: str, body: Any, options: WriteOptions
    ) -> tuple[Object, tuple[str, ...]]:
        """The object of a request with its warnings; raises `ApiError` for one that is not of this resource."""
        if not isinstance(body, dict) or not isinstance(body.get("metadata", {}), dict):
            raise bad_request(
                f"the body of the request is not of kind {resource.kind}: it must be an object with metadata"
            )
        for field, expected in (("apiVersion", resource.api_version), ("kind", resource.kind)):
            if body.get(field) not in (None, "", expected):
                what = "API version" if field == "apiVersion" else field
                message = f"the {what} in the data ({body[field]}) does not match the expected {what} ({expected})"
                raise bad_request(message)
        metadata = body.get("metadata") or {}
        if resource.is_namespaced and metadata.get("namespace") not in (None, "", namespace):
            raise bad_request("the namespace of the provided object does not match the namespace sent on the request")
        head = {"apiVersion": resource.api_version, "kind": resource.kind, "metadata": metadata}
        item = {**head, **{name: value for name, value in body.items() if name not in head}}
        warnings = () if options.field_validation == "Ignore" else tuple(decode_warnings(resource, item))
        if warnings and options.field_validation == "Strict":
            raise undecodable(resource, f"strict decoding error: {', '.join(warnings)}")
        return item, warnings

    def _check_namespace(self, resource: Resource, item: Object) -> None:
        if not resource.is_namespaced:
            return
        name = item["metadata"].get("namespace", "")
        found = self.storage.get(NAMESPACES.storage, ("", name))
        if found is None:
            raise not_found(NAMESPACES.subject(name))
        if found["metadata"].get("deletionTimestamp"):
            why = f"unable to create new content in namespace {name} because it is being terminated"
            raise forbidden(resource.subject(item["metadata"].get("name", "")), why)


def in_version(resource: Resource, item: Object) -> Object:
    """The object as that version of its resource serves it."""
    if item.get("apiVersion") == resource.api_version:
        return item
    return {**item, "apiVersion": resource.api_version}


def _require(resource: Resource, verb: str) -> None:
    if verb not in resource.verbs:
        raise not_allowed(verb)


def _check_identity(resource: Resource, before: Object, after: Object) -> None:
    """Raise `ApiError` if the update means another object, or another version of it."""
    old, new = before["metadata"], after["metadata"]
    subject = resource.subject(old["name"])
    if new.get("name") not in (None, "", old["name"]):
        raise bad_request(f"the name of the object ({new['name']}) does not match the name on the URL ({old['name']})")
    if new.get("uid") not in (None, "", old["uid"]):
        raise failed_precondition(subject, "UID", new["uid"], old["uid"])
    if new.get("resourceVersion") not in (None, "", old["resourceVersion"]):
        raise conflict(subject, MODIFIED)
