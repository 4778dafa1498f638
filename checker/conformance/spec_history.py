"""The spec of one Pod in a recording: what its updates change, and what no update can change."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from msgspec import json

from podproof.checker.conformance.pod_observers import PodObserver
from podproof.spec.observation.configuration import ContainerSpecs, container_specs, lifecycle_fields, lifecycle_text
from podproof.spec.observation.number_checks import NumberViolation, violation
from podproof.spec.observation.objects import PodObject
from podproof.spec.observation.spec_updates import forbidden_changes


class SpecUpdate(NamedTuple):
    """What an update changed: the places of containers with another image, a resize that restarts, and violations."""

    images: tuple[int, ...]
    is_resize: bool
    violations: tuple[NumberViolation, ...]


class SpecHistory:
    """The last spec that was seen of one Pod, as far as something depends on it."""

    __slots__ = ("_digest", "_images", "_node", "_observer", "_resources")

    def __init__(self, observer: PodObserver) -> None:
        self._observer = observer
        self._digest: int | None = None
        self._images: dict[str, str] = {}
        self._resources: dict[str, tuple[Any, ...]] = {}
        self._node = ""

    def update(self, pod: PodObject) -> SpecUpdate | None:
        """What changed since the last observation; None if its spec was the same."""
        before, self._digest = self._digest, hash(bytes(pod.spec))
        if before == self._digest:
            return None
        specs = container_specs(pod)
        violations = tuple(self._violations(specs, pod, is_first=before is None))
        return SpecUpdate(self._updated_images(specs), self._is_resize(specs), violations)

    def _violations(self, specs: ContainerSpecs, pod: PodObject, *, is_first: bool) -> Iterator[NumberViolation]:
        """What no update changes and is otherwise than in the first observation, whose fields all alike Pods share."""
        before, self._node = self._node, specs.nodeName or ""
        if before not in ("", self._node):
            yield violation("a Pod stays on its node", f"nodeName was {before}, now {self._node or 'unset'}")
        if not is_first and self._observer.key and lifecycle_text(pod) not in self._observer.texts:
            key, now = lifecycle_fields(pod)
            changed = forbidden_changes(json.decode(self._observer.key), now) if key != self._observer.key else ()
            yield from (violation("an update keeps the spec", f"{path} changed") for path in changed)

    def _updated_images(self, specs: ContainerSpecs) -> tuple[int, ...]:
        old, self._images = self._images, specs.images
        places = self._observer.places
        return tuple(places[name] for name, image in self._images.items() if old.get(name, image) != image)

    def _is_resize(self, specs: ContainerSpecs) -> bool:
        """Whether resources changed whose change restarts the container."""
        were, self._resources = self._resources, specs.restarting_resources
        return any(were.get(name, now) != now for name, now in self._resources.items())
