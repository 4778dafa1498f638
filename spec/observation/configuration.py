"""The configuration of a Pod, read from its object, and the key that Pods with equal configurations share."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from msgspec import Raw, Struct

from podproof.spec.manifest.build import Builder
from podproof.spec.manifest.fields import FIELDS, pull_policy
from podproof.spec.manifest.images import is_valid
from podproof.spec.manifest.kinds import KINDS
from podproof.spec.manifest.place import Place
from podproof.spec.manifest.problems import quoted
from podproof.spec.manifest.schema import diagnostics
from podproof.spec.manifest.syntax import Entry, Node, ScalarNode, SequenceNode
from podproof.spec.manifest.syntax import MappingNode as Tree
from podproof.spec.observation.objects import PodObject
from podproof.spec.pod import state

CONTAINER_FIELDS = tuple(sorted({*FIELDS["Container"], "name", "image"}))
"""The fields of a container that its lifecycle depends on; of the image only the tag, if no pull policy is given."""

POD_FIELDS = tuple(sorted({*FIELDS["PodSpec"]} - {"initContainers", "containers"}))
"""The fields of a Pod's spec that its lifecycle depends on, without its containers."""


MOST_CONTAINERS = 40
"""The most containers of a Pod that is judged: more take minutes."""

VALID_IMAGE, INVALID_IMAGE = "image", "image:!"
"""What replaces the name of every image, by whether the name is valid."""


class UnusableSpec(ValueError):
    """A spec that the API server would not have written, or too large to be judged."""


class ResizePolicy(Struct):
    """What a resize in place of one resource does to the container."""

    resourceName: str = ""
    restartPolicy: str = ""


class Resources(Struct):
    """The requests and limits of a container."""

    requests: dict[str, Any] | None = None
    limits: dict[str, Any] | None = None

    def of(self, name: str) -> tuple[Any, Any]:
        """The request and the limit of one resource."""
        return (self.requests or {}).get(name), (self.limits or {}).get(name)


class ContainerSpec(Struct):
    """What an update can change of a container: its image and its resources."""

    name: str
    image: str = ""
    resources: Resources | None = None
    resizePolicy: list[ResizePolicy] | None = None


class ContainerSpecs(Struct):
    """The containers of a spec, and the node to which the Pod is bound."""

    initContainers: list[ContainerSpec] | None = None
    containers: list[ContainerSpec] | None = None
    nodeName: str | None = None

    def __iter__(self) -> Iterator[ContainerSpec]:
        return iter([*(self.initContainers or ()), *(self.containers or ())])

    @property
    def images(self) -> dict[str, str]:
        """The image of each container, by the name of the container."""
        return {each.name: each.image for each in self}

    @property
    def restarting_resources(self) -> dict[str, tuple[Any, ...]]:
        """The resources of each container of which a resize in place restarts it."""
        return {
            each.name: tuple(
                (policy.resourceName, (each.resources or Resources()).of(policy.resourceName))
                for policy in each.resizePolicy or ()
                if policy.restartPolicy == "RestartContainer"
            )
            for each in self
        }


ContainerText = msgspec.defstruct("ContainerText", [(name, Raw, Raw()) for name in CONTAINER_FIELDS])
PodText = msgspec.defstruct(
    "PodText",
    [
        *((name, Raw, Raw()) for name in POD_FIELDS),
        *((name, list[ContainerText] | None, None) for name in ("initContainers", "containers")),  # type: ignore[valid-type]
    ],
)
"""The fields of a spec that the lifecycle depends on, as the object writes them."""


def lifecycle_text(pod: PodObject) -> bytes:
    """The fields of an object that the lifecycle depends on, as it writes them; empty if they do not decode.

    Objects with the same text have the same fields, which take ten times longer to find.
    """
    try:
        text = msgspec.json.decode(pod.spec, type=PodText)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return b""
    return msgspec.json.encode((text, pod.metadata and pod.metadata.finalizers))


def container_specs(pod: PodObject) -> ContainerSpecs:
    """The containers in the spec; raises `UnusableSpec` where it does not decode, or some of them share a name."""
    try:
        found = msgspec.json.decode(pod.spec, type=ContainerSpecs)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise UnusableSpec(str(error)) from error
    if not found.containers:
        raise UnusableSpec("it has no containers")
    names = [each.name for each in found]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise UnusableSpec(f"{quoted(twice)} is the name of two containers")
    if len(names) > MOST_CONTAINERS:
        raise UnusableSpec(f"it has {len(names)} containers, and at most {MOST_CONTAINERS} are judged")
    return found


def lifecycle_fields(pod: PodObject) -> tuple[bytes, dict[str, Any]]:
    """The fields of an object that the lifecycle depends on, and the same as a key; raises `UnusableSpec`."""
    container_specs(pod)
    spec = msgspec.json.decode(pod.spec)
    kept = {name: spec[name] for name in POD_FIELDS if name in spec}
    for name in ("initContainers", "containers"):
        kept[name] = [
            {field: each[field] for field in CONTAINER_FIELDS if field in each} for each in spec.get(name) or []
        ]
        for each in kept[name]:
            image = str(each.get("image", ""))
            each.setdefault("imagePullPolicy", pull_policy(image))
            each["image"] = VALID_IMAGE if is_valid(image) else INVALID_IMAGE
    kept["finalizers"] = sorted(pod.metadata.finalizers) if pod.metadata else []
    return msgspec.json.encode(kept), kept


def configuration(kept: Mapping[str, Any], name: str, namespace: str, kubernetes: int) -> state.Pod:
    """The configuration of a Pod with these fields; raises `UnusableSpec` where a field has a wrong type."""
    fields = {name: value for name, value in kept.items() if name != "finalizers"}
    for wrong in diagnostics(tree({"metadata": {}, "spec": fields}), KINDS["Pod"].schema, kubernetes):
        if wrong.severity == "error":
            raise UnusableSpec(wrong.message)
    place = Place("PodSpec", tree(fields), "", "", kubernetes, KINDS["Pod"])
    return Builder().pod(place, tree({"namespace": namespace, "finalizers": kept["finalizers"]}), name)


def tree(value: Mapping[str, Any]) -> Tree:
    """An object as a tree of the manifest reader, without positions."""
    return Tree({name: Entry(ScalarNode(name, 0, 0), _node(inner)) for name, inner in value.items()}, 0, 0)


def _node(value: Any) -> Node:
    if isinstance(value, Mapping):
        return tree(value)
    if isinstance(value, list):
        return SequenceNode([_node(each) for each in value], 0, 0)
    return ScalarNode(value, 0, 0)
