"""What a patch makes of a Pod: a strategic merge patch, or a plain one [RFC 7386]."""

from collections.abc import Mapping
from typing import Any

from podproof.checker.stages.templates import NotRendered

KEYS: Mapping[str, str] = {"conditions": "type", "podIPs": "ip", "hostIPs": "ip"}
"""The lists in the status of a Pod that a strategic patch merges, by which field of their items [core/v1 types.go]."""


def patched(data: Any, patch: Any, keys: Mapping[str, str]) -> Any:
    """The object with the patch applied; `keys` has the lists that are merged item by item."""
    if not isinstance(patch, dict):
        return patch
    if any(str(name).startswith("$") for name in patch):
        raise NotRendered("a directive in a strategic merge patch")
    merged = dict(data) if isinstance(data, dict) else {}
    for name, value in patch.items():
        if value is None:
            merged.pop(name, None)
        elif name in keys and isinstance(value, list) and isinstance(merged.get(name), list):
            merged[name] = _merged(merged[name], value, keys[name], keys)
        else:
            merged[name] = patched(merged.get(name), value, keys)
    return merged


def _merged(old: list[Any], new: list[Any], key: str, keys: Mapping[str, str]) -> list[Any]:
    items = {item.get(key): item for item in old if isinstance(item, dict)}
    for item in new:
        if not isinstance(item, dict) or item.get(key) is None:
            raise NotRendered(f"an item without {key}, by which the API server merges the list")
        items[item[key]] = patched(items.get(item[key]), item, keys)
    return list(items.values())
