"""How the objects of each resource are created, updated and deleted, as the registries of the API server have it."""

import json
import uuid
from collections.abc import Callable
from typing import Any

from podproof.checker.cluster.admission import validate
from podproof.checker.cluster.definitions import established, resources, validate_definition
from podproof.checker.cluster.options import DeletionOptions
from podproof.checker.cluster.resources import Resource, ServedResources
from podproof.checker.cluster.statuses import Cause, Object, invalid
from podproof.checker.cluster.storage import Storage

Clock = Callable[[], str]
"""The time of the cluster, as the API writes it."""

WRITTEN_BY_THE_SERVER = (
    "uid",
    "creationTimestamp",
    "deletionTimestamp",
    "deletionGracePeriodSeconds",
    "generation",
    "selfLink",
)
"""What clients cannot write in the metadata of a new object."""

KEPT = ("name", "namespace", *WRITTEN_BY_THE_SERVER)
"""What an update of the metadata cannot change."""

FINALIZER_OF = {"Foreground": "foregroundDeletion", "Orphan": "orphan"}


class Strategy:
    """Plain storage: what every resource does unless its own strategy says otherwise."""

    def __init__(self, storage: Storage, clock: Clock) -> None:
        self.storage, self.clock = storage, clock

    def validate(self, resource: Resource, item: Object, before: Object | None = None) -> None:
        """Raise `ApiError` for an object that the API server refuses, or for a change of one."""
        validate(resource, item, is_live=before is not None)
        if before is not None and (late := _late_finalizers(before["metadata"], item["metadata"])):
            listed = ", ".join(json.dumps(each) for each in late)
            message = f"no new finalizers can be added if the object is being deleted, found new finalizers {listed}"
            cause = Cause("FieldValueForbidden", f"Forbidden: {message}", "metadata.finalizers")
            raise invalid(resource.kind, resource.subject(before["metadata"]["name"]), [cause])

    def create(self, resource: Resource, item: Object) -> Object:
        """Store a new object."""
        return self.storage.put(resource, item)

    def merged(self, resource: Resource, before: Object, after: Object, subresource: str) -> Object:
        """What is stored for an update: of the object, or of one subresource of it."""
        if subresource == "status":
            return {**before, **({"status": after["status"]} if "status" in after else {})}
        kept = {name: before["metadata"][name] for name in KEPT if name in before["metadata"]}
        free = {name: value for name, value in after["metadata"].items() if name not in KEPT}
        found = {**after, "metadata": {**free, **kept}}
        if "status" in resource.subresources:
            found = {name: value for name, value in found.items() if name != "status"}
            found |= {"status": before["status"]} if "status" in before else {}
        if _content(found) != _content(before):
            found["metadata"]["generation"] = before["metadata"].get("generation", 0) + 1
        return found

    def update(self, resource: Resource, before: Object, after: Object, subresource: str) -> Object:
        """Store a changed object, or remove one that only waited for its finalizers."""
        if after["metadata"].get("deletionTimestamp") and not after["metadata"].get("finalizers"):
            return self.remove(resource, after)
        return self.storage.put(resource, after)

    def delete(self, resource: Resource, item: Object, options: DeletionOptions) -> tuple[Object, bool]:
        """Delete an object, or mark it while it has finalizers; return it, and whether it is removed."""
        finalizers = list(item["metadata"].get("finalizers") or ())
        added = FINALIZER_OF.get(options.policy)
        if added and added not in finalizers:
            finalizers.append(added)
        if not finalizers:
            return self.remove(resource, item), True
        if item["metadata"].get("deletionTimestamp"):
            return item, False
        return self.storage.put(resource, marked(item, self.clock(), finalizers)), False

    def remove(self, resource: Resource, item: Object) -> Object:
        """Remove an object from the storage."""
        return self.storage.remove(resource, item)


def marked(item: Object, now: str, finalizers: list[str]) -> Object:
    """The object with the mark of its deletion."""
    mark = {"deletionTimestamp": now, "deletionGracePeriodSeconds": 0, "finalizers": finalizers}
    return {**item, "metadata": {**item["metadata"], **mark}}


def _late_finalizers(before: Object, now: Object) -> list[str]:
    """The finalizers that are new although deletion was requested before [9.5]."""
    known = before.get("finalizers") or ()
    return [each for each in now.get("finalizers") or () if each not in known] if "deletionTimestamp" in before else []


def _content(item: Object) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name not in ("metadata", "status", "apiVersion", "kind")}


def new_metadata(metadata: Object, namespace: str, now: str) -> Object:
    """The metadata of a new object, with the name that it has or gets."""
    dropped = {"namespace", *WRITTEN_BY_THE_SERVER}
    found = {name: value for name, value in metadata.items() if name not in dropped}
    if not found.get("name") and found.get("generateName"):
        found["name"] = f"{str(found['generateName'])[:58]}{uuid.uuid4().hex[:5]}"
    if namespace:
        found["namespace"] = namespace
    return {**found, "uid": str(uuid.uuid4()), "creationTimestamp": now, "generation": 1}


class NamespaceStrategy(Strategy):
    """Namespaces, whose deletion ends when they are empty."""

    def create(self, resource: Resource, item: Object) -> Object:
        """Store a namespace, which is active at once."""
        labels = {**(item["metadata"].get("labels") or {}), "kubernetes.io/metadata.name": item["metadata"]["name"]}
        active = {"spec": {"finalizers": ["kubernetes"]}, "status": {"phase": "Active"}}
        return super().create(resource, {**item, **active, "metadata": {**item["metadata"], "labels": labels}})

    def delete(self, resource: Resource, item: Object, options: DeletionOptions) -> tuple[Object, bool]:
        """Mark the namespace; `garbage` removes what is in it, and at last the namespace."""
        if item["metadata"].get("deletionTimestamp"):
            return item, False
        metadata = {**item["metadata"], "deletionTimestamp": self.clock()}
        return self.storage.put(resource, {**item, "metadata": metadata, "status": {"phase": "Terminating"}}), False

    def update(self, resource: Resource, before: Object, after: Object, subresource: str) -> Object:
        """Store a changed namespace; one that is terminated waits for its content."""
        return self.storage.put(resource, {**after, "spec": before.get("spec", {})})


class DefinitionStrategy(Strategy):
    """CustomResourceDefinitions, whose resources are served at once."""

    def __init__(self, storage: Storage, clock: Clock, served: ServedResources) -> None:
        super().__init__(storage, clock)
        self.served = served

    def validate(self, resource: Resource, item: Object, before: Object | None = None) -> None:
        """Raise `ApiError` for a definition that cannot be served."""
        super().validate(resource, item, before)
        validate_definition(item)

    def create(self, resource: Resource, item: Object) -> Object:
        """Store the definition and serve its resources."""
        stored = super().create(resource, established(item, self.clock()))
        self.served.define(resources(stored))
        return stored

    def update(self, resource: Resource, before: Object, after: Object, subresource: str) -> Object:
        """Store the definition and serve the resources that it has now."""
        stored = super().update(resource, before, after, subresource)
        self.served.remove(resources(before))
        if not stored["metadata"].get("deletionTimestamp"):
            self.served.define(resources(stored))
        return stored

    def remove(self, resource: Resource, item: Object) -> Object:
        """Remove the definition, and all objects of its resources."""
        for each in resources(item):
            for other in list(self.storage.items(each.storage)):
                self.storage.remove(each, other)
        self.served.remove(resources(item))
        return super().remove(resource, item)
