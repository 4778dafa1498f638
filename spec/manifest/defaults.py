"""The defaults of Kubernetes, written into the spec of a Pod as the API server stores it."""

from collections.abc import Mapping
from typing import Any

from podproof.spec.manifest.fields import FIELDS, Field, pull_policy
from podproof.spec.manifest.validations import INNER
from podproof.spec.manifest.values import VALUES

Values = Mapping[str, Any]

OTHERS: Mapping[str, Values] = {
    # SetDefaults_PodSpec, SetDefaults_Container (pkg/apis/core/v1/defaults.go), and the admission of service accounts
    # and priorities.
    "PodSpec": {
        "dnsPolicy": "ClusterFirst",
        "schedulerName": "default-scheduler",
        "securityContext": {},
        "serviceAccountName": "default",
        "enableServiceLinks": True,
        "priority": 0,
        "preemptionPolicy": "PreemptLowerPriority",
    },
    "Container": {
        "terminationMessagePath": "/dev/termination-log",
        "terminationMessagePolicy": "File",
        "resources": {},
    },
}
"""The defaults of fields that do not affect the lifecycle."""


def with_defaults(values: Values, type: str = "PodSpec") -> dict[str, Any]:
    """Return the fields of a type with those that the API server adds."""
    inner = INNER.get(type, {})
    found = {name: _inner(value, inner[name]) if name in inner else value for name, value in values.items()}
    for name, field in {**VALUES.get(type, {}), **FIELDS.get(type, {})}.items():
        if _is_absent(found.get(name), field) and field.default not in (None, "", (), False):
            found[name] = field.default
    for name, value in OTHERS.get(type, {}).items():
        if found.get(name) in (None, ""):
            found[name] = value
    if type == "Container" and not found.get("imagePullPolicy"):
        found["imagePullPolicy"] = pull_policy(str(found.get("image", "")))
    return found


def _inner(value: Any, type: str) -> Any:
    if isinstance(value, list):
        return [_inner(each, type) for each in value]
    return with_defaults(value, type) if isinstance(value, Mapping) else value


def _is_absent(value: Any, field: Field) -> bool:
    return value is None or value == "" or (field.zero_is_absent and value == 0)
