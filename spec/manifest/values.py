"""The values that the API server accepts in fields without effect on the lifecycle.

The bounds follow `pkg/apis/core/validation/validation.go` of Kubernetes 1.34; the comment at each type names the
functions. "Required" is what these functions require after the defaults are set, not what OpenAPI lists.
"""

from collections.abc import Mapping

from podproof.spec.manifest.fields import LARGEST_INTEGER, Field
from podproof.spec.manifest.forms import (
    ABSOLUTE_FORM,
    ADDRESS_FORM,
    CONFIG_KEY_FORM,
    HEADER_FORM,
    ISCSI_FORM,
    LABEL_FORM,
    LOCAL_FORM,
    NO_BACKSTEPS_FORM,
    PORT_NAME_FORM,
    QUALIFIED_FORM,
    RELATIVE_FORM,
    SUBDOMAIN_FORM,
    SYSCTL_FORM,
)
from podproof.spec.manifest.owner_values import JOBS, WORKLOADS

REQUIRED = Field(required=True)
NAME = Field(form=SUBDOMAIN_FORM)
REQUIRED_NAME = Field(form=SUBDOMAIN_FORM, required=True)
USER = Field(smallest=0, largest=LARGEST_INTEGER)
FILE_MODE = Field(smallest=0, largest=0o777)
PARTITION = Field(smallest=0, largest=255)
KEY = {"name": REQUIRED_NAME, "key": Field(form=CONFIG_KEY_FORM, required=True)}

PODS: Mapping[str, Mapping[str, Field]] = {
    # ValidatePodSpec
    "PodSpec": {
        "serviceAccountName": NAME,
        "nodeName": NAME,
        "hostname": Field(form=LABEL_FORM),
        "subdomain": Field(form=LABEL_FORM),
        "priorityClassName": NAME,
        "runtimeClassName": Field(form=SUBDOMAIN_FORM, pointer=True),
        "preemptionPolicy": Field(choices=("PreemptLowerPriority", "Never"), pointer=True),
        "dnsPolicy": Field(choices=("ClusterFirst", "ClusterFirstWithHostNet", "Default", "None")),
    },
    # validateOS
    "PodOS": {"name": Field(choices=("linux", "windows"), required=True)},
    # ValidateHostAliases
    "HostAlias": {"ip": Field(form=ADDRESS_FORM, required=True)},
    # ValidateTolerations
    "Toleration": {
        "key": Field(form=QUALIFIED_FORM),
        "operator": Field(choices=("Exists", "Equal")),
        "effect": Field(choices=("NoSchedule", "PreferNoSchedule", "NoExecute")),
    },
    # validateTopologySpreadConstraints
    "TopologySpreadConstraint": {
        "maxSkew": Field(smallest=1, required=True),
        "minDomains": Field(smallest=1),
        "topologyKey": Field(form=QUALIFIED_FORM, required=True),
        "whenUnsatisfiable": Field(choices=("DoNotSchedule", "ScheduleAnyway"), required=True),
        "nodeAffinityPolicy": Field(choices=("Honor", "Ignore"), pointer=True),
        "nodeTaintsPolicy": Field(choices=("Honor", "Ignore"), pointer=True),
    },
    # validatePodSpecSecurityContext
    "PodSecurityContext": {
        "runAsUser": USER,
        "runAsGroup": USER,
        "fsGroup": USER,
        "fsGroupChangePolicy": Field(choices=("Always", "OnRootMismatch"), pointer=True),
        "supplementalGroupsPolicy": Field(choices=("Merge", "Strict"), pointer=True),
        "seLinuxChangePolicy": Field(choices=("MountOption", "Recursive"), pointer=True),
    },
    # validateSysctls
    "Sysctl": {"name": Field(form=SYSCTL_FORM, required=True)},
    # validateSeccompProfileField
    "SeccompProfile": {"type": Field(choices=("Localhost", "RuntimeDefault", "Unconfined"), required=True)},
    # validateAppArmorProfileField
    "AppArmorProfile": {"type": Field(choices=("Localhost", "RuntimeDefault", "Unconfined"), required=True)},
    # ValidateNodeSelector, ValidateNodeSelectorRequirement
    "NodeSelector": {"nodeSelectorTerms": REQUIRED},
    "NodeSelectorRequirement": {
        "key": Field(form=QUALIFIED_FORM, required=True),
        "operator": Field(choices=("In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"), required=True),
    },
    # ValidatePreferredSchedulingTerms, validateWeightedPodAffinityTerms
    "PreferredSchedulingTerm": {"weight": Field(smallest=1, largest=100, required=True)},
    "WeightedPodAffinityTerm": {"weight": Field(smallest=1, largest=100, required=True)},
    # validatePodAffinityTerm
    "PodAffinityTerm": {"topologyKey": Field(form=QUALIFIED_FORM, required=True)},
    # ValidateLabelSelectorRequirement
    "LabelSelectorRequirement": {
        "key": Field(form=QUALIFIED_FORM, required=True),
        "operator": Field(choices=("In", "NotIn", "Exists", "DoesNotExist"), required=True),
    },
    # validatePodDNSConfig
    "PodDNSConfigOption": {"name": REQUIRED},
    # validatePodResourceClaim
    "PodResourceClaim": {
        "name": Field(form=LABEL_FORM, required=True),
        "resourceClaimName": Field(form=SUBDOMAIN_FORM, pointer=True),
        "resourceClaimTemplateName": Field(form=SUBDOMAIN_FORM, pointer=True),
    },
}

