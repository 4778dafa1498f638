"""The validations of fields that affect the lifecycle: the Pod, its containers, probes and hooks."""

from podproof.spec.manifest import predicates
from podproof.spec.manifest.validations.notation import Unique, Validation, Validations


def _forbidden_to_init(field: str) -> Validation:
    return Validation(
        lambda container: predicates.is_plain_init(container) and container.get(field) is not None,
        field,
        f"the init container {{path}} must not have a {field}",
        "remove it, or make it a sidecar with `restartPolicy: Always`",
        "validateInitContainers",
    )


ONE_HANDLER = Validation(
    predicates.has_not_one_handler,
    "",
    "{path} must have exactly one handler, not {handlers}",
    "keep one of {choices}",
    "validateHandler",
)

PORT_NAME = Validation(
    predicates.port_is_no_name,
    "port",
    "the port {value} of {path} is not a valid port name",
    "write a number without quotes, or a name from `ports`",
    "ValidatePortNumOrName",
)

POD = (
    Validation(
        predicates.has_no_containers,
        "containers",
        "a Pod needs at least one container",
        "add one below `containers:`",
        "validateContainers",
    ),
    Validation(
        predicates.has_ephemeral_containers,
        "ephemeralContainers",
        "a manifest must not have ephemeral containers",
        "remove them; kubectl debug adds one to a running Pod",
        "ValidatePodCreate, ValidatePodTemplateSpec",
    ),
    Validation(
        predicates.policy_is_not_the_owners,
        "restartPolicy",
        "the restartPolicy of a {owner} must not be {policy}",
        "write {policies}",
        "ValidatePodTemplateSpecForReplicaSet, validateJobSpec",
    ),
    Validation(
        predicates.deadline_is_not_the_owners,
        "activeDeadlineSeconds",
        "a {owner} must not set activeDeadlineSeconds",
        "remove it; only Pods of Jobs and Pods without a controller may have a deadline",
        "ValidatePodTemplateSpecForReplicaSet",
    ),
    Validation(
        predicates.shares_two_process_namespaces,
        "shareProcessNamespace",
        "shareProcessNamespace and hostPID must not both be true",
        "keep one of the two",
        "validatePodSpecSecurityContext",
    ),
    Validation(
        predicates.is_gated_but_bound,
        "nodeName",
        "a Pod with schedulingGates must not name its node",
        "remove nodeName, or the gates",
        "ValidatePodCreate",
    ),
)

GATES = {
    "PodReadinessGate": (
        Validation(
            predicates.condition_is_no_name,
            "conditionType",
            "{value} is not a valid condition type",
            "write one like `example.com/ready`",
            "validateReadinessGates",
        ),
    ),
    "PodSchedulingGate": (
        Validation(
            predicates.gate_is_no_name,
            "name",
            "{value} is not a valid name for a scheduling gate",
            "write one like `example.com/quota`",
            "validateSchedulingGates",
        ),
    ),
}

CONTAINER = (
    Validation(
        predicates.own_policy_is_too_new,
        "restartPolicy",
        "Kubernetes 1.{kubernetes} refuses the restartPolicy {value} in {path}",
        "remove it, or set the version to 1.34 or newer",
        "validateContainers, validateInitContainerRestartPolicy",
    ),
    Validation(
        predicates.rules_lack_a_policy,
        "restartPolicyRules",
        "{path} has restartPolicyRules but no restartPolicy",
        "add it to the container",
        "validateContainerRestartPolicy",
    ),
    Validation(
        predicates.has_too_many_rules,
        "restartPolicyRules",
        "{path} has more than 20 restartPolicyRules",
        "let one rule name several exit codes",
        "validateContainerRestartPolicy",
    ),
    *map(_forbidden_to_init, ("startupProbe", "livenessProbe", "readinessProbe", "lifecycle")),
)

PROBE = (
    ONE_HANDLER,
    Validation(
        predicates.needs_two_successes,
        "successThreshold",
        "the successThreshold of {path} must be 1, not {value}",
        "remove it; only a readiness probe may have more",
        "validateLivenessProbe, validateStartupProbe",
    ),
    Validation(
        predicates.is_readiness_with_grace,
        "terminationGracePeriodSeconds",
        "{path} must not have terminationGracePeriodSeconds",
        "remove it; a readiness probe stops no container",
        "validateReadinessProbe",
    ),
)

HOOK = (
    ONE_HANDLER,
    Validation(
        predicates.sleeps_too_long,
        "sleep",
        "{path} sleeps {seconds} s, longer than the grace period of {grace} s",
        "sleep less, or raise terminationGracePeriodSeconds",
        "validateSleepAction",
    ),
    Validation(
        predicates.sleeps_negatively,
        "sleep",
        "{path} cannot sleep {seconds} s",
        "write a positive number",
        "validateSleepAction",
    ),
    Validation(
        predicates.sleeps_no_time_too_early,
        "sleep",
        "Kubernetes 1.{kubernetes} refuses a sleep of 0 s in {path}",
        "remove the hook, or set the version to 1.32 or newer",
        "validateSleepAction",
    ),
)

RESTART_RULES = {
    "ContainerRestartRule": (
        Validation(
            predicates.has_no_exit_codes,
            "",
            "{path} has no exitCodes",
            "add `exitCodes:` with operator and values",
            "validateContainerRestartPolicy",
        ),
        Validation(
            predicates.action_is_too_new,
            "action",
            "Kubernetes 1.{kubernetes} refuses the action {value} in {path}",
            "write `Restart`, or set the version to 1.35 or newer",
            "validateContainerRestartPolicy",
        ),
    ),
    "ContainerRestartRuleOnExitCodes": (
        Validation(
            predicates.has_too_many_codes,
            "values",
            "{path} has more than 255 values",
            "use the other operator",
            "validateContainerRestartPolicy",
        ),
    ),
}

LIFECYCLE_VALIDATIONS = Validations(
    refused={
        "PodSpec": POD,
        **GATES,
        "Container": CONTAINER,
        "Probe": PROBE,
        "LifecycleHandler": HOOK,
        "HTTPGetAction": (PORT_NAME,),
        "TCPSocketAction": (PORT_NAME,),
        **RESTART_RULES,
    },
    unique={
        "PodSpec": (
            Unique(("initContainers", "containers", "ephemeralContainers"), ("name",), "validateContainers"),
            Unique(("schedulingGates",), ("name",), "validateSchedulingGates"),
        ),
    },
    inner={
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
        "HTTPGetAction": {"httpHeaders": "HTTPHeader"},
        **predicates.ACTIONS,
    },
)
