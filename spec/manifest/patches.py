"""Merge patches: of JSON (RFC 7386), and strategic ones with the merge keys of the published schemas."""

from typing import Any

from podproof.spec.manifest.schemas import Schema, object_schema
from podproof.spec.pod.state import NEWEST


class BadPatch(ValueError):
    """A patch that the API server refuses."""


def merge(target: Any, patch: Any) -> Any:
    """Apply a JSON merge patch (RFC 7386)."""
    if not isinstance(patch, dict):
        return patch
    merged = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            merged.pop(name, None)
        else:
            merged[name] = merge(merged.get(name), value)
    return merged


def strategic_merge(target: Any, patch: Any, schema: Schema) -> Any:
    """Apply a strategic merge patch (apimachinery, pkg/util/strategicpatch/patch.go); raises `BadPatch`."""
    if not isinstance(patch, dict):
        return patch
    if patch.get("$patch") == "replace":
        return {name: value for name, value in patch.items() if name != "$patch"}
    merged = dict(target) if isinstance(target, dict) else {}
    for name in _not_retained(merged, patch):
        del merged[name]
    for name, value in patch.items():
        if name.startswith("$deleteFromPrimitiveList/"):
            field = name.partition("/")[2]
            merged[field] = _without(merged.get(field) or [], value)
        elif value is None or (isinstance(value, dict) and value.get("$patch") == "delete"):
            merged.pop(name, None)
        elif not name.startswith("$"):
            inner = schema.get("properties", {}).get(name, {})
            merged[name] = _merge_field(merged.get(name), value, inner)
    return merged


def has_directive(patch: Any) -> bool:
    """Whether a map in the patch has a name that says how to merge instead of what."""
    if isinstance(patch, list):
        return any(map(has_directive, patch))
    return isinstance(patch, dict) and any(
        name.startswith("$") or has_directive(value) for name, value in patch.items()
    )


def _without(items: Any, deleted: Any) -> list[Any]:
    if not isinstance(items, list) or not isinstance(deleted, list):
        raise BadPatch("$deleteFromPrimitiveList is a list of what to delete from a list")
    return [each for each in items if each not in deleted]


def _not_retained(target: dict[str, Any], patch: dict[str, Any]) -> list[str]:
    retained = patch.get("$retainKeys")
    return [name for name in target if name not in retained] if isinstance(retained, list) else []


def _merge_field(target: Any, patch: Any, schema: Schema) -> Any:
    if not isinstance(patch, list):
        return strategic_merge(target, patch, object_schema(schema, NEWEST))
    if "merge" not in schema.get("x-kubernetes-patch-strategy", "").split(","):
        return patch
    key, current = schema.get("x-kubernetes-patch-merge-key"), list(target) if isinstance(target, list) else []
    if key is None:
        return current + [each for each in patch if each not in current]
    return _merge_items(current, patch, key, object_schema(schema.get("items", {}), NEWEST))


def _merge_items(current: list[Any], patch: list[Any], key: str, schema: Schema) -> list[Any]:
    """The items by their keys; several of one key are kept, and the first of them is merged."""
    if {"$patch": "replace"} in patch:
        return [each for each in patch if each != {"$patch": "replace"}]
    for item in patch:
        if not isinstance(item, dict) or key not in item:
            raise BadPatch(f"map: {item} does not contain declared merge key: {key}")
    deleted = {repr(item[key]) for item in patch if item.get("$patch") == "delete"}
    merged = [each for each in current if isinstance(each, dict) and repr(each.get(key)) not in deleted]
    places = {repr(each.get(key)): place for place, each in reversed(list(enumerate(merged)))}
    for item in patch:
        if item.get("$patch") != "delete":
            place = places.setdefault(repr(item[key]), len(merged))
            before = merged[place] if place < len(merged) else {}
            merged[place : place + 1] = [strategic_merge(before, item, schema)]
    return merged
