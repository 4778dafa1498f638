"""A patch of the status of a Pod, as kubelets write it: a strategic merge patch."""

from typing import Any

import msgspec
from msgspec import Raw, Struct

from podproof.spec.manifest.patches import BadPatch, strategic_merge
from podproof.spec.manifest.schemas import read_schema
from podproof.spec.observation.objects import PodObject, Status
from podproof.spec.pod.state import NEWEST

ORDER = "$setElementOrder/conditions"
"""The directive that tells a strategic merge patch from a JSON merge patch, whose conditions replace all."""


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
    """The object after the patch, of an unknown version; raises `Unclear`, and what decoding raises."""
    patch = msgspec.json.decode(request, type=StatusPatch)
    if base is None or base.metadata is None or base.status is None:
        raise Unclear
    if patch.metadata is not None and patch.metadata.uid not in ("", base.metadata.uid):
        raise Unclear
    if patch.status.get("conditions") is not None and ORDER not in patch.status:
        raise Unclear
    try:
        merged = strategic_merge(msgspec.to_builtins(base.status), patch.status, read_schema(NEWEST, "podstatus-v1"))
    except BadPatch as bad:
        raise Unclear from bad
    after = msgspec.convert(merged, Status)
    metadata = msgspec.structs.replace(base.metadata, resourceVersion="")
    return PodObject(base.kind, base.apiVersion, metadata, base.spec, after)
