"""Each validation of containers refuses what it is for, and nothing beside it."""

import pytest
from outcomes import Read, refusals

CLAIM = "volumes: [{name: v, persistentVolumeClaim: {claimName: c}}, {name: e, emptyDir: {}}]"

CONTAINERS = {
    "a port name twice": ("ports: [{containerPort: 80, name: a}, {containerPort: 81, name: a}]", "already taken"),
    "a port name that is too long": ("ports: [{containerPort: 80, name: abcdefghijklmnop}]", "name` must not be"),
    "a port name without letter": ("ports: [{containerPort: 80, name: '80'}]", "name` must not be `80`"),
    "a port of zero": ("ports: [{containerPort: 0}]", "has no `containerPort`"),
    "a port above all": ("ports: [{containerPort: 65536}]", "must not be 65536"),
    "a protocol in lower case": ("ports: [{containerPort: 80, protocol: udp}]", "protocol` must not be `udp`"),
    "a hostPort twice": (
        "ports: [{containerPort: 80, hostPort: 8}, {containerPort: 81, hostPort: 8}]",
        "hostPort 8 of",
    ),
    "an unnamed variable": ("env: [{value: a}]", "has no `name`"),
    "a variable with an equals sign": ("env: [{name: a=b}]", "not a valid name for an environment variable"),
    "a variable from two sources": (
        "env: [{name: A, valueFrom: {fieldRef: {fieldPath: metadata.name}, secretKeyRef: {name: a, key: b}}}]",
        "must not have both `fieldRef` and `secretKeyRef`",
    ),
    "a variable from nowhere": ("env: [{name: A, valueFrom: {}}]", "must have one of"),
    "a variable with a value and a source": (
        "env: [{name: A, value: b, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]",
        "both a value and valueFrom",
    ),
    "an unknown field": ("env: [{name: A, valueFrom: {fieldRef: {fieldPath: spec.x}}}]", "cannot refer to `spec.x`"),
    "an unknown resource": (
        "env: [{name: A, valueFrom: {resourceFieldRef: {resource: limits.disk}}}]",
        "cannot refer to `limits.disk`",
    ),
    "a bad prefix": ("envFrom: [{prefix: a=, secretRef: {name: a}}]", "not a valid prefix for names"),
    "no source of variables": ("envFrom: [{prefix: A}]", "must have one of `configMapRef`, `secretRef`"),
    "a source without name": ("envFrom: [{secretRef: {}}]", "has no `name`"),
    "a mount without volume": (
        "volumeMounts: [{name: x, mountPath: /x}]",
        "needs the volume `x`, which the Pod does not",
    ),
    "a mount without path": ("volumeMounts: [{name: e}]", "has no `mountPath`"),
    "a path twice": ("volumeMounts: [{name: e, mountPath: /x}, {name: v, mountPath: /x}]", "already taken"),
    "two kinds of sub-path": (
        "volumeMounts: [{name: e, mountPath: /x, subPath: a, subPathExpr: b}]",
        "both `subPath` and `subPathExpr`",
    ),
    "a sub-path that goes up": ("volumeMounts: [{name: e, mountPath: /x, subPath: ../a}]", "subPath` must not be"),
    "an unknown propagation": ("volumeMounts: [{name: e, mountPath: /x, mountPropagation: All}]", "must not be `All`"),
    "propagation without privilege": (
        "volumeMounts: [{name: e, mountPath: /x, mountPropagation: Bidirectional}]",
        "its container is not privileged",
    ),
    "a recursive mount that can be written": (
        "volumeMounts: [{name: e, mountPath: /x, recursiveReadOnly: Enabled}]",
        "recursively read-only, but not read-only",
    ),
    "a device without volume": (
        "volumeDevices: [{name: x, devicePath: /x}]",
        "needs the volume `x`, which the Pod does not",
    ),
    "a device that is no claim": ("volumeDevices: [{name: e, devicePath: /x}]", "is not a claim"),
    "a device that is mounted": (
        "volumeMounts: [{name: v, mountPath: /m}]\nvolumeDevices: [{name: v, devicePath: /x}]",
        "the volume or the path of a mount",
    ),
    "a request above the limit": (
        "resources: {requests: {cpu: 1500m}, limits: {cpu: 1}}",
        "more `cpu` than the limit of line 9",
    ),
    "a negative limit": ("resources: {limits: {memory: -1}}", "must not be negative"),
    "an unknown local resource": ("resources: {limits: {disk: 1G}}", "`disk` is not a resource of containers"),
    "half a device": ("resources: {limits: {example.com/gpu: 500m}}", "must be a whole number"),
    "a device without limit": ("resources: {requests: {example.com/gpu: 1}}", "but no limit for it"),
    "a device with two amounts": (
        "resources: {requests: {example.com/gpu: 1}, limits: {example.com/gpu: 2}}",
        "must be equal",
    ),
    "huge pages alone": ("resources: {limits: {hugepages-2Mi: 4Mi}}", "neither cpu nor memory"),
    "no quantity": ("resources: {limits: {memory: 1 Gi}}", "must be a quantity such as"),
    "an unknown claim": ("resources: {claims: [{name: gpu}]}", "the Pod has no resource claim `gpu`"),
    "an unknown message policy": ("terminationMessagePolicy: Unknown", "terminationMessagePolicy` must not be"),
    "an unknown resize policy": ("resizePolicy: [{resourceName: cpu, restartPolicy: x}]", "must not be `x`"),
    "a resize policy twice": (
        "resizePolicy: [{resourceName: cpu, restartPolicy: NotRequired}, "
        "{resourceName: cpu, restartPolicy: NotRequired}]",
        "already taken",
    ),
    "a negative user": ("securityContext: {runAsUser: -1}", "runAsUser` must not be -1"),
    "privilege without privileges": (
        "securityContext: {privileged: true, allowPrivilegeEscalation: false}",
        "but allowPrivilegeEscalation is false",
    ),
    "a profile without name": ("securityContext: {seccompProfile: {type: Localhost}}", "must have a localhostProfile"),
    "an empty restart policy": ("restartPolicy: ''", "restartPolicy` must not be ``"),
    "an image with a space": ("image: 'app:1 '", "begins or ends with a space"),
    "a header with a colon": (
        "livenessProbe: {httpGet: {port: 80, httpHeaders: [{name: 'Host:'}]}}",
        "httpHeaders[Host:].name` must not be `Host:`",
    ),
    "a header with an underscore": (
        "livenessProbe: {httpGet: {port: 80, httpHeaders: [{name: X_Forwarded_For}]}}",
        "must not be `X_Forwarded_For`",
    ),
    "an empty port": ("livenessProbe: {httpGet: {port: ''}}", "has no `port`"),
    "a stop signal without system": ("lifecycle: {stopSignal: SIGUSR1}", "does not name its operating system"),
}
"""What is wrong with a container of a Pod with two volumes, and a part of the message."""


def container_case(fields: str, read: Read) -> list[str]:
    """Return what is said about a container in a Pod with two volumes."""
    image = "" if "image:" in fields else "  image: app:1\n"
    body = "".join(f"  {line}\n" for line in fields.split("\n"))
    return refusals(read(f"{CLAIM}\ncontainers:\n- name: app\n{image}{body}"))


@pytest.mark.parametrize("case", CONTAINERS)
def test_a_container_is_refused_only_for(case: str, reading_spec: Read) -> None:
    fields, part = CONTAINERS[case]
    [message] = container_case(fields, reading_spec)
    assert part in message
