"""What the podFailurePolicy of a Job does about an exit code."""

from podproof.spec.manifest.place import whole
from podproof.spec.manifest.syntax import MappingNode, SequenceNode


def fails_the_job(job: MappingNode, code: int) -> bool:
    """Whether the first rule that matches the exit code fails the Job, or CronJob; rules for conditions do not count.

    matchPodFailurePolicy of Kubernetes 1.36 (pkg/controller/job).
    """
    policy = job.inner("spec", "jobTemplate", "spec", "podFailurePolicy") or job.inner("spec", "podFailurePolicy")
    rules = policy.get("rules") if policy else None
    for rule in rules.items if isinstance(rules, SequenceNode) else ():
        codes = rule.inner("onExitCodes") if isinstance(rule, MappingNode) else None
        if isinstance(rule, MappingNode) and codes and (code in _values(codes)) == (codes.text("operator") == "In"):
            return rule.text("action") in ("FailJob", "FailIndex")
    return False


def _values(codes: MappingNode) -> list[int | None]:
    values = codes.get("values")
    return [whole(each) for each in values.items] if isinstance(values, SequenceNode) else []
