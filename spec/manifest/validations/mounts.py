"""The validations of the mounts and the block devices of containers."""

from collections.abc import Iterator

from podproof.spec.manifest.place import Place
from podproof.spec.manifest.problems import Diagnostic, quoted, quoted_path
from podproof.spec.manifest.validations.containers import each_container
from podproof.spec.manifest.validations.notation import Alternatives, Unique, Validation, Validations

CLAIMS = ("persistentVolumeClaim", "ephemeral")


def missing_volumes(spec: Place) -> Iterator[Diagnostic]:
    """Yield the mounts and devices of volumes that the Pod does not have (ValidateVolumeMounts)."""
    volumes: dict[str, Place | None] = {each.text("name"): each for each in spec.each("volumes", "Volume")}
    volumes |= {name: None for name in spec.owner.claim_templates if name not in volumes}
    for container in each_container(spec):
        mounts = container.each("volumeMounts", "VolumeMount")
        for mount in (*mounts, *container.each("volumeDevices", "VolumeDevice")):
            name = mount.text("name")
            volume, where = volumes.get(name), mount.where("name")
            if name and name not in volumes:
                message = f"{quoted_path(mount.path)} needs the volume {quoted(name)}, which the Pod does not have"
                yield Diagnostic(*where, message, "add it to `volumes`, or correct the name")
            elif mount.type == "VolumeDevice" and volume and not any(volume.get(source) for source in CLAIMS):
                message = f"{quoted_path(mount.path)} names the volume {quoted(name)}, which is not a claim"
                yield Diagnostic(*where, message, "use a volume with persistentVolumeClaim or ephemeral")


def mounted_devices(container: Place) -> Iterator[Diagnostic]:
    """Yield the devices that have the volume or the path of a mount of the same container (ValidateVolumeDevices)."""
    mounts = list(container.each("volumeMounts", "VolumeMount"))
    names, paths = {each.text("name") for each in mounts}, {each.text("mountPath") for each in mounts}
    for device in container.each("volumeDevices", "VolumeDevice"):
        if device.text("name") in names or device.text("devicePath") in paths:
            message = f"{quoted_path(device.path)} uses the volume or the path of a mount"
            yield Diagnostic(*device.where("name"), message, "keep one of the two")


def is_recursive_but_writable(mount: Place) -> bool:
    """Return whether a mount is recursively read-only without being read-only."""
    asked = mount.text("recursiveReadOnly") in ("IfPossible", "Enabled")
    return asked and (not mount.flag("readOnly") or mount.text("mountPropagation") not in ("", "None"))


def propagates_without_privilege(mount: Place) -> bool:
    """Return whether a mount propagates to the host although the container is not privileged."""
    container = mount.outer
    security = container.inner("securityContext", "SecurityContext") if container else None
    return mount.text("mountPropagation") == "Bidirectional" and not (security and security.flag("privileged"))


MOUNT_VALIDATIONS = Validations(
    refused={
        "VolumeMount": (
            Validation(
                is_recursive_but_writable,
                "recursiveReadOnly",
                "{path} is recursively read-only, but not read-only",
                "add `readOnly: true`, and remove mountPropagation",
                "validateMountRecursiveReadOnly",
            ),
            Validation(
                propagates_without_privilege,
                "mountPropagation",
                "{path} propagates to the node, but its container is not privileged",
                "write `HostToContainer`, or make the container privileged",
                "validateMountPropagation",
            ),
        ),
    },
    unique={
        "Container": (
            Unique(("volumeMounts",), ("mountPath",), "ValidateVolumeMounts"),
            Unique(("volumeDevices",), ("name",), "ValidateVolumeDevices"),
            Unique(("volumeDevices",), ("devicePath",), "ValidateVolumeDevices"),
        ),
    },
    alternatives={"VolumeMount": Alternatives(("subPath", "subPathExpr"), False, "ValidateVolumeMounts")},
    checks={"PodSpec": (missing_volumes,), "Container": (mounted_devices,)},
    inner={"Container": {"volumeMounts": "VolumeMount", "volumeDevices": "VolumeDevice"}},
)
