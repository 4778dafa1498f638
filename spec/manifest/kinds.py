"""The kinds of object that make Pods, and the place of the Pod template in each."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from podproof.spec.manifest.edits import Repair
from podproof.spec.manifest.fields import POLICIES
from podproof.spec.manifest.problems import NO_MANIFEST, Diagnostic, quoted
from podproof.spec.manifest.spelling import nearest
from podproof.spec.manifest.syntax import MappingNode as Tree
from podproof.spec.manifest.syntax import Node, ScalarNode, SequenceNode


class Kind(NamedTuple):
    """A kind of object: the API version that serves it, the place of its template, and what it allows there.

    `is_live` marks an object that a cluster returned; it may have parts that are only added to existing Pods.
    `claim_templates` names the volumes that the owner adds to each Pod.
    """

    name: str
    api_version: str
    schema: str
    template: tuple[str, ...] = ("spec", "template")
    policies: tuple[str, ...] = ("Always",)
    deadline: bool = False
    older_version: str = ""
    gone_in: int = 0
    is_live: bool = False
    claim_templates: tuple[str, ...] = ()


ONCE = ("OnFailure", "Never")

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("Pod", "v1", "pod-v1", (), POLICIES, deadline=True),
        Kind("PodTemplate", "v1", "podtemplate-v1", ("template",), POLICIES, deadline=True),
        Kind("ReplicationController", "v1", "replicationcontroller-v1"),
        Kind("Deployment", "apps/v1", "deployment-apps-v1"),
        Kind("ReplicaSet", "apps/v1", "replicaset-apps-v1"),
        Kind("StatefulSet", "apps/v1", "statefulset-apps-v1"),
        Kind("DaemonSet", "apps/v1", "daemonset-apps-v1"),
        Kind("Job", "batch/v1", "job-batch-v1", ("spec", "template"), ONCE, deadline=True),
        Kind(
            "CronJob",
            "batch/v1",
            "cronjob-batch-v1",
            ("spec", "jobTemplate", "spec", "template"),
            ONCE,
            deadline=True,
            older_version="batch/v1beta1",
            gone_in=25,
        ),
    )
}

CRONJOB_SETTLED = 21
"""The minor version from which CronJob is served as batch/v1."""

OUR_GROUPS = frozenset(kind.api_version.partition("/")[0] for kind in KINDS.values()) | {"extensions"}
"""The groups in which Kubernetes serves the kinds above; `v1` stands for the core."""

ALIKE = 0.85
"""The least similarity to a kind that makes Pods, from 0 to 1, for a kind to count as its misspelling."""


class Item(NamedTuple):
    """One Kubernetes object of a document; `kind` is None if Kubernetes itself makes no Pods of it."""

    node: Tree
    name: str
    kind: Kind | None


def items(node: Node, kubernetes: int, expected: str = "") -> Iterator[Item | Diagnostic]:
    """Yield the objects of a document; the items of a list one by one.

    A document that does not claim to be a Kubernetes object gives a diagnostic with the rule `NO_MANIFEST`.
    """
    if not isinstance(node, Tree):
        yield _not_an_object(node)
        return
    name, api_version = node.text("kind") or expected, node.text("apiVersion")
    if not name or not (api_version or expected):
        yield _incomplete(node)
    elif name.endswith("List") and "items" in node.entries:
        yield from _list(node, kubernetes, name.removesuffix("List"))
    else:
        yield _single(node, name, api_version, kubernetes)


def static_source(metadata: Tree) -> str:
    """Return where the kubelet has a static Pod from, or an empty text if the API server has the Pod from a client.

    A mirror Pod is the copy of a static Pod at the API server (pkg/kubelet/types/pod_update.go).
    """
    annotations = metadata.inner("annotations")
    if annotations is None:
        return ""
    source = annotations.text("kubernetes.io/config.source")
    if annotations.text("kubernetes.io/config.mirror"):
        return "its mirror Pod"
    return "" if source in ("", "api") else f"from {quoted(source)}"


def _list(node: Tree, kubernetes: int, expected: str) -> Iterator[Item | Diagnostic]:
    inner = node.get("items")
    if isinstance(inner, SequenceNode):
        for item in inner.items:
            yield from items(item, kubernetes, expected)
    elif inner is not None:
        yield Diagnostic(inner.line, inner.column, "`items` must be a list", "put a `-` before each object")


def _single(node: Tree, name: str, api_version: str, kubernetes: int) -> Item | Diagnostic:
    if api_version and group(api_version) not in OUR_GROUPS:
        return Item(node, name, None)
    kind = KINDS.get(name)
    if kind is None:
        return _near_miss(node, name) or Item(node, name, None)
    if not api_version or api_version == _served(kind, api_version, kubernetes):
        return Item(node, name, kind)
    message = f"Kubernetes 1.{kubernetes} has no {name} in {quoted(api_version)}"
    return Diagnostic(*node.where("apiVersion"), message, f"write `{_served(kind, '', kubernetes)}`")


def group(api_version: str) -> str:
    """Return the API group of an `apiVersion`; that of the core is `v1`."""
    return api_version.partition("/")[0]


def _served(kind: Kind, asked: str, kubernetes: int) -> str:
    older = kind.older_version and kubernetes < kind.gone_in and asked == kind.older_version
    only_older = kind.older_version and kubernetes < CRONJOB_SETTLED
    return kind.older_version if older or only_older else kind.api_version


def _near_miss(node: Tree, name: str) -> Diagnostic | None:
    close = nearest(name, tuple(KINDS), ALIKE)
    if not close:
        return None
    message, fix = f"Kubernetes has no kind {quoted(name)}", Repair(node.where("kind"), close)
    return Diagnostic(*node.where("kind"), message, f"write `{close}`", repairs=(fix,))


def claims_to_be_an_object(node: Tree) -> bool:
    """Return whether a map that lacks `apiVersion` or `kind` has enough of an object to be meant as one."""
    named, versioned = node.text("kind"), node.text("apiVersion")
    parts = {"metadata", "spec"} & node.entries.keys()
    return (named in KINDS and bool(parts)) or (bool(versioned) and len(parts) == 2)


def _not_an_object(node: Node) -> Diagnostic:
    maps = [item for item in node.items if isinstance(item, Tree)] if isinstance(node, SequenceNode) else []
    what = f"only {quoted(node.value)}" if isinstance(node, ScalarNode) else "a list"
    rule = "refused" if any(item.text("kind") in KINDS and item.text("apiVersion") for item in maps) else NO_MANIFEST
    advice = "an object begins with `apiVersion:` and `kind:`; several go below `items:` of a `kind: List`"
    return Diagnostic(node.line, node.column, f"not a Kubernetes object, but {what}", advice, rule=rule)


def _incomplete(node: Tree) -> Diagnostic:
    missing = [key for key in ("apiVersion", "kind") if not node.text(key)]
    advice = f"add {' and '.join(f'`{key}:`' for key in missing)}, or exclude this file"
    rule = "refused" if claims_to_be_an_object(node) else NO_MANIFEST
    message = f"not a Kubernetes object: it has no {' and no '.join(missing)}"
    return Diagnostic(node.line, node.column, message, advice, rule=rule)
