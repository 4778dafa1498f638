"""The validations of the owners of Pods that never end: Deployment, ReplicaSet, StatefulSet, DaemonSet.

Their sources are in `pkg/apis/apps/validation/validation.go`, Kubernetes 1.34.
"""

from collections.abc import Callable

from podproof.spec.manifest.forms import PERCENT
from podproof.spec.manifest.place import Place
from podproof.spec.manifest.validations.labels import entries, is_empty_selector, selects
from podproof.spec.manifest.validations.notation import Validation, Validations

SELECTING = ("DeploymentSpec", "ReplicaSetSpec", "StatefulSetSpec", "DaemonSetSpec")

PROGRESS_DEADLINE = 600
"""The default of progressDeadlineSeconds (SetDefaults_Deployment)."""


def template_labels(spec: Place) -> dict[str, str]:
    """Return the labels of the Pod template of an owner."""
    template = spec.inner("template", "PodTemplateSpec")
    metadata = template.inner("metadata", "ObjectMeta") if template else None
    return dict(entries(metadata, "labels")) if metadata else {}


def selects_everything(spec: Place) -> bool:
    """Return whether the selector of an owner is empty."""
    selector = spec.inner("selector", "LabelSelector")
    return selector is not None and bool(selector.node.entries) and is_empty_selector(selector)


def selects_not_its_own(spec: Place) -> bool:
    """Return whether the selector of an owner does not select the Pods of its template."""
    selector = spec.inner("selector", "LabelSelector")
    return selector is not None and not selects(selector, template_labels(spec))


def selects_not_its_own_by_labels(spec: Place) -> bool:
    """Return whether the labels that a ReplicationController selects are not those of its template."""
    wanted, labels = entries(spec, "selector"), template_labels(spec)
    return any(labels.get(name) != value for name, value in wanted.items())


def waits_no_longer_than_ready(spec: Place) -> bool:
    """Return whether a Deployment gives up before a new Pod can count as available."""
    deadline = spec.integer("progressDeadlineSeconds")
    return (PROGRESS_DEADLINE if deadline is None else deadline) <= (spec.integer("minReadySeconds") or 0)


def amount(place: Place | None, field: str, default: str | int) -> str | int | None:
    """Return a number of Pods or a percentage; None if it is neither."""
    if place is None or place.get(field) is None:
        return default
    number = place.integer(field)
    if number is not None:
        return number
    return place.text(field) if PERCENT.fullmatch(place.text(field)) else None


def is_zero(value: str | int | None) -> bool:
    """Return whether a number of Pods or a percentage is zero."""
    return value == 0 if isinstance(value, int) else value is not None and not value.strip("0%")


def is_no_amount(field: str) -> Callable[[Place], bool]:
    """Return the predicate that a field is neither a number from 0 nor a percentage."""

    def predicate(update: Place) -> bool:
        value = amount(update, field, 0)
        return value is None or (isinstance(value, int) and value < 0)

    return predicate


def exceeds_the_whole(field: str) -> Callable[[Place], bool]:
    """Return the predicate that a percentage is more than all Pods."""

    def predicate(update: Place) -> bool:
        value = amount(update, field, 0)
        return isinstance(value, str) and (len(value.lstrip("0")) > 4 or int(value[:-1]) > 100)

    return predicate


def moves_no_pod(update: Place) -> bool:
    """Return whether a Deployment may neither add a Pod nor lack one."""
    return is_zero(amount(update, "maxSurge", "25%")) and is_zero(amount(update, "maxUnavailable", "25%"))


def moves_no_daemon(update: Place) -> bool:
    """Return whether a DaemonSet may neither add a Pod to a node nor lack one."""
    return is_zero(amount(update, "maxSurge", 0)) and is_zero(amount(update, "maxUnavailable", 1))


def adds_and_lacks_daemons(update: Place) -> bool:
    """Return whether a DaemonSet may both add Pods and lack some."""
    values = amount(update, "maxSurge", 0), amount(update, "maxUnavailable", 1)
    return all(value is not None and not is_zero(value) for value in values)


def allows_no_unavailable_pod(update: Place) -> bool:
    """Return whether a StatefulSet may never lack a Pod."""
    return is_zero(amount(update, "maxUnavailable", 1))


def rolls_although_it_does_not(strategy: Place) -> bool:
    """Return whether a strategy without rolling updates has settings for them."""
    return strategy.text("type") in ("Recreate", "OnDelete") and strategy.get("rollingUpdate") is not None


