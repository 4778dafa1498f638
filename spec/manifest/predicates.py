"""Predicates over a place in a manifest; validations are made of them."""

from collections.abc import Mapping
from typing import cast

from podproof.spec.manifest.fields import LARGEST_INTEGER, POLICIES
from podproof.spec.manifest.forms import PORT_NAME, is_qualified
from podproof.spec.manifest.place import Place
from podproof.spec.manifest.syntax import SequenceNode

ZERO_SLEEP, CONTAINER_POLICIES, RESTART_ALL = 32, 34, 35
"""The minor versions that introduced a sleep of 0 s, policies of containers, and RestartAllContainers."""

MOST_RULES, MOST_CODES = 20, 255

ACTIONS: Mapping[str, Mapping[str, str]] = {
    "Probe": {
        "exec": "ExecAction",
        "httpGet": "HTTPGetAction",
        "tcpSocket": "TCPSocketAction",
        "grpc": "GRPCAction",
    },
    "LifecycleHandler": {
        "exec": "ExecAction",
        "httpGet": "HTTPGetAction",
        "tcpSocket": "TCPSocketAction",
        "sleep": "SleepAction",
    },
}
"""The handlers of probes and hooks, with the types of their fields."""


def handlers(place: Place) -> list[str]:
    """Return the handlers of a probe or a hook."""
    return [name for name in ACTIONS[place.type] if place.get(name) is not None]


def spec_of(place: Place) -> Place:
    """Return the Pod spec that a place belongs to."""
    return place if place.outer is None else spec_of(place.outer)


def grace(place: Place) -> int:
    """Return the grace period of the Pod as it is written."""
    return cast(int, spec_of(place).setting("terminationGracePeriodSeconds")[0])


def policy(spec: Place) -> str:
    """Return the restart policy of the Pod."""
    return str(spec.setting("restartPolicy")[0])


def seconds(hook: Place) -> int | None:
    """Return the seconds that a hook sleeps, or None if it does something else."""
    sleep = hook.inner("sleep", "SleepAction")
    return sleep.integer("seconds") if sleep else None


def is_sidecar(container: Place) -> bool:
    """Return whether a container is an init container that keeps running."""
    return container.field == "initContainers" and container.text("restartPolicy") == "Always"


def is_plain_init(container: Place) -> bool:
    """Return whether a container is an init container that must end before the next one starts."""
    return container.field == "initContainers" and container.text("restartPolicy") != "Always"


def kind(container: Place) -> str:
    """Return the kind of a container: init, sidecar, regular or ephemeral."""
    kinds = {"containers": "regular", "ephemeralContainers": "ephemeral"}
    return "sidecar" if is_sidecar(container) else kinds.get(container.field, "init")


def is_empty(place: Place, name: str) -> bool:
    """Return whether a list is absent or has no items."""
    node = place.get(name)
    return node is None or (isinstance(node, SequenceNode) and not node.items)


def has_no_containers(spec: Place) -> bool:
    """Return whether the Pod has no regular container."""
    return is_empty(spec, "containers")


def has_ephemeral_containers(spec: Place) -> bool:
    """Return whether a new Pod has containers that can only be added to a running Pod."""
    is_of_a_cluster = spec.owner.is_live and not spec.owner.template
    return bool(spec.nodes("ephemeralContainers")) and not is_of_a_cluster


def policy_is_not_the_owners(spec: Place) -> bool:
    """Return whether the kind of the owner forbids the restart policy."""
    return policy(spec) in POLICIES and policy(spec) not in spec.owner.policies


def deadline_is_not_the_owners(spec: Place) -> bool:
    """Return whether the kind of the owner forbids a deadline."""
    return not spec.owner.deadline and spec.get("activeDeadlineSeconds") is not None


def shares_two_process_namespaces(spec: Place) -> bool:
    """Return whether the containers would share both one process namespace and the node's."""
    return spec.flag("shareProcessNamespace") and spec.flag("hostPID")


def is_gated_but_bound(spec: Place) -> bool:
    """Return whether the Pod has scheduling gates and is already bound to a node."""
    return bool(spec.nodes("schedulingGates")) and bool(spec.text("nodeName"))


def condition_is_no_name(gate: Place) -> bool:
    """Return whether a readiness gate has an invalid condition type."""
    return not is_qualified(gate.text("conditionType"))


def gate_is_no_name(gate: Place) -> bool:
    """Return whether a scheduling gate has an invalid name."""
    return not is_qualified(gate.text("name"))


def own_policy_is_too_new(container: Place) -> bool:
    """Return whether a container has a restart policy that the version refuses."""
    # From 1.28 to 1.33 only sidecars could have the field; the API server refused it elsewhere.
    used = container.text("restartPolicy")
    return bool(used) and container.kubernetes < CONTAINER_POLICIES and not is_sidecar(container)


def rules_lack_a_policy(container: Place) -> bool:
    """Return whether a container has rules for exit codes but no restart policy."""
    return bool(container.nodes("restartPolicyRules")) and not container.text("restartPolicy")


def has_too_many_rules(container: Place) -> bool:
    """Return whether a container has too many rules for exit codes."""
    return len(container.nodes("restartPolicyRules")) > MOST_RULES


def has_not_one_handler(place: Place) -> bool:
    """Return whether a probe or a hook has no handler, or several."""
    return len(handlers(place)) != 1


def needs_two_successes(probe: Place) -> bool:
    """Return whether a liveness or startup probe requires more than one success."""
    return probe.field != "readinessProbe" and (probe.integer("successThreshold") or 1) > 1


def is_readiness_with_grace(probe: Place) -> bool:
    """Return whether a readiness probe has a grace period."""
    return probe.field == "readinessProbe" and probe.get("terminationGracePeriodSeconds") is not None


def sleeps_too_long(hook: Place) -> bool:
    """Return whether a hook sleeps longer than the grace period."""
    return (seconds(hook) or 0) > grace(hook)


def sleeps_negatively(hook: Place) -> bool:
    """Return whether a hook sleeps a negative time."""
    return (seconds(hook) or 0) < 0


def sleeps_no_time_too_early(hook: Place) -> bool:
    """Return whether a hook sleeps 0 s in a version that refuses it."""
    return seconds(hook) == 0 and hook.kubernetes < ZERO_SLEEP


def port_is_no_name(action: Place) -> bool:
    """Return whether the port is a text that cannot be the name of a port."""
    name = action.text("port")
    return bool(name) and not PORT_NAME.fullmatch(name)


def has_no_exit_codes(rule: Place) -> bool:
    """Return whether a rule has no exit codes."""
    return rule.get("exitCodes") is None


def action_is_too_new(rule: Place) -> bool:
    """Return whether a rule has an action that the version refuses."""
    return rule.text("action") == "RestartAllContainers" and rule.kubernetes < RESTART_ALL


def has_too_many_codes(codes: Place) -> bool:
    """Return whether a rule has too many exit codes."""
    return len(codes.nodes("values")) > MOST_CODES


def is_out_of_bounds(number: int | None, smallest: int | None, largest: int = LARGEST_INTEGER) -> bool:
    """Return whether a number is given and outside the bounds."""
    return number is not None and ((smallest is not None and number < smallest) or number > largest)