CONTAINERS: Mapping[str, Mapping[str, Field]] = {
    # validateContainerCommon
    "Container": {
        "name": Field(form=LABEL_FORM, required=True),
        "image": REQUIRED,
        "terminationMessagePolicy": Field(choices=("File", "FallbackToLogsOnError")),
    },
    # validateContainerPorts
    "ContainerPort": {
        "containerPort": Field(smallest=1, largest=65535, required=True, zero_is_absent=True),
        "hostPort": Field(smallest=0, largest=65535),
        "protocol": Field("TCP", choices=("TCP", "UDP", "SCTP")),
        "name": Field(form=PORT_NAME_FORM),
    },
    # ValidateEnv, ValidateEnvFrom, validateConfigMapKeySelector, validateSecretKeySelector
    "EnvVar": {"name": REQUIRED},
    "ConfigMapKeySelector": KEY,
    "SecretKeySelector": KEY,
    "ResourceFieldSelector": {"resource": REQUIRED},
    "ObjectFieldSelector": {"fieldPath": REQUIRED},
    "ConfigMapEnvSource": {"name": REQUIRED_NAME},
    "SecretEnvSource": {"name": REQUIRED_NAME},
    # ValidateVolumeMounts, ValidateVolumeDevices
    "VolumeMount": {
        "name": REQUIRED,
        "mountPath": REQUIRED,
        "subPath": Field(form=RELATIVE_FORM),
        "subPathExpr": Field(form=RELATIVE_FORM),
        "mountPropagation": Field(choices=("None", "HostToContainer", "Bidirectional"), pointer=True),
        "recursiveReadOnly": Field(choices=("Disabled", "IfPossible", "Enabled"), pointer=True),
    },
    "VolumeDevice": {"name": REQUIRED, "devicePath": Field(form=NO_BACKSTEPS_FORM, required=True)},
    # validateResizePolicy
    "ContainerResizePolicy": {
        "resourceName": Field(choices=("cpu", "memory"), required=True),
        "restartPolicy": Field(choices=("NotRequired", "RestartContainer"), required=True),
    },
    # ValidateSecurityContext
    "SecurityContext": {
        "runAsUser": USER,
        "runAsGroup": USER,
        "procMount": Field(choices=("Default", "Unmasked"), pointer=True),
    },
    # validateHTTPGetAction, validateGRPCAction, validateTCPSocketAction
    "HTTPGetAction": {"port": REQUIRED},
    "TCPSocketAction": {"port": REQUIRED},
    "GRPCAction": {"port": REQUIRED},
    "HTTPHeader": {"name": Field(form=HEADER_FORM, required=True)},
    "ExecAction": {"command": REQUIRED},
    # validateContainerRestartPolicy: since 1.34
    "ContainerRestartRule": {"action": REQUIRED},
    "ContainerRestartRuleOnExitCodes": {"operator": REQUIRED},
    "ResourceClaim": {"name": REQUIRED},
}

