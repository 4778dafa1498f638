"""The validations of what containers have beside their lifecycle: ports, environment, security."""

from collections.abc import Iterator

from podproof.spec.manifest.fields import CONTAINERS
from podproof.spec.manifest.forms import ENV_NAME, RELAXED_ENV_NAME
from podproof.spec.manifest.place import Place
from podproof.spec.manifest.predicates import is_plain_init, policy, spec_of
from podproof.spec.manifest.problems import Diagnostic, quoted_path
from podproof.spec.manifest.validations.notation import Alternatives, Unique, Validation, Validations

RELAXED_ENVIRONMENT = 32
"""The minor version from which names of environment variables may have nearly any character."""

ENV_FIELDS = frozenset(
    (
        "metadata.name",
        "metadata.namespace",
        "metadata.uid",
        "spec.nodeName",
        "spec.serviceAccountName",
        "status.hostIP",
        "status.hostIPs",
        "status.podIP",
        "status.podIPs",
    )
)
RESOURCE_FIELDS = tuple(
    f"{kind}.{name}" for kind in ("limits", "requests") for name in ("cpu", "memory", "ephemeral-storage", "hugepages-")
)


def is_padded(container: Place) -> bool:
    """Return whether the image of a container of a Pod begins or ends with a space; templates may have such."""
    image = container.text("image")
    return not container.owner.template and image != image.strip()


def each_container(spec: Place) -> Iterator[Place]:
    """Yield the containers of a Pod, of all kinds."""
    for name in CONTAINERS:
        yield from spec.each(name, "Container")


def is_no_variable(variable: Place, field: str = "name") -> bool:
    """Return whether an environment variable has an invalid name."""
    form = ENV_NAME if variable.kubernetes < RELAXED_ENVIRONMENT else RELAXED_ENV_NAME
    name = variable.text(field)
    return bool(name) and not form.fullmatch(name)


def is_no_prefix(source: Place) -> bool:
    """Return whether the prefix of environment variables is invalid."""
    return is_no_variable(source, "prefix")


def has_a_value_and_a_source(variable: Place) -> bool:
    """Return whether an environment variable has both a value and a source of it."""
    return bool(variable.text("value")) and variable.get("valueFrom") is not None


def is_no_field_of_a_pod(selector: Place) -> bool:
    """Return whether an environment variable refers to a field that it cannot have."""
    path = selector.text("fieldPath")
    is_an_entry = path.startswith(("metadata.labels['", "metadata.annotations['")) and path.endswith("']")
    return selector.field == "fieldRef" and bool(path) and path not in ENV_FIELDS and not is_an_entry


def is_no_resource(selector: Place) -> bool:
    """Return whether a resource is not among those that a container can refer to."""
    name = selector.text("resource")
    return bool(name) and not any(
        name.startswith(known) if known.endswith("-") else name == known for known in RESOURCE_FIELDS
    )


def restarts_against_the_policy(resize: Place) -> bool:
    """Return whether a resize shall restart a container of a Pod that restarts none."""
    never = policy(spec_of(resize)) == "Never"
    return never and resize.text("restartPolicy") == "RestartContainer"


def is_privileged_but_limited(security: Place) -> bool:
    """Return whether a privileged container must not gain privileges."""
    limited = security.get("allowPrivilegeEscalation") is not None and not security.flag("allowPrivilegeEscalation")
    capabilities = security.inner("capabilities", "Capabilities")
    added = [getattr(node, "value", None) for node in capabilities.nodes("add")] if capabilities else []
    return limited and (security.flag("privileged") or "CAP_SYS_ADMIN" in added)


