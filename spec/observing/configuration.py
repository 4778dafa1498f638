"""The configuration of a Pod read off its own object, and the key that Pods of one shape share."""

from collections.abc import Mapping
from typing import Any

import msgspec

from spec import world
from spec.manifest.build import Builder
from spec.manifest.kinds import KINDS
from spec.manifest.place import Place
from spec.manifest.syntax import Entry, Node, Scalar, Sequence
from spec.manifest.syntax import Mapping as Tree

STEERING = frozenset(
    "name image imagePullPolicy restartPolicy restartPolicyRules startupProbe livenessProbe readinessProbe lifecycle"
    .split()
)
"""The fields of a container that steer its lifecycle."""

STEERING_POD = frozenset(
    "restartPolicy terminationGracePeriodSeconds activeDeadlineSeconds shareProcessNamespace readinessGates"
    " schedulingGates".split()
)
"""The fields of a Pod's spec that steer its lifecycle, its containers aside."""


def steering(spec: msgspec.Raw) -> tuple[bytes, dict[str, Any]]:
    """What of a spec steers the lifecycle, with the same as a key; the names of images are left out."""
    whole = msgspec.json.decode(spec) if spec else {}
    kept = {name: whole[name] for name in sorted(STEERING_POD & whole.keys())}
    for name in ("initContainers", "containers"):
        kept[name] = [{field: each[field] for field in sorted(STEERING & each.keys())} for each in whole.get(name, [])]
        for each in kept[name]:
            each["image"] = ""
    return msgspec.json.encode(kept), kept


def configuration(spec: Mapping[str, Any], name: str, namespace: str, kubernetes: int) -> world.Pod:
    """The configuration of a Pod whose object has this spec."""
    place = Place("PodSpec", tree(spec), "", "", kubernetes, KINDS["Pod"])
    return Builder().pod(place, name, namespace)


def tree(value: Any) -> Any:
    """A value of an object as a tree of the manifest reader, at no place of a text."""
    if isinstance(value, Mapping):
        return Tree({name: Entry(Scalar(name, 0, 0), _node(inner)) for name, inner in value.items()}, 0, 0)
    return _node(value)


def _node(value: Any) -> Node:
    if isinstance(value, Mapping):
        return tree(value)
    if isinstance(value, list):
        return Sequence([_node(each) for each in value], 0, 0)
    return Scalar(value, 0, 0)
