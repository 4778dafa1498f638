"""The values that the API server accepts in the fields of the owners of Pods.

The bounds follow `pkg/apis/apps/validation/validation.go` and `pkg/apis/batch/validation/validation.go` of Kubernetes
1.34; the comment at each type names the functions.
"""

from collections.abc import Mapping

from podproof.spec.manifest.fields import LARGEST_LONG, Field
from podproof.spec.manifest.forms import QUALIFIED_FORM

REQUIRED = Field(required=True)
COUNT = Field(smallest=0)

WORKLOADS: Mapping[str, Mapping[str, Field]] = {
    # ValidateDeploymentSpec, ValidateReplicaSetSpec, ValidateReplicationControllerSpec
    "DeploymentSpec": {
        "replicas": COUNT,
        "minReadySeconds": COUNT,
        "revisionHistoryLimit": COUNT,
        "progressDeadlineSeconds": Field(600, smallest=0),
        "selector": REQUIRED,
    },
    "DeploymentStrategy": {"type": Field("RollingUpdate", choices=("RollingUpdate", "Recreate"))},
    "ReplicaSetSpec": {"replicas": COUNT, "minReadySeconds": COUNT, "selector": REQUIRED},
    "ReplicationControllerSpec": {"replicas": COUNT, "minReadySeconds": COUNT},
    # ValidateStatefulSetSpec
    "StatefulSetSpec": {
        "replicas": COUNT,
        "minReadySeconds": COUNT,
        "revisionHistoryLimit": COUNT,
        "selector": REQUIRED,
        "podManagementPolicy": Field(choices=("OrderedReady", "Parallel")),
    },
    "StatefulSetUpdateStrategy": {"type": Field("RollingUpdate", choices=("RollingUpdate", "OnDelete"))},
    "RollingUpdateStatefulSetStrategy": {"partition": COUNT},
    "StatefulSetPersistentVolumeClaimRetentionPolicy": {
        "whenDeleted": Field(choices=("Retain", "Delete")),
        "whenScaled": Field(choices=("Retain", "Delete")),
    },
    "StatefulSetOrdinals": {"start": COUNT},
    # ValidateDaemonSetSpec
    "DaemonSetSpec": {"minReadySeconds": COUNT, "revisionHistoryLimit": COUNT, "selector": REQUIRED},
    "DaemonSetUpdateStrategy": {"type": Field("RollingUpdate", choices=("RollingUpdate", "OnDelete"))},
}

JOBS: Mapping[str, Mapping[str, Field]] = {
    # validateJobSpec
    "JobSpec": {
        "parallelism": COUNT,
        "completions": COUNT,
        "activeDeadlineSeconds": Field(smallest=0, largest=LARGEST_LONG),
        "backoffLimit": COUNT,
        "backoffLimitPerIndex": COUNT,
        "maxFailedIndexes": Field(smallest=0, largest=100_000),
        "ttlSecondsAfterFinished": COUNT,
        "completionMode": Field(choices=("NonIndexed", "Indexed"), pointer=True),
        "podReplacementPolicy": Field(choices=("Failed", "TerminatingOrFailed"), pointer=True),
    },
    # validatePodFailurePolicy
    "PodFailurePolicyRule": {
        "action": Field(choices=("FailJob", "FailIndex", "Ignore", "Count"), required=True),
    },
    "PodFailurePolicyOnExitCodesRequirement": {
        "operator": Field(choices=("In", "NotIn"), required=True),
        "values": REQUIRED,
    },
    "PodFailurePolicyOnPodConditionsPattern": {
        "type": Field(form=QUALIFIED_FORM, required=True),
        "status": Field("True", choices=("True", "False", "Unknown")),
    },
    # validateSuccessPolicy
    "SuccessPolicy": {"rules": REQUIRED},
    "SuccessPolicyRule": {"succeededCount": Field(smallest=0)},
    # validateCronJobSpec
    "CronJobSpec": {
        "schedule": REQUIRED,
        "startingDeadlineSeconds": Field(smallest=0, largest=LARGEST_LONG),
        "concurrencyPolicy": Field("Allow", choices=("Allow", "Forbid", "Replace")),
        "successfulJobsHistoryLimit": COUNT,
        "failedJobsHistoryLimit": COUNT,
    },
}