VOLUMES: Mapping[str, Mapping[str, Field]] = {
    # ValidateVolumes, and for each source of a volume its own function
    "Volume": {"name": Field(form=LABEL_FORM, required=True)},
    "HostPathVolumeSource": {
        "path": Field(form=NO_BACKSTEPS_FORM, required=True),
        "type": Field(
            choices=("DirectoryOrCreate", "Directory", "FileOrCreate", "File", "Socket", "CharDevice", "BlockDevice")
        ),
    },
    "GitRepoVolumeSource": {"repository": REQUIRED, "directory": Field(form=RELATIVE_FORM)},
    "GCEPersistentDiskVolumeSource": {"pdName": REQUIRED, "partition": PARTITION},
    "AWSElasticBlockStoreVolumeSource": {"volumeID": REQUIRED, "partition": PARTITION},
    "SecretVolumeSource": {"secretName": REQUIRED, "defaultMode": FILE_MODE},
    "ConfigMapVolumeSource": {"name": REQUIRED, "defaultMode": FILE_MODE},
    "DownwardAPIVolumeSource": {"defaultMode": FILE_MODE},
    "DownwardAPIVolumeFile": {"path": Field(form=LOCAL_FORM, required=True), "mode": FILE_MODE},
    "ProjectedVolumeSource": {"defaultMode": FILE_MODE},
    "SecretProjection": {"name": REQUIRED},
    "ConfigMapProjection": {"name": REQUIRED},
    "ServiceAccountTokenProjection": {
        "path": Field(form=LOCAL_FORM, required=True),
        "expirationSeconds": Field(smallest=600, largest=2**32),
    },
    "KeyToPath": {"key": REQUIRED, "path": Field(form=LOCAL_FORM, required=True), "mode": FILE_MODE},
    "PersistentVolumeClaimVolumeSource": {"claimName": REQUIRED},
    "NFSVolumeSource": {"server": REQUIRED, "path": Field(form=ABSOLUTE_FORM, required=True)},
    "ISCSIVolumeSource": {
        "targetPortal": REQUIRED,
        "iqn": Field(form=ISCSI_FORM, required=True),
        "lun": Field(smallest=0, largest=255),
        "initiatorName": Field(form=ISCSI_FORM, pointer=True),
    },
    "GlusterfsVolumeSource": {"endpoints": REQUIRED, "path": REQUIRED},
    "RBDVolumeSource": {"monitors": REQUIRED, "image": REQUIRED},
    "CinderVolumeSource": {"volumeID": REQUIRED},
    "CephFSVolumeSource": {"monitors": REQUIRED},
    "AzureFileVolumeSource": {"secretName": REQUIRED, "shareName": REQUIRED},
    "AzureDiskVolumeSource": {"diskName": REQUIRED, "diskURI": REQUIRED},
    "VsphereVirtualDiskVolumeSource": {"volumePath": REQUIRED},
    "PortworxVolumeSource": {"volumeID": REQUIRED},
    "FlexVolumeSource": {"driver": REQUIRED},
    "CSIVolumeSource": {"driver": REQUIRED},
    "ImageVolumeSource": {"pullPolicy": Field(choices=("Always", "IfNotPresent", "Never"))},
    "EphemeralVolumeSource": {"volumeClaimTemplate": REQUIRED},
    "PersistentVolumeClaimSpec": {"accessModes": REQUIRED, "resources": REQUIRED},
}

METADATA: Mapping[str, Mapping[str, Field]] = {
    # ValidateObjectMeta, validateOwnerReference
    "OwnerReference": {"apiVersion": REQUIRED, "kind": REQUIRED, "name": REQUIRED, "uid": REQUIRED},
}

VALUES: Mapping[str, Mapping[str, Field]] = {**PODS, **CONTAINERS, **VOLUMES, **WORKLOADS, **JOBS, **METADATA}
