"""The related objects of each file are kept in the cache, so that a repository that did not change is not parsed."""

from collections.abc import Iterable, Mapping

import msgspec

from podproof.spec.manifest.related.objects import (
    Autoscaler,
    DisruptionBudget,
    Ingress,
    NamedObject,
    Pods,
    RelatedObject,
    Service,
)

TYPES: Mapping[str, type[RelatedObject]] = {
    each.__name__: each for each in (Service, Ingress, DisruptionBudget, Autoscaler, NamedObject, Pods)
}


def encoded(objects: Iterable[RelatedObject]) -> bytes:
    """The objects for the cache, each with the name of its type."""
    return msgspec.msgpack.encode([(type(each).__name__, each) for each in objects])


def decoded(data: bytes) -> tuple[RelatedObject, ...] | None:
    """The objects from the cache; None if the data are not of that form."""
    try:
        pairs = msgspec.msgpack.decode(data, type=list[tuple[str, msgspec.Raw]])
        return tuple(msgspec.msgpack.decode(raw, type=TYPES[name]) for name, raw in pairs)
    except (msgspec.DecodeError, KeyError):
        return None
