"""What the API server refuses, as tables: for each type of the API the predicates that must not hold.

Each entry names its source, a function of `pkg/apis/{core,apps,batch}/validation/validation.go` in Kubernetes 1.34.
"""

from collections.abc import Mapping
from typing import TypeVar

from podproof.spec.manifest.validations.containers import CONTAINER_VALIDATIONS
from podproof.spec.manifest.validations.cron_jobs import CRON_JOB_VALIDATIONS
from podproof.spec.manifest.validations.job_policies import JOB_POLICY_VALIDATIONS
from podproof.spec.manifest.validations.jobs import JOB_VALIDATIONS
from podproof.spec.manifest.validations.lifecycle import LIFECYCLE_VALIDATIONS
from podproof.spec.manifest.validations.metadata import METADATA_VALIDATIONS
from podproof.spec.manifest.validations.mounts import MOUNT_VALIDATIONS
from podproof.spec.manifest.validations.notation import Alternatives, Check, Unique, Validation, Validations
from podproof.spec.manifest.validations.pods import POD_VALIDATIONS
from podproof.spec.manifest.validations.resources import RESOURCE_VALIDATIONS
from podproof.spec.manifest.validations.scheduling import SCHEDULING_VALIDATIONS
from podproof.spec.manifest.validations.stop_signals import STOP_SIGNAL_VALIDATIONS
from podproof.spec.manifest.validations.volumes import VOLUME_VALIDATIONS
from podproof.spec.manifest.validations.workloads import WORKLOAD_VALIDATIONS

__all__ = ["ALTERNATIVES", "CHECKS", "INNER", "REFUSED", "UNIQUE", "Alternatives", "Unique", "Validation"]

SUBJECTS: tuple[Validations, ...] = (
    METADATA_VALIDATIONS,
    WORKLOAD_VALIDATIONS,
    JOB_VALIDATIONS,
    JOB_POLICY_VALIDATIONS,
    CRON_JOB_VALIDATIONS,
    LIFECYCLE_VALIDATIONS,
    STOP_SIGNAL_VALIDATIONS,
    POD_VALIDATIONS,
    SCHEDULING_VALIDATIONS,
    CONTAINER_VALIDATIONS,
    MOUNT_VALIDATIONS,
    RESOURCE_VALIDATIONS,
    VOLUME_VALIDATIONS,
)


Entry = TypeVar("Entry")


def _joined(tables: list[Mapping[str, tuple[Entry, ...]]]) -> dict[str, tuple[Entry, ...]]:
    names = dict.fromkeys(name for table in tables for name in table)
    return {name: tuple(entry for table in tables for entry in table.get(name, ())) for name in names}


REFUSED: Mapping[str, tuple[Validation, ...]] = _joined([subject.refused for subject in SUBJECTS])
UNIQUE: Mapping[str, tuple[Unique, ...]] = _joined([subject.unique for subject in SUBJECTS])
CHECKS: Mapping[str, tuple[Check, ...]] = _joined([subject.checks for subject in SUBJECTS])
ALTERNATIVES: Mapping[str, Alternatives] = {
    name: found for subject in SUBJECTS for name, found in subject.alternatives.items()
}
INNER: Mapping[str, Mapping[str, str]] = {
    type: {name: inner for subject in SUBJECTS for name, inner in subject.inner.get(type, {}).items()}
    for type in dict.fromkeys(name for subject in SUBJECTS for name in subject.inner)
}
"""The fields of each type that lead to places with validations."""