def host_ports(spec: Place) -> Iterator[Diagnostic]:
    """Yield the ports of the node that two containers want, and those that a Pod in its network maps."""
    taken: dict[tuple[str, str, int], int] = {}
    for container in spec.each("containers", "Container"):
        for port in container.each("ports", "ContainerPort"):
            number = port.integer("hostPort")
            if not number:
                continue
            line, column = port.where("hostPort")
            key = port.text("protocol") or "TCP", port.text("hostIP"), number
            if key in taken:
                message = f"the hostPort {number} of {quoted_path(port.path)} is already taken on line {taken[key]}"
                yield Diagnostic(line, column, message, "use another one, or none")
            taken.setdefault(key, line)
            if spec.flag("hostNetwork") and number != port.integer("containerPort"):
                message = f"with hostNetwork the hostPort of {quoted_path(port.path)} must equal its containerPort"
                yield Diagnostic(line, column, message, "remove the hostPort")


CONTAINER_VALIDATIONS = Validations(
    refused={
        "Container": (
            Validation(
                is_padded,
                "image",
                "the image {value} of {path} begins or ends with a space",
                "remove the space",
                "validateContainerOnlyForPod",
            ),
            Validation(
                lambda container: is_plain_init(container) and container.nodes("resizePolicy"),
                "resizePolicy",
                "the init container {path} must not have a resizePolicy",
                "remove it",
                "validateInitContainers",
            ),
        ),
        "EnvVar": (
            Validation(
                is_no_variable,
                "name",
                "{value} is not a valid name for an environment variable",
                "use letters, digits and `_`",
                "ValidateEnv",
            ),
            Validation(
                has_a_value_and_a_source,
                "valueFrom",
                "{path} has both a value and valueFrom",
                "keep one of the two",
                "validateEnvVarValueFrom",
            ),
        ),
        "EnvFromSource": (
            Validation(
                is_no_prefix,
                "prefix",
                "{value} is not a valid prefix for names of environment variables",
                "use letters, digits and `_`",
                "ValidateEnvFrom",
            ),
        ),
        "ObjectFieldSelector": (
            Validation(
                is_no_field_of_a_pod,
                "fieldPath",
                "{path} cannot refer to {value}",
                "write a field such as `metadata.name` or `status.podIP`",
                "validateObjectFieldSelector",
            ),
        ),
        "ResourceFieldSelector": (
            Validation(
                is_no_resource,
                "resource",
                "{path} cannot refer to {value}",
                "write a resource such as `limits.memory`",
                "validateContainerResourceFieldSelector",
            ),
        ),
        "ContainerResizePolicy": (
            Validation(
                restarts_against_the_policy,
                "restartPolicy",
                "{path} restarts the container, but the restartPolicy of the Pod is Never",
                "write `NotRequired`",
                "validateResizePolicy",
            ),
        ),
        "SecurityContext": (
            Validation(
                is_privileged_but_limited,
                "allowPrivilegeEscalation",
                "{path} is privileged or adds CAP_SYS_ADMIN, but allowPrivilegeEscalation is false",
                "keep one of the two",
                "ValidateSecurityContext",
            ),
        ),
    },
    unique={
        "Container": (
            Unique(("ports",), ("name",), "validateContainerPorts"),
            Unique(("resizePolicy",), ("resourceName",), "validateResizePolicy"),
        ),
    },
    alternatives={
        "EnvVarSource": Alternatives(
            ("fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef", "fileKeyRef"),
            True,
            "validateEnvVarValueFrom",
        ),
        "EnvFromSource": Alternatives(("configMapRef", "secretRef"), True, "ValidateEnvFrom"),
    },
    checks={"PodSpec": (host_ports,)},
    inner={
        "Container": {
            "ports": "ContainerPort",
            "env": "EnvVar",
            "envFrom": "EnvFromSource",
            "resizePolicy": "ContainerResizePolicy",
            "securityContext": "SecurityContext",
        },
        "EnvVar": {"valueFrom": "EnvVarSource"},
        "EnvVarSource": {
            "fieldRef": "ObjectFieldSelector",
            "resourceFieldRef": "ResourceFieldSelector",
            "configMapKeyRef": "ConfigMapKeySelector",
            "secretKeyRef": "SecretKeySelector",
        },
        "EnvFromSource": {"configMapRef": "ConfigMapEnvSource", "secretRef": "SecretEnvSource"},
        "SecurityContext": {"seccompProfile": "SeccompProfile", "appArmorProfile": "AppArmorProfile"},
    },
)
