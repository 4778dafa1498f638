"""From a configuration back to a manifest that `spec.manifest.read` reads as the same configuration."""

from collections.abc import Mapping
from typing import Any

from podproof.spec.manifest.build import HOOKS, PROBE_TIMES
from podproof.spec.pod.state import PROBES, Container, ExitRule, Hook, Pod, Probe

Manifest = dict[str, Any]
"""A Kubernetes object, or a part of one, as `yaml.safe_load` gives it."""

IMAGE = "registry.example/app:1.0"
INVALID_IMAGE = "registry.example/App"

UID = "00000000-0000-4000-8000-000000000000"
"""The UID of a Pod that exists in a cluster: only such a Pod may have ephemeral containers."""

LISTS = {
    "initContainers": ("init", "sidecar"),
    "containers": ("regular",),
    "ephemeralContainers": ("ephemeral",),
}
"""The lists of containers in a manifest, and the kinds of container in each."""

ACTIONS: Mapping[str, Manifest] = {
    "exec": {"command": ["true"]},
    "httpGet": {"port": 8080},
    "tcpSocket": {"port": 8080},
    "grpc": {"port": 8080},
}
"""The least that each handler must specify."""


def manifest_of(pod: Pod) -> Manifest:
    """The manifest of a Pod; it spells out the defaults that are fields of the configuration."""
    spec = {
        "restartPolicy": pod.restart_policy,
        "terminationGracePeriodSeconds": pod.grace_period,
        "activeDeadlineSeconds": pod.active_deadline,
        "shareProcessNamespace": pod.share_process_namespace or None,
        "readinessGates": [{"conditionType": name} for name in pod.readiness_gates],
        "schedulingGates": [{"name": name} for name in pod.scheduling_gates],
    } | {field: [container(each) for each in pod.members if each.kind in kinds] for field, kinds in LISTS.items()}
    uid = UID if spec["ephemeralContainers"] else ""
    metadata = present({"name": pod.name, "namespace": pod.namespace, "uid": uid, "finalizers": list(pod.finalizers)})
    return {"apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": present(spec)}


def container(configuration: Container) -> Manifest:
    """A container; its image is an arbitrary one, or an invalid name."""
    probes = {field: getattr(configuration, ours) for field, ours in PROBES.items()}
    hooks = {field: getattr(configuration, ours) for field, ours in HOOKS.items()}
    return present(
        {
            "name": configuration.name,
            "image": IMAGE if configuration.image_name_is_valid else INVALID_IMAGE,
            "imagePullPolicy": configuration.image_pull_policy,
            "restartPolicy": configuration.own_policy,
            "restartPolicyRules": [exit_rule(each) for each in configuration.exit_rules],
            **{field: probe(each) for field, each in probes.items() if each},
            "lifecycle": {field: hook(each) for field, each in hooks.items() if each},
        }
    )


def probe(configuration: Probe) -> Manifest:
    """A probe with all its numbers."""
    numbers = {field: getattr(configuration, ours) for field, ours in PROBE_TIMES.items()}
    handler = {configuration.handler: dict(ACTIONS[configuration.handler])}
    return handler | {field: number for field, number in numbers.items() if number is not None}


def hook(configuration: Hook) -> Manifest:
    """A hook with what it does, or how long it sleeps."""
    if configuration.handler == "sleep":
        return {"sleep": {"seconds": configuration.seconds}}
    return {configuration.handler: dict(ACTIONS[configuration.handler])}


def exit_rule(configuration: ExitRule) -> Manifest:
    """A rule for exit codes."""
    codes = {"operator": configuration.operator, "values": list(configuration.codes)}
    return {"action": configuration.action, "exitCodes": codes}


def present(fields: Manifest) -> Manifest:
    """The fields without those that are absent: null, an empty text, list or map."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}
