"""The validations of what a Job makes of failed and succeeded Pods: its podFailurePolicy and its successPolicy.

Their sources are in `pkg/apis/batch/validation/validation.go`, Kubernetes 1.34.
"""

from collections.abc import Iterator

from podproof.spec.manifest.place import Place
from podproof.spec.manifest.problems import Diagnostic, quoted, quoted_path
from podproof.spec.manifest.validations.containers import each_container
from podproof.spec.manifest.validations.jobs import pod_spec
from podproof.spec.manifest.validations.notation import Alternatives, Validation, Validations

MOST_RULES, MOST_CODES, MOST_CONDITIONS = 20, 255, 20


def has_too_many_policy_rules(policy: Place) -> bool:
    """Return whether a policy has too many rules."""
    return len(policy.nodes("rules")) > MOST_RULES


def missing_containers(job: Place) -> Iterator[Diagnostic]:
    """Yield the rules for exit codes of containers that the Pods do not have."""
    spec, policy = pod_spec(job), job.inner("podFailurePolicy", "PodFailurePolicy")
    if spec is None or policy is None:
        return
    names = {container.text("name") for container in each_container(spec)}
    for rule in policy.each("rules", "PodFailurePolicyRule"):
        codes = rule.inner("onExitCodes", "PodFailurePolicyOnExitCodesRequirement")
        name = codes.text("containerName") if codes else ""
        if codes and name and name not in names:
            message = f"{quoted_path(codes.path)} names {quoted(name)}, but the Pods have no such container"
            yield Diagnostic(*codes.where("containerName"), message, "correct the name")


def has_unordered_codes(codes: Place) -> bool:
    """Return whether the exit codes of a rule are not in ascending order, each once."""
    values = codes.integers("values")
    return list(values) != sorted(set(values))


def matches_success(codes: Place) -> bool:
    """Return whether a rule for failed Pods names exit code 0."""
    return codes.text("operator") == "In" and 0 in codes.integers("values")


def has_too_many_exit_codes(codes: Place) -> bool:
    """Return whether a rule names too many exit codes."""
    return len(codes.nodes("values")) > MOST_CODES


def fails_an_index_without_limit(rule: Place) -> bool:
    """Return whether a rule fails an index although the Job counts no failures of an index."""
    job = rule.outer.outer if rule.outer else None
    return rule.text("action") == "FailIndex" and job is not None and job.get("backoffLimitPerIndex") is None


CODES = (
    Validation(
        has_unordered_codes,
        "values",
        "the values of {path} must be in ascending order, each once",
        "order them",
        "validatePodFailurePolicyRuleOnExitCodes",
    ),
    Validation(
        matches_success,
        "values",
        "{path} must not name exit code 0, which is not a failure",
        "remove it",
        "validatePodFailurePolicyRuleOnExitCodes",
    ),
    Validation(
        has_too_many_exit_codes,
        "values",
        "{path} has more than 255 values",
        "use the other operator",
        "validatePodFailurePolicyRuleOnExitCodes",
    ),
)

TOO_MANY_RULES = Validation(
    has_too_many_policy_rules,
    "rules",
    "{path} has more than 20 rules",
    "let one rule name several exit codes",
    "validatePodFailurePolicy, validateSuccessPolicy",
)

JOB_POLICY_VALIDATIONS = Validations(
    refused={
        "PodFailurePolicy": (TOO_MANY_RULES,),
        "SuccessPolicy": (TOO_MANY_RULES,),
        "PodFailurePolicyRule": (
            Validation(
                fails_an_index_without_limit,
                "action",
                "{path} has the action FailIndex, which needs backoffLimitPerIndex",
                "add it to the Job",
                "validatePodFailurePolicyRule",
            ),
            Validation(
                lambda rule: len(rule.nodes("onPodConditions")) > MOST_CONDITIONS,
                "onPodConditions",
                "{path} has more than 20 conditions",
                "write several rules",
                "validatePodFailurePolicyRuleOnPodConditions",
            ),
        ),
        "PodFailurePolicyOnExitCodesRequirement": CODES,
    },
    alternatives={
        "PodFailurePolicyRule": Alternatives(("onExitCodes", "onPodConditions"), True, "validatePodFailurePolicyRule"),
    },
    checks={"JobSpec": (missing_containers,)},
    inner={
        "JobSpec": {
            "podFailurePolicy": "PodFailurePolicy",
            "successPolicy": "SuccessPolicy",
        },
        "PodFailurePolicy": {"rules": "PodFailurePolicyRule"},
        "PodFailurePolicyRule": {
            "onExitCodes": "PodFailurePolicyOnExitCodesRequirement",
            "onPodConditions": "PodFailurePolicyOnPodConditionsPattern",
        },
        "SuccessPolicy": {"rules": "SuccessPolicyRule"},
    },
)
