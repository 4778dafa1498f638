"""The configuration of a Pod, read from its object, and the key that Pods with equal configurations share."""

from collections.abc import Mapping
from typing import Any

import msgspec

from podproof.spec.manifest.build import Builder
from podproof.spec.manifest.fields import FIELDS, pull_policy
from podproof.spec.manifest.images import is_valid
from podproof.spec.manifest.kinds import KINDS
from podproof.spec.manifest.place import Place
from podproof.spec.manifest.syntax import Entry, Node, ScalarNode, SequenceNode
from podproof.spec.manifest.syntax import MappingNode as Tree
from podproof.spec.observation.objects import PodObject
from podproof.spec.pod import state

CONTAINER_FIELDS = tuple(sorted({*FIELDS["Container"], "name", "image"}))
"""The fields of a container that its lifecycle depends on; of the image only the tag, if no pull policy is given."""

POD_FIELDS = tuple(sorted({*FIELDS["PodSpec"]} - {"initContainers", "containers"}))
"""The fields of a Pod's spec that its lifecycle depends on, without its containers."""


VALID_IMAGE, INVALID_IMAGE = "image", "image:!"
"""What replaces the name of every image, by whether the name is valid."""


def lifecycle_fields(pod: PodObject) -> tuple[bytes, dict[str, Any]]:
    """The fields of an object that the lifecycle depends on, and the same as a key."""
    spec = msgspec.json.decode(pod.spec) if pod.spec else {}
    kept = {name: spec[name] for name in POD_FIELDS if name in spec}
    for name in ("initContainers", "containers"):
        kept[name] = [
            {field: each[field] for field in CONTAINER_FIELDS if field in each} for each in spec.get(name, [])
        ]
        for each in kept[name]:
            image = str(each.get("image", ""))
            each.setdefault("imagePullPolicy", pull_policy(image))
            each["image"] = VALID_IMAGE if is_valid(image) else INVALID_IMAGE
    kept["finalizers"] = sorted(pod.metadata.finalizers) if pod.metadata else []
    return msgspec.json.encode(kept), kept


def images(pod: PodObject) -> dict[str, str]:
    """The image of each container, by the name of the container."""
    spec = msgspec.json.decode(pod.spec) if pod.spec else {}
    both = (*spec.get("initContainers", ()), *spec.get("containers", ()))
    return {str(each.get("name", "")): str(each.get("image", "")) for each in both}


def configuration(kept: Mapping[str, Any], name: str, namespace: str, kubernetes: int) -> state.Pod:
    """The configuration of a Pod with these fields."""
    place = Place("PodSpec", tree(kept), "", "", kubernetes, KINDS["Pod"])
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
