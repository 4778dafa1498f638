"""The validations of volumes."""

from podproof.spec.manifest.place import Place
from podproof.spec.manifest.quantity import quantity
from podproof.spec.manifest.validations.notation import Alternatives, Unique, Validation, Validations

SOURCES = {
    "emptyDir": "EmptyDirVolumeSource",
    "hostPath": "HostPathVolumeSource",
    "gitRepo": "GitRepoVolumeSource",
    "gcePersistentDisk": "GCEPersistentDiskVolumeSource",
    "awsElasticBlockStore": "AWSElasticBlockStoreVolumeSource",
    "secret": "SecretVolumeSource",
    "nfs": "NFSVolumeSource",
    "iscsi": "ISCSIVolumeSource",
    "glusterfs": "GlusterfsVolumeSource",
    "flocker": "FlockerVolumeSource",
    "persistentVolumeClaim": "PersistentVolumeClaimVolumeSource",
    "rbd": "RBDVolumeSource",
    "cinder": "CinderVolumeSource",
    "cephfs": "CephFSVolumeSource",
    "quobyte": "QuobyteVolumeSource",
    "downwardAPI": "DownwardAPIVolumeSource",
    "fc": "FCVolumeSource",
    "flexVolume": "FlexVolumeSource",
    "configMap": "ConfigMapVolumeSource",
    "azureFile": "AzureFileVolumeSource",
    "vsphereVolume": "VsphereVirtualDiskVolumeSource",
    "photonPersistentDisk": "PhotonPersistentDiskVolumeSource",
    "portworxVolume": "PortworxVolumeSource",
    "azureDisk": "AzureDiskVolumeSource",
    "storageos": "StorageOSVolumeSource",
    "projected": "ProjectedVolumeSource",
    "scaleIO": "ScaleIOVolumeSource",
    "csi": "CSIVolumeSource",
    "ephemeral": "EphemeralVolumeSource",
    "image": "ImageVolumeSource",
}

PROJECTIONS = {
    "secret": "SecretProjection",
    "configMap": "ConfigMapProjection",
    "downwardAPI": "DownwardAPIProjection",
    "serviceAccountToken": "ServiceAccountTokenProjection",
    "clusterTrustBundle": "ClusterTrustBundleProjection",
    "podCertificate": "PodCertificateProjection",
}

FILE_FIELDS = frozenset(
    {"metadata.name", "metadata.namespace", "metadata.labels", "metadata.annotations", "metadata.uid"}
)


def has_a_negative_size(volume: Place) -> bool:
    """Return whether an emptyDir has a negative size."""
    size = quantity(volume.get("sizeLimit"))
    return size is not None and size < 0


def has_no_or_two_targets(channel: Place) -> bool:
    """Return whether a Fibre Channel volume has not exactly one kind of target."""
    return bool(channel.nodes("targetWWNs")) == bool(channel.nodes("wwids"))


def has_no_secret(target: Place) -> bool:
    """Return whether an iSCSI volume authenticates without a secret."""
    asks = target.flag("chapAuthDiscovery") or target.flag("chapAuthSession")
    return asks and target.get("secretRef") is None


def is_no_field_of_a_file(selector: Place) -> bool:
    """Return whether a file of a volume refers to a field that it cannot have."""
    path = selector.text("fieldPath")
    is_an_entry = path.startswith(("metadata.labels['", "metadata.annotations['")) and path.endswith("']")
    return bool(path) and path not in FILE_FIELDS and not is_an_entry


VOLUME_VALIDATIONS = Validations(
    refused={
        "EmptyDirVolumeSource": (
            Validation(
                has_a_negative_size,
                "sizeLimit",
                "the sizeLimit of {path} must not be negative",
                "write a positive quantity",
                "validateVolumeSource",
            ),
        ),
        "FCVolumeSource": (
            Validation(
                has_no_or_two_targets,
                "",
                "{path} must have either targetWWNs or wwids",
                "keep one of the two",
                "validateFCVolumeSource",
            ),
        ),
        "ISCSIVolumeSource": (
            Validation(
                has_no_secret,
                "",
                "{path} uses CHAP, but has no secretRef",
                "add `secretRef:`",
                "validateISCSIVolumeSource",
            ),
        ),
        "VolumeFieldSelector": (
            Validation(
                is_no_field_of_a_file,
                "fieldPath",
                "{path} cannot refer to {value}",
                "write a field such as `metadata.labels`",
                "validateDownwardAPIVolumeFile",
            ),
        ),
    },
    unique={"PodSpec": (Unique(("volumes",), ("name",), "ValidateVolumes"),)},
    # A volume without source is an emptyDir (SetDefaults_Volume).
    alternatives={
        "Volume": Alternatives(tuple(SOURCES), False, "validateVolumeSource"),
        "VolumeProjection": Alternatives(tuple(PROJECTIONS), False, "validateProjectionSources"),
        "DownwardAPIVolumeFile": Alternatives(("fieldRef", "resourceFieldRef"), True, "validateDownwardAPIVolumeFile"),
        "FlockerVolumeSource": Alternatives(("datasetName", "datasetUUID"), True, "validateFlockerVolumeSource"),
    },
    inner={
        "PodSpec": {"volumes": "Volume"},
        "Volume": SOURCES,
        **{
            name: {"items": "KeyToPath"}
            for name in ("SecretVolumeSource", "ConfigMapVolumeSource", "SecretProjection", "ConfigMapProjection")
        },
        "DownwardAPIVolumeSource": {"items": "DownwardAPIVolumeFile"},
        "DownwardAPIProjection": {"items": "DownwardAPIVolumeFile"},
        "DownwardAPIVolumeFile": {"fieldRef": "VolumeFieldSelector"},
        "ProjectedVolumeSource": {"sources": "VolumeProjection"},
        "VolumeProjection": PROJECTIONS,
        "EphemeralVolumeSource": {"volumeClaimTemplate": "PersistentVolumeClaimTemplate"},
        "PersistentVolumeClaimTemplate": {"spec": "PersistentVolumeClaimSpec"},
    },
)
