"""The validations of Jobs.

Their sources are in `pkg/apis/batch/validation/validation.go`, Kubernetes 1.34.
"""

from podproof.spec.manifest.place import Place
from podproof.spec.manifest.validations.notation import Validation, Validations, required
from podproof.spec.manifest.validations.workloads import selects_not_its_own

MOST_PODS = 100_000


def pod_spec(job: Place) -> Place | None:
    """Return the spec of the Pods of a Job."""
    template = job.inner("template", "PodTemplateSpec")
    return template.inner("spec", "PodSpec") if template else None


def is_indexed(job: Place) -> bool:
    """Return whether each Pod of a Job has an index."""
    return job.text("completionMode") == "Indexed"


def has_no_completions(job: Place) -> bool:
    """Return whether an indexed Job says not how many indexes it has."""
    return is_indexed(job) and job.integer("completions") is None


def has_too_many_pods(job: Place) -> bool:
    """Return whether an indexed Job runs more Pods at once than are allowed."""
    return is_indexed(job) and (job.integer("parallelism") or 0) > MOST_PODS


def limits_no_index(job: Place) -> bool:
    """Return whether a Job without indexes limits the retries of each index."""
    return not is_indexed(job) and job.get("backoffLimitPerIndex") is not None


def fails_more_than_it_has(job: Place) -> bool:
    """Return whether a Job may fail more indexes than it has."""
    completions, failed = job.integer("completions"), job.integer("maxFailedIndexes")
    return completions is not None and failed is not None and failed > completions


def has_a_policy_but_restarts(job: Place) -> bool:
    """Return whether a Job with a policy for failed Pods lets the kubelet restart containers."""
    spec = pod_spec(job)
    return job.get("podFailurePolicy") is not None and spec is not None and spec.text("restartPolicy") == "OnFailure"


def replaces_pods_too_early(job: Place) -> bool:
    """Return whether a Job with a policy for failed Pods replaces Pods that still terminate."""
    return job.get("podFailurePolicy") is not None and job.text("podReplacementPolicy") == "TerminatingOrFailed"


def succeeds_without_index(job: Place) -> bool:
    """Return whether a Job without indexes has a success policy."""
    return not is_indexed(job) and job.get("successPolicy") is not None


def selects_by_hand(job: Place) -> bool:
    """Return whether a Job has a selector that Kubernetes would have to generate."""
    return job.get("selector") is not None and not job.flag("manualSelector") and not job.owner.is_live


def selects_in_a_template(job: Place) -> bool:
    """Return whether the Job of a CronJob has a selector of its own."""
    return job.outer is not None and (job.flag("manualSelector") or job.get("selector") is not None)


JOB = (
    Validation(
        has_no_completions, "completions", "an Indexed Job needs completions", "add `completions:`", "validateJobSpec"
    ),
    Validation(
        has_too_many_pods,
        "parallelism",
        "an Indexed Job runs at most 100000 Pods at once",
        "lower it",
        "validateJobSpec",
    ),
    Validation(
        limits_no_index,
        "backoffLimitPerIndex",
        "backoffLimitPerIndex needs `completionMode: Indexed`",
        "add it, or remove backoffLimitPerIndex",
        "validateJobSpec",
    ),
    Validation(
        lambda job: required(job, "backoffLimitPerIndex", "maxFailedIndexes"),
        "maxFailedIndexes",
        "maxFailedIndexes needs backoffLimitPerIndex",
        "add it, or remove maxFailedIndexes",
        "validateJobSpec",
    ),
    Validation(
        fails_more_than_it_has,
        "maxFailedIndexes",
        "maxFailedIndexes must not be greater than completions",
        "lower it",
        "validateJobSpec",
    ),
    Validation(
        has_a_policy_but_restarts,
        "podFailurePolicy",
        "a podFailurePolicy needs `restartPolicy: Never`",
        "write it in the Pod template, or remove the podFailurePolicy",
        "validateJobSpec",
    ),
    Validation(
        replaces_pods_too_early,
        "podReplacementPolicy",
        "with a podFailurePolicy the podReplacementPolicy must be Failed",
        "write `Failed`",
        "validateJobSpec",
    ),
    Validation(
        succeeds_without_index,
        "successPolicy",
        "a successPolicy needs `completionMode: Indexed`",
        "add it, or remove the successPolicy",
        "validateJobSpec",
    ),
    Validation(
        selects_in_a_template,
        "selector",
        "the Job of a CronJob must not have a selector",
        "remove it; Kubernetes generates one",
        "ValidateJobTemplateSpec",
    ),
    Validation(
        lambda job: selects_by_hand(job) and job.outer is None,
        "selector",
        "a Job must not have a selector of its own",
        "remove it; Kubernetes generates one",
        "ValidateGeneratedSelector",
    ),
    Validation(
        lambda job: job.flag("manualSelector") and selects_not_its_own(job),
        "selector",
        "the selector of the {owner} does not select its Pods: their labels differ",
        "write the labels of the template into the selector",
        "ValidateJobSpec",
    ),
)

JOB_VALIDATIONS = Validations(refused={"JobSpec": JOB}, inner={"JobSpec": {"selector": "LabelSelector"}})