def _amounts(source: str, *fields: str) -> tuple[Validation, ...]:
    return tuple(
        Validation(
            is_no_amount(field),
            field,
            f"the {field} of {{path}} must not be {{value}}",
            "write a number from 0, or a percentage",
            source,
        )
        for field in fields
    ) + tuple(
        Validation(
            exceeds_the_whole(field),
            field,
            f"the {field} of {{path}} is more than 100 %",
            "write a smaller percentage",
            source,
        )
        for field in fields
        if field == "maxUnavailable" or source == "ValidateRollingUpdateDaemonSet"
    )


def _selector(kind: str) -> tuple[Validation, ...]:
    return (
        Validation(
            selects_everything,
            "selector",
            "the selector of a {owner} must not be empty",
            "name a label of its Pods",
            f"Validate{kind}",
        ),
        Validation(
            selects_not_its_own,
            "selector",
            "the selector of the {owner} does not select its Pods: their labels differ",
            "write the labels of the template into the selector",
            f"Validate{kind}",
        ),
    )


NOT_ROLLING = Validation(
    rolls_although_it_does_not,
    "rollingUpdate",
    "{path} must not have rollingUpdate, because its type is not RollingUpdate",
    "remove it, or write `type: RollingUpdate`",
    "ValidateDeploymentStrategy, ValidateStatefulSetSpec",
)

WORKLOAD_VALIDATIONS = Validations(
    refused={
        **{name: _selector(name) for name in ("ReplicaSetSpec", "StatefulSetSpec", "DaemonSetSpec")},
        "DeploymentSpec": (
            *_selector("DeploymentSpec"),
            Validation(
                waits_no_longer_than_ready,
                "progressDeadlineSeconds",
                "progressDeadlineSeconds must be greater than minReadySeconds",
                "raise progressDeadlineSeconds (default: 600), or lower minReadySeconds",
                "ValidateDeploymentSpec",
            ),
        ),
        "ReplicationControllerSpec": (
            Validation(
                selects_not_its_own_by_labels,
                "selector",
                "the selector of the {owner} does not select its Pods: their labels differ",
                "write the labels of the template into the selector",
                "ValidatePodTemplateSpecForRC",
            ),
        ),
        "DeploymentStrategy": (NOT_ROLLING,),
        "StatefulSetUpdateStrategy": (NOT_ROLLING,),
        "RollingUpdateDeployment": (
            *_amounts("ValidateRollingUpdateDeployment", "maxSurge", "maxUnavailable"),
            Validation(
                moves_no_pod,
                "maxUnavailable",
                "maxSurge and maxUnavailable of {path} must not both be 0",
                "raise one of them",
                "ValidateRollingUpdateDeployment",
            ),
        ),
        "RollingUpdateDaemonSet": (
            *_amounts("ValidateRollingUpdateDaemonSet", "maxSurge", "maxUnavailable"),
            Validation(
                moves_no_daemon,
                "maxUnavailable",
                "maxSurge and maxUnavailable of {path} must not both be 0",
                "raise one of them",
                "ValidateRollingUpdateDaemonSet",
            ),
            Validation(
                adds_and_lacks_daemons,
                "maxSurge",
                "maxSurge and maxUnavailable (by default 1) of {path} must not both be set",
                "set one of them to 0",
                "ValidateRollingUpdateDaemonSet",
            ),
        ),
        "RollingUpdateStatefulSetStrategy": (
            *_amounts("ValidateStatefulSetSpec", "maxUnavailable"),
            Validation(
                allows_no_unavailable_pod,
                "maxUnavailable",
                "the maxUnavailable of {path} must not be 0",
                "write at least 1",
                "ValidateStatefulSetSpec",
            ),
        ),
    },
    inner={
        **{name: {"selector": "LabelSelector"} for name in SELECTING},
        "DeploymentSpec": {"selector": "LabelSelector", "strategy": "DeploymentStrategy"},
        "DeploymentStrategy": {"rollingUpdate": "RollingUpdateDeployment"},
        "StatefulSetSpec": {
            "selector": "LabelSelector",
            "updateStrategy": "StatefulSetUpdateStrategy",
            "persistentVolumeClaimRetentionPolicy": "StatefulSetPersistentVolumeClaimRetentionPolicy",
            "ordinals": "StatefulSetOrdinals",
        },
        "StatefulSetUpdateStrategy": {"rollingUpdate": "RollingUpdateStatefulSetStrategy"},
        "DaemonSetSpec": {"selector": "LabelSelector", "updateStrategy": "DaemonSetUpdateStrategy"},
        "DaemonSetUpdateStrategy": {"rollingUpdate": "RollingUpdateDaemonSet"},
    },
)
