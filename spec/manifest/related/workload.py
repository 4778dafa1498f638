"""What the owner of a Pod says about it: its replicas, its rollout, and the limits of a Job."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from podproof.spec.manifest.kinds import Kind
from podproof.spec.manifest.place import NOTHING, whole
from podproof.spec.manifest.related.objects import Amount
from podproof.spec.manifest.syntax import MappingNode, Node, ScalarNode, SequenceNode


class Workload(NamedTuple):
    """The settings of a workload with the defaults of Kubernetes; None and "" mean that its kind has no such setting.

    `labels` are those of its Pods; times are in seconds; `job_deadline` is `activeDeadlineSeconds` of a Job, which
    limits all its Pods together; `node` is the whole object, for positions.
    """

    labels: Mapping[str, str] = {}
    replicas: int | None = None
    strategy: str = ""
    max_surge: Amount = None
    max_unavailable: Amount = None
    partition: int | None = None
    min_ready: int | None = None
    progress_deadline: int | None = None
    pod_management: str = ""
    service_name: str = ""
    claim_templates: tuple[str, ...] = ()
    parallelism: int | None = None
    completions: int | None = None
    completion_mode: str = ""
    backoff_limit: int | None = None
    job_deadline: int | None = None
    ttl: int | None = None
    has_pod_failure_policy: bool = False
    schedule: str = ""
    concurrency: str = ""
    starting_deadline: int | None = None
    is_suspended: bool = False
    node: MappingNode = NOTHING


REPLICATED = {"replicas": 1, "min_ready": 0}

JOB = {"parallelism": 1, "completion_mode": "NonIndexed", "backoff_limit": 6, "is_suspended": False}

DEFAULTS: Mapping[str, Mapping[str, Any]] = {
    "Deployment": {
        **REPLICATED,
        "strategy": "RollingUpdate",
        "max_surge": "25%",
        "max_unavailable": "25%",
        "progress_deadline": 600,
    },
    "ReplicaSet": REPLICATED,
    "ReplicationController": REPLICATED,
    "StatefulSet": {**REPLICATED, "strategy": "RollingUpdate", "partition": 0, "pod_management": "OrderedReady"},
    "DaemonSet": {"min_ready": 0, "strategy": "RollingUpdate", "max_surge": 0, "max_unavailable": 1},
    "Job": JOB,
    "CronJob": {**JOB, "concurrency": "Allow"},
}
"""The defaults of the API server: pkg/apis/apps/v1/defaults.go and pkg/apis/batch/v1/defaults.go of Kubernetes 1.36."""

Read = Callable[[Node | None], Any]
"""Reads a value; the answer is None if the value is absent or of another type."""


def amount(node: Node | None) -> int | str | None:
    """A number, or a text such as `25%`."""
    return text(node) if whole(node) is None else whole(node)


def text(node: Node | None) -> str | None:
    """A text."""
    return node.value if isinstance(node, ScalarNode) and isinstance(node.value, str) else None


def flag(node: Node | None) -> bool | None:
    """True or false."""
    return node.value if isinstance(node, ScalarNode) and isinstance(node.value, bool) else None


def texts(node: MappingNode | None) -> Mapping[str, str]:
    """A map of texts, such as labels; other values are left out."""
    values = {name: text(entry.node) for name, entry in node.entries.items()} if node else {}
    return {name: value for name, value in values.items() if value is not None}


Fields = Mapping[str, tuple[str, Read]]

FIELDS: Fields = {
    "replicas": ("replicas", whole),
    "minReadySeconds": ("min_ready", whole),
    "progressDeadlineSeconds": ("progress_deadline", whole),
    "podManagementPolicy": ("pod_management", text),
    "serviceName": ("service_name", text),
    "parallelism": ("parallelism", whole),
    "completions": ("completions", whole),
    "completionMode": ("completion_mode", text),
    "backoffLimit": ("backoff_limit", whole),
    "activeDeadlineSeconds": ("job_deadline", whole),
    "ttlSecondsAfterFinished": ("ttl", whole),
    "schedule": ("schedule", text),
    "concurrencyPolicy": ("concurrency", text),
    "startingDeadlineSeconds": ("starting_deadline", whole),
    "suspend": ("is_suspended", flag),
}

STRATEGY: Fields = {"type": ("strategy", text)}

ROLLING: Fields = {
    "maxSurge": ("max_surge", amount),
    "maxUnavailable": ("max_unavailable", amount),
    "partition": ("partition", whole),
}


def workload(node: MappingNode, kind: Kind, templated: MappingNode) -> Workload:
    """Read the settings of an object, and the labels in its Pod template, which `templated` has at the usual place."""
    labels = texts(templated.inner(*kind.template, "metadata", "labels"))
    settings: dict[str, Any] = dict(DEFAULTS.get(kind.name, {}))
    # A CronJob has settings of its own above those of its Jobs.
    for path in (kind.template[:-1], ("spec",)) if kind.template else ():
        settings |= _settings(node.inner(*path) or NOTHING)
    if settings.get("strategy") != "RollingUpdate":
        settings |= {ours: None for ours, _ in ROLLING.values()}
    return Workload(labels, **settings, node=node)


def _settings(spec: MappingNode) -> Mapping[str, Any]:
    strategy = spec.inner("strategy") or spec.inner("updateStrategy") or NOTHING
    rolling = strategy.inner("rollingUpdate") or NOTHING
    found = {**_values(spec, FIELDS), **_values(strategy, STRATEGY), **_values(rolling, ROLLING)}
    if claims := tuple(_claims(spec.get("volumeClaimTemplates"))):
        found["claim_templates"] = claims
    if spec.get("podFailurePolicy"):
        found["has_pod_failure_policy"] = True
    return found


def _claims(templates: Node | None) -> Iterator[str]:
    for each in templates.items if isinstance(templates, SequenceNode) else ():
        metadata = each.inner("metadata") if isinstance(each, MappingNode) else None
        yield metadata.text("name") if metadata else ""


def _values(node: MappingNode, fields: Fields) -> dict[str, Any]:
    values = {ours: read(node.get(field)) for field, (ours, read) in fields.items()}
    return {name: value for name, value in values.items() if value is not None}
