"""What controllers delete: dependents whose owners are gone, and the content of namespaces that are terminated."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import NamedTuple

from podproof.checker.cluster.options import DeletionOptions
from podproof.checker.cluster.resources import NAMESPACES, Resource, ServedResources
from podproof.checker.cluster.statuses import ApiError, Object
from podproof.checker.cluster.storage import Key, Place, Storage, StoredChange, place_of
from podproof.checker.cluster.strategies import Strategy


class Stored(NamedTuple):
    """Where an object is: its resource and its place there."""

    key: Key
    place: Place


class GarbageCollector:
    """Follows the changes, and does after each write what the controllers of a real cluster do a moment later."""

    def __init__(
        self, storage: Storage, resources: ServedResources, strategy_of: Callable[[Resource], Strategy]
    ) -> None:
        self.storage, self.resources, self._strategy_of = storage, resources, strategy_of
        self._uids: dict[str, Stored] = {}
        self._dependents: defaultdict[str, dict[Stored, None]] = defaultdict(dict)
        self._pending: dict[Stored, None] = {}
        storage.listeners.append(self._follow)

    def _follow(self, change: StoredChange) -> None:
        """Keep who depends on whom, and what has to be looked at."""
        here = Stored(change.resource, place_of(change.item))
        if change.before is not None:
            for uid in _owners(change.before):
                self._dependents[uid].pop(here, None)
        if change.type == "DELETED":
            uid = change.item["metadata"]["uid"]
            self._uids.pop(uid, None)
            self._pending |= self._dependents.pop(uid, {})
            self._look_at_owners(change.item)
        else:
            self._uids[change.item["metadata"]["uid"]] = here
            for uid in _owners(change.item):
                self._dependents[uid][here] = None
            if _owners(change.item) or change.item["metadata"].get("deletionTimestamp"):
                self._pending[here] = None

    def _look_at_owners(self, item: Object) -> None:
        """A namespace and an owner may wait for this object to be gone."""
        namespace = item["metadata"].get("namespace")
        if namespace:
            self._pending[Stored(NAMESPACES.storage, ("", namespace))] = None
        self._pending |= {self._uids[uid]: None for uid in _owners(item) if uid in self._uids}

    def settle(self) -> None:
        """Delete and release until nothing is left to do."""
        while self._pending:
            here = next(iter(self._pending))
            del self._pending[here]
            item = self.storage.get(*here)
            resource = next((each for each in self.resources if each.storage == here.key), None)
            if item is not None and resource is not None:
                self._look_at(resource, item)

    def _look_at(self, resource: Resource, item: Object) -> None:
        if self._is_orphaned(item):
            self._delete(resource, item)
        elif item["metadata"].get("deletionTimestamp"):
            if resource == NAMESPACES:
                self._empty(item)
            for finalizer, release in (("orphan", self._release), ("foregroundDeletion", self._delete_first)):
                if finalizer in (item["metadata"].get("finalizers") or ()) and release(item):
                    self._finalize(resource, item, finalizer)
                    return

    def _is_orphaned(self, item: Object) -> bool:
        """Whether the object has owners, and none of them exists."""
        owners = _owners(item)
        return bool(owners) and not any(uid in self._uids for uid in owners)

    def _delete(self, resource: Resource, item: Object, policy: str = "Background") -> None:
        if not item["metadata"].get("deletionTimestamp"):
            self._strategy_of(resource).delete(resource, item, DeletionOptions(policy=policy))

    def _empty(self, namespace: Object) -> None:
        """Delete what is in a namespace, and the namespace itself when it is empty."""
        name = namespace["metadata"]["name"]
        is_empty = True
        for resource in self._stored_resources():
            for item in list(self.storage.items(resource.storage, name)) if resource.is_namespaced else ():
                self._delete(resource, item)
                is_empty = False
        if is_empty:
            self.storage.remove(NAMESPACES, namespace)
        else:
            self._pending.pop(Stored(NAMESPACES.storage, ("", name)), None)

    def _stored_resources(self) -> Iterator[Resource]:
        """The resources that have objects, each in one version."""
        found = self.resources.by_storage()
        return (found[key] for key in self.storage.used() if key in found)

    def _dependents_of(self, owner: Object) -> Iterator[tuple[Resource, Object]]:
        resources = self.resources.by_storage()
        for here in list(self._dependents.get(owner["metadata"]["uid"], ())):
            item = self.storage.get(*here)
            if item is not None and here.key in resources:
                yield resources[here.key], item

    def _release(self, owner: Object) -> bool:
        """Let the dependents of an owner live on without it."""
        uid = owner["metadata"]["uid"]
        for resource, item in self._dependents_of(owner):
            others = [each for each in item["metadata"]["ownerReferences"] if each.get("uid") != uid]
            self.storage.put(resource, {**item, "metadata": {**item["metadata"], "ownerReferences": others}})
        return True

    def _delete_first(self, owner: Object) -> bool:
        """Delete the dependents of an owner; whether none is left that blocks its deletion."""
        uid, is_done = owner["metadata"]["uid"], True
        for resource, item in self._dependents_of(owner):
            has_dependents = bool(self._dependents.get(item["metadata"]["uid"]))
            self._delete(resource, item, "Foreground" if has_dependents else "Background")
            references = [each for each in item["metadata"]["ownerReferences"] if each.get("uid") == uid]
            blocks = any(each.get("blockOwnerDeletion") for each in references)
            is_done = is_done and not (blocks and self.storage.get(resource.storage, place_of(item)))
        return is_done

    def _finalize(self, resource: Resource, item: Object, finalizer: str) -> None:
        current = self.storage.get(resource.storage, place_of(item))
        if current is not None:
            rest = [each for each in current["metadata"]["finalizers"] if each != finalizer]
            after = {**current, "metadata": {**current["metadata"], "finalizers": rest}}
            try:
                self._strategy_of(resource).update(resource, current, after, "")
            except ApiError:
                return


def _owners(item: Object) -> list[str]:
    return [str(each.get("uid")) for each in item["metadata"].get("ownerReferences") or () if isinstance(each, dict)]
