"""The configuration of a Pod read off its own object, and the key that Pods of one shape share."""

from collections.abc import Mapping
from typing import Any

import msgspec

from spec import world
from spec.manifest.build import Builder
from spec.manifest.fields import FIELDS, pull_policy
from spec.manifest.kinds import KINDS
from spec.manifest.place import Place
from spec.manifest.syntax import Entry, Node, Scalar, Sequence
from spec.manifest.syntax import Mapping as Tree

STEERING = tuple(sorted({*FIELDS["Container"], "name", "image"}))
"""The fields of a container that steer its lifecycle; its image does so by its tag, where no pull policy is given."""

STEERING_POD = tuple(sorted({*FIELDS["PodSpec"]} - {"initContainers", "containers"}))
"""The fields of a Pod's spec that steer its lifecycle, its containers aside."""


def steering(spec: msgspec.Raw) -> tuple[bytes, dict[str, Any]]:
    """What of a spec steers the lifecycle, with the same as a key."""
    whole = msgspec.json.decode(spec) if spec else {}
    kept = {name: whole[name] for name in STEERING_POD if name in whole}
    for name in ("initContainers", "containers"):
        kept[name] = [{field: each[field] for field in STEERING if field in each} for each in whole.get(name, [])]
        for each in kept[name]:
            image = str(each.pop("image", ""))
            each.setdefault("imagePullPolicy", pull_policy(image))
    return msgspec.json.encode(kept), kept


def configuration(spec: Mapping[str, Any], name: str, namespace: str, kubernetes: int) -> world.Pod:
    """The configuration of a Pod whose object has this spec."""
    place = Place("PodSpec", tree(spec), "", "", kubernetes, KINDS["Pod"])
    return Builder().pod(place, name, namespace)


def tree(value: Mapping[str, Any]) -> Tree:
    """An object as a tree of the manifest reader, at no place of a text."""
    return Tree({name: Entry(Scalar(name, 0, 0), _node(inner)) for name, inner in value.items()}, 0, 0)


def _node(value: Any) -> Node:
    if isinstance(value, Mapping):
        return tree(value)
    if isinstance(value, list):
        return Sequence([_node(each) for each in value], 0, 0)
    return Scalar(value, 0, 0)
