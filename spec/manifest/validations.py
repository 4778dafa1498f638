"""The validations of the API server as tables: for each type of the API the predicates that must not hold."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from podproof.spec.manifest import predicates
from podproof.spec.manifest.place import Place


class Validation(NamedTuple):
    """A validation: the predicate that must not hold, the field to point at, the message, and the advice."""

    predicate: Callable[[Place], bool]
    field: str
    message: str
    advice: str


def _forbidden_to_init(field: str) -> Validation:
    return Validation(
        lambda container: predicates.is_plain_init(container) and container.get(field) is not None,
        field,
        f"the init container {{path}} must not have a {field}",
        "remove it, or make it a sidecar with `restartPolicy: Always`",
    )


ONE_HANDLER = Validation(
    predicates.has_not_one_handler, "", "{path} must have exactly one handler, not {handlers}", "keep one of {choices}"
)

PORT_NAME = Validation(
    predicates.port_is_no_name,
    "port",
    "the port {value} of {path} is not the name of a port",
    "write a number without quotes, or a name from `ports`",
)

VALIDATIONS: Mapping[str, tuple[Validation, ...]] = {
    "PodSpec": (
        Validation(
            predicates.has_no_containers,
            "containers",
            "a Pod needs at least one container",
            "add one below `containers:`",
        ),
        Validation(
            predicates.has_ephemeral_containers,
            "ephemeralContainers",
            "a manifest must not have ephemeral containers",
            "remove them; kubectl debug adds one to a running Pod",
        ),
        Validation(
            predicates.policy_is_not_the_owners,
            "restartPolicy",
            "the restartPolicy of a {owner} must not be {policy}",
            "write {policies}",
        ),
        Validation(
            predicates.deadline_is_not_the_owners,
            "activeDeadlineSeconds",
            "a {owner} must not set activeDeadlineSeconds",
            "remove it; only Pods without controller and Pods of Jobs may have a deadline",
        ),
        Validation(
            predicates.shares_two_process_namespaces,
            "shareProcessNamespace",
            "shareProcessNamespace and hostPID must not both be true",
            "keep one of the two",
        ),
        Validation(
            predicates.is_gated_but_bound,
            "nodeName",
            "a Pod with schedulingGates must not name its node",
            "remove nodeName, or the gates",
        ),
    ),
    "PodReadinessGate": (
        Validation(
            predicates.condition_is_no_name,
            "conditionType",
            "{value} is not the name of a condition",
            "write one like `example.com/ready`",
        ),
    ),
    "PodSchedulingGate": (
        Validation(
            predicates.gate_is_no_name,
            "name",
            "{value} is not the name of a gate",
            "write one like `example.com/quota`",
        ),
    ),
    "Container": (
        Validation(predicates.has_no_name, "name", "the container {path} has no name", "write one"),
        Validation(
            predicates.name_is_no_label,
            "name",
            "the container name {value} is not a DNS label",
            "use at most 63 of a-z, 0-9 and inner `-`",
        ),
        Validation(predicates.has_no_image, "image", "the container {path} has no image", "add `image:`"),
        Validation(
            predicates.own_policy_is_too_new,
            "restartPolicy",
            "Kubernetes 1.{kubernetes} refuses the restartPolicy {value} in {path}",
            "remove it, or set the version to 1.34 or newer",
        ),
        Validation(
            predicates.rules_lack_a_policy,
            "restartPolicyRules",
            "{path} has restartPolicyRules but no restartPolicy",
            "add it to the container",
        ),
        Validation(
            predicates.has_too_many_rules,
            "restartPolicyRules",
            "{path} has more than 20 restartPolicyRules",
            "let one rule name several exit codes",
        ),
        *map(_forbidden_to_init, ("startupProbe", "livenessProbe", "readinessProbe", "lifecycle")),
    ),
    "Probe": (
        ONE_HANDLER,
        Validation(
            predicates.needs_two_successes,
            "successThreshold",
            "the successThreshold of {path} must be 1, not {value}",
            "remove it; only a readiness probe may have more",
        ),
        Validation(
            predicates.is_readiness_with_grace,
            "terminationGracePeriodSeconds",
            "{path} must not have terminationGracePeriodSeconds",
            "remove it; a readiness probe stops no container",
        ),
    ),
    "LifecycleHandler": (
        ONE_HANDLER,
        Validation(
            predicates.sleeps_too_long,
            "sleep",
            "{path} sleeps {seconds} s, longer than the grace period of {grace} s",
            "sleep less, or raise terminationGracePeriodSeconds",
        ),
        Validation(
            predicates.sleeps_negatively,
            "sleep",
            "{path} cannot sleep {seconds} s",
            "write a positive number",
        ),
        Validation(
            predicates.sleeps_no_time_too_early,
            "sleep",
            "Kubernetes 1.{kubernetes} refuses a sleep of 0 s in {path}",
            "remove the hook, or set the version to 1.32 or newer",
        ),
    ),
    "ExecAction": (
        Validation(
            predicates.has_no_command, "command", "{path} has no command", "add `command:` with a list of texts"
        ),
    ),
    **dict.fromkeys(("HTTPGetAction", "TCPSocketAction"), (PORT_NAME,)),
    "ContainerRestartRule": (
        Validation(
            predicates.has_no_exit_codes, "", "{path} has no exitCodes", "add `exitCodes:` with operator and values"
        ),
        Validation(
            predicates.action_is_too_new,
            "action",
            "Kubernetes 1.{kubernetes} refuses the action {value} in {path}",
            "write `Restart`, or set the version to 1.35 or newer",
        ),
    ),
    "ContainerRestartRuleOnExitCodes": (
        Validation(
            predicates.has_too_many_codes, "values", "{path} has more than 255 values", "use the other operator"
        ),
    ),
}

INNER: Mapping[str, Mapping[str, str]] = {
    "PodSpec": {
        "initContainers": "Container",
        "containers": "Container",
        "ephemeralContainers": "Container",
        "readinessGates": "PodReadinessGate",
        "schedulingGates": "PodSchedulingGate",
    },
    "Container": {
        "startupProbe": "Probe",
        "livenessProbe": "Probe",
        "readinessProbe": "Probe",
        "lifecycle": "Lifecycle",
        "restartPolicyRules": "ContainerRestartRule",
    },
    "Lifecycle": {"postStart": "LifecycleHandler", "preStop": "LifecycleHandler"},
    "ContainerRestartRule": {"exitCodes": "ContainerRestartRuleOnExitCodes"},
    **predicates.ACTIONS,
}
"""The fields of each type that lead to places with validations."""
