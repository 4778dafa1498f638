"""The names of other objects that a Pod spec refers to."""

from collections.abc import Iterator
from typing import NamedTuple

from podproof.spec.manifest.place import Place

CONTAINERS = ("initContainers", "containers")


class ObjectReference(NamedTuple):
    """A reference to an object by kind and name, perhaps to one key of its data, with its position in the file."""

    kind: str
    name: str
    key: str = ""
    is_optional: bool = False
    path: str = ""
    line: int = 0
    column: int = 0


FROM_ENVIRONMENT = {"configMapRef": "ConfigMap", "secretRef": "Secret"}
FROM_VARIABLE = {"configMapKeyRef": "ConfigMap", "secretKeyRef": "Secret"}
FROM_VOLUME = {
    "configMap": ("ConfigMap", "name"),
    "secret": ("Secret", "secretName"),
    "persistentVolumeClaim": ("PersistentVolumeClaim", "claimName"),
}


def references(spec: Place) -> tuple[ObjectReference, ...]:
    """All references of a Pod spec, in the order of the fields; names that are empty are left out."""
    found = [*_own(spec), *_volumes(spec)]
    for field in CONTAINERS:
        for container in spec.each(field, "Container"):
            found += _environment(container)
    return tuple(each for each in found if each.name)


def _own(spec: Place) -> Iterator[ObjectReference]:
    yield _reference(spec, "ServiceAccount", "serviceAccountName")
    for secret in spec.each("imagePullSecrets", ""):
        # The kubelet pulls without a secret that is missing.
        yield _reference(secret, "Secret", "name")._replace(is_optional=True)


def _volumes(spec: Place) -> Iterator[ObjectReference]:
    for volume in spec.each("volumes", ""):
        yield from _sources(volume, FROM_VOLUME)
        if projected := volume.inner("projected", ""):
            for source in projected.each("sources", ""):
                yield from _sources(source, {"configMap": ("ConfigMap", "name"), "secret": ("Secret", "name")})


def _sources(place: Place, kinds: dict[str, tuple[str, str]]) -> Iterator[ObjectReference]:
    for field, (kind, name) in kinds.items():
        if inner := place.inner(field, ""):
            yield _reference(inner, kind, name)


def _environment(container: Place) -> Iterator[ObjectReference]:
    for source in container.each("envFrom", ""):
        yield from _sources(source, {field: (kind, "name") for field, kind in FROM_ENVIRONMENT.items()})
    for variable in container.each("env", ""):
        if value := variable.inner("valueFrom", ""):
            yield from _sources(value, {field: (kind, "name") for field, kind in FROM_VARIABLE.items()})


def _reference(place: Place, kind: str, field: str) -> ObjectReference:
    key = place.text("key")
    return ObjectReference(kind, place.text(field), key, place.flag("optional"), place.path, *place.where(field))
