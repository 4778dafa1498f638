"""What no update changes in the spec of a Pod, as far as its lifecycle depends on it (`ValidatePodUpdate`)."""

from collections.abc import Iterator, Mapping
from typing import Any

from podproof.spec.observation.configuration import CONTAINER_FIELDS, POD_FIELDS

Fields = Mapping[str, Any]
"""The fields that `lifecycle_fields` keeps of a spec."""

CHANGING = {"activeDeadlineSeconds", "ephemeralContainers", "schedulingGates", "terminationGracePeriodSeconds"}
"""Fields of a Pod that some updates change."""

FIXED_OF_POD = tuple(name for name in POD_FIELDS if name not in CHANGING)
FIXED_OF_CONTAINER = tuple(name for name in CONTAINER_FIELDS if name not in ("image", "imagePullPolicy"))
"""Fields that no update changes.  A missing pull policy follows from the image, which updates change."""


def forbidden_changes(before: Fields, now: Fields) -> Iterator[str]:
    """The paths of the fields that differ from an earlier spec of the same Pod, although no update changes them so."""
    yield from _different(before, now, FIXED_OF_POD)
    for kind in ("initContainers", "containers"):
        old, new = before[kind], now[kind]
        if [each["name"] for each in old] != [each["name"] for each in new]:
            yield kind
            continue
        for one, other in zip(old, new, strict=True):
            yield from (f"{kind}[{one['name']}].{name}" for name in _different(one, other, FIXED_OF_CONTAINER))
    if not _may_replace_deadline(before.get("activeDeadlineSeconds"), now.get("activeDeadlineSeconds")):
        yield "activeDeadlineSeconds"
    if not _may_replace_grace(before.get("terminationGracePeriodSeconds"), now.get("terminationGracePeriodSeconds")):
        yield "terminationGracePeriodSeconds"
    if not _names(now, "schedulingGates") <= _names(before, "schedulingGates"):
        yield "schedulingGates"
    if not _names(before, "ephemeralContainers") <= _names(now, "ephemeralContainers"):
        yield "ephemeralContainers"


def _different(before: Fields, now: Fields, names: tuple[str, ...]) -> Iterator[str]:
    return (name for name in names if (before.get(name) or None) != (now.get(name) or None))


def _may_replace_deadline(before: int | None, now: int | None) -> bool:
    """A deadline is set or lowered, never raised or unset."""
    return before is None or (now is not None and now <= before)


def _may_replace_grace(before: int | None, now: int | None) -> bool:
    """Only a negative grace period, which counts as 1, may become 1."""
    return before == now or (before is not None and before < 0 and now == 1)


def _names(fields: Fields, name: str) -> set[str]:
    return {each["name"] for each in fields.get(name) or ()}
