"""A patch of the status of a Pod, as kubelets write it: a strategic merge patch."""

from typing import Any

import msgspec
from msgspec import Raw, Struct

from podproof.spec.observation.objects import PodObject, Status

DIRECTIVE, ORDER = "$", "$setElementOrder/conditions"
"""How a directive of a strategic merge patch begins, and the one that tells it from a JSON merge patch."""


class Unclear(ValueError):
    """A patch of which it is not known what it makes of the status."""


class PatchedMetadata(Struct, forbid_unknown_fields=True):
    """All that the patch of a status says of the metadata."""

    uid: str = ""


class StatusPatch(Struct, forbid_unknown_fields=True):
    """The patch of a status."""

    status: dict[str, Any]
    metadata: PatchedMetadata | None = None


def patched(base: PodObject | None, request: Raw) -> PodObject:
    """The object after the patch, of an unknown version; raises `Unclear`, and what decoding raises.

    Of a status, conditions are merged by their type, and all other fields that are read are replaced (the tags
    `patchStrategy` and `patchMergeKey` of PodStatus, k8s.io/api/core/v1/types.go).
    """
    patch = msgspec.json.decode(request, type=StatusPatch)
    if base is None or base.metadata is None or base.status is None:
        raise Unclear
    if patch.metadata is not None and patch.metadata.uid not in ("", base.metadata.uid):
        raise Unclear
    before = msgspec.to_builtins(base.status)
    after = msgspec.convert(_merged(before, patch.status), Status)
    metadata = msgspec.structs.replace(base.metadata, resourceVersion="")
    return PodObject(base.kind, base.apiVersion, metadata, base.spec, after)


def _merged(before: dict[str, Any], patch: dict[str, Any]) -> dict[str, Any]:
    """The status after the patch."""
    if any(name.startswith(DIRECTIVE) and not name.startswith("$setElementOrder/") for name in patch):
        raise Unclear
    after = {name: value for name, value in before.items() if patch.get(name, value) is not None}
    after |= {name: value for name, value in patch.items() if value is not None and not name.startswith(DIRECTIVE)}
    if patch.get("conditions") is not None:
        if ORDER not in patch:
            raise Unclear
        after["conditions"] = _conditions(before.get("conditions", ()), patch["conditions"])
    return after


def _conditions(before: Any, patch: Any) -> list[Any]:
    """The conditions after the patch, by their type."""
    if not isinstance(patch, list):
        raise Unclear
    merged = {each["type"]: each for each in before}
    for each in patch:
        if not isinstance(each, dict) or not isinstance(each.get("type"), str):
            raise Unclear
        if each.get("$patch") == "delete":
            merged.pop(each["type"], None)
        elif any(name.startswith(DIRECTIVE) for name in each):
            raise Unclear
        else:
            both = {**merged.get(each["type"], {}), **each}
            merged[each["type"]] = {name: value for name, value in both.items() if value is not None}
    return list(merged.values())
