"""The Pods on which stages are tried: a few kinds, each with the metadata that selectors ask for."""

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from typing import Any, NamedTuple

from podproof.checker.stages.reading import KwokStage, OwnPod

Object = dict[str, Any]


class TriedPod(NamedTuple):
    """A Pod as it is once the scheduler has bound it, and what sets it apart."""

    title: str
    object: Object


GRACE = 30
"""terminationGracePeriodSeconds of a Pod that does not say [9.1]."""

IMAGE = "example.com/image:1"

LABEL = re.compile(r'\.metadata\.(labels|annotations)(?:\.?\[\s*"([^"]+)"\s*\]|\.([\w$]+))')
OWNER = re.compile(r"\.metadata\.ownerReferences\.?\[\s*\]\.kind")


def pods(stages: Iterable[KwokStage]) -> Iterator[TriedPod]:
    """A plain Pod, one with an init container, one with a sidecar, and these as the selectors of stages want them."""
    wanted: dict[str, OwnerMetadata] = {"": OwnerMetadata()}
    for stage in stages:
        asked = metadata(stage)
        if asked != OwnerMetadata():
            wanted.setdefault(f" as {stage.name} selects it", asked)
    seen = set()
    for suffix, asked in wanted.items():
        for title, spec in specs(asked.owner):
            key = title, repr(asked)
            if key not in seen:
                seen.add(key)
                yield TriedPod(f"{title}{suffix}", scheduled(spec, asked))


def own(pod: OwnPod) -> TriedPod:
    """A Pod that stands beside the stages."""
    grace = pod.spec.get("terminationGracePeriodSeconds")
    spec = {"restartPolicy": "Always"} | {name: value for name, value in pod.spec.items() if value is not None}
    bound = scheduled(spec, OwnerMetadata())
    whole = isinstance(grace, int) and not isinstance(grace, bool)
    bound["spec"]["terminationGracePeriodSeconds"] = grace if whole else GRACE
    bound["metadata"] |= {name: value for name, value in pod.metadata.items() if value}
    return TriedPod(f"the Pod {pod.name}", bound)


class OwnerMetadata(NamedTuple):
    """What a selector asks of the metadata of a Pod that its owner writes."""

    labels: tuple[tuple[str, str], ...] = ()
    annotations: tuple[tuple[str, str], ...] = ()
    owner: str = ""


def metadata(stage: KwokStage) -> OwnerMetadata:
    """The metadata that the stage selects."""
    found: dict[str, dict[str, str]] = {"labels": dict(stage.labels), "annotations": dict(stage.annotations)}
    owner = ""
    for key, operator, values in stage.keys:
        if operator in ("In", "Exists"):
            value = values[0] if values else "true"
            if match := LABEL.fullmatch(key):
                found[match[1]][match[2] or match[3]] = value
            elif OWNER.fullmatch(key):
                owner = value
    labels, annotations = (tuple(sorted(each.items())) for each in found.values())
    return OwnerMetadata(labels, annotations, owner)


def specs(owner: str) -> Iterator[tuple[str, Object]]:
    """The specs that are tried; a Pod of a Job restarts its containers on failure at most."""
    app: Object = {"name": "app", "image": IMAGE}
    init: Object = {"name": "init", "image": IMAGE}
    for policy in ("Never", "OnFailure") if owner == "Job" else ("Always", "Never"):
        base: Object = {"restartPolicy": policy, "containers": [app]}
        kind = f"a Pod{f' of a {owner}' if owner else ''} with restartPolicy {policy}"
        yield kind, base
        yield f"{kind} and an init container", base | {"initContainers": [init]}
    sidecar = {"name": "sidecar", "image": IMAGE, "restartPolicy": "Always"}
    yield f"{kind} and a sidecar", base | {"initContainers": [sidecar]}


def scheduled(spec: Object, asked: OwnerMetadata) -> Object:
    """The object of a Pod that is bound to a node, as the API server shows it."""
    meta: Object = {"name": "tried", "namespace": "default", "uid": "1", "creationTimestamp": time(0)}
    named: Mapping[str, tuple[tuple[str, str], ...]] = {"labels": asked.labels, "annotations": asked.annotations}
    meta |= {name: dict(pairs) for name, pairs in named.items() if pairs}
    if asked.owner:
        meta["ownerReferences"] = [{"kind": asked.owner, "name": "owner", "uid": "2", "controller": True}]
    bound = {"type": "PodScheduled", "status": "True", "lastTransitionTime": time(0)}
    defaults = {"nodeName": "node", "terminationGracePeriodSeconds": GRACE}
    return deepcopy(
        {
            "apiVersion": "v1",
            "kind": "Pod",
            "metadata": meta,
            "spec": spec | defaults,
            "status": {"phase": "Pending", "conditions": [bound]},
        }
    )


def time(step: int) -> str:
    """The time of a step: each comes ten seconds after the one before."""
    minutes, seconds = divmod(10 * step, 60)
    hours, minutes = divmod(minutes, 60)
    return f"2026-01-01T{hours:02}:{minutes:02}:{seconds:02}Z"
