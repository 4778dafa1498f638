"""What comes of reading: Pods, problems, and what was skipped."""

from collections.abc import Mapping
from typing import NamedTuple

from podproof.spec.manifest import build, syntax
from podproof.spec.manifest.layouts import Unrendered
from podproof.spec.manifest.place import Place
from podproof.spec.manifest.problems import Position, Problem
from podproof.spec.manifest.related.index import RelatedObjects
from podproof.spec.manifest.related.objects import Pods, Related, RelatedObject
from podproof.spec.manifest.related.references import ObjectReference
from podproof.spec.manifest.related.workload import Workload
from podproof.spec.pod import state


class Manifest(NamedTuple):
    """A Pod that the API server would accept, with the object that makes it and every effective setting.

    `spec` is the place of its Pod spec, with the line of every field; `metadata` is that of the object and, if it has
    one, of its Pod template; `warnings` are problems that do not prevent the Pod. `workload` is what its owner says
    about it, `references` are the objects that it names, and `related` those of the same input that concern it.
    """

    pod: state.Pod
    kind: str
    name: str
    position: Position
    effective: tuple[build.Setting, ...]
    spec: Place
    metadata: tuple[syntax.MappingNode, ...]
    warnings: tuple[Problem, ...]
    workload: Workload
    references: tuple[ObjectReference, ...]
    related: Related = Related()

    @property
    def pods(self) -> Pods:
        """Its Pods as other objects refer to them."""
        namespace = self.metadata[0].text("namespace") if self.metadata else ""
        names = dict.fromkeys(each.name for each in self.references if each.kind == "ConfigMap")
        return Pods(self.position.file, self.kind, self.name, namespace, self.workload.labels, tuple(names))

    def relate(self, objects: RelatedObjects) -> "Manifest":
        """The manifest with the objects of the input that concern its Pod."""
        return self._replace(related=objects.of(self.pods, self.references))


class Reading(NamedTuple):
    """The Pods and problems in the files; `skipped` counts what gives no Pod, by kind;
    `unrendered` are the kustomizations and charts that nobody rendered."""

    pods: tuple[Manifest, ...]
    problems: tuple[Problem, ...]
    skipped: Mapping[str, int]
    files: int
    unrendered: tuple[Unrendered, ...] = ()


class Skipped(NamedTuple):
    """A document that gives no Pod: an object of another kind, or no manifest at all.

    `what` is the kind, or why it is not a manifest; `object` is its content if it can concern Pods; `problem`
    is what a strict reading says about it, if anything.
    """

    what: str
    object: RelatedObject | None = None
    problem: Problem | None = None


class ManifestFile(NamedTuple):
    """A file that was read, whatever its content is."""

    name: str


ReadItem = Manifest | Problem | Skipped | ManifestFile
