"""What stands in a manifest in vain: fields, rules and annotations."""

from podproof.spec.findings.notation import Finding

FINDINGS = (
    Finding(
        "unknown-field",
        "error",
        "",
        "A field is unknown to the API, which drops it without a word.",
        "",
        "What was meant to be set is not: a misspelt `initialDelaySecond` leaves the delay at 0.",
        "Correct the name, or remove the field.",
    ),
    Finding(
        "ignored-field",
        "warning",
        "",
        "A field is newer than the version of Kubernetes that was asked for, which ignores it.",
        "",
        "The Pod lives as if the line were not there.",
        "Remove it, or set `kubernetes` to the version that you run.",
    ),
    Finding(
        "gated-field",
        "info",
        "",
        "A field is read only if the cluster has switched a feature gate on.",
        "",
        "Without the gate the Pod lives as if the line were not there.",
        "Check the gate, or set `kubernetes` to the version that you run.",
    ),
    Finding(
        "ineffective-restart-rule",
        "warning",
        "4.1 4.3",
        "A rule of restartPolicyRules changes nothing.",
        "rule {rules_in_vain[0]} of the restartPolicyRules of {name} changes nothing",
        "The first rule that matches counts, and `Restart` beside a policy that always restarts says nothing new.",
        "Remove the rule, or put it before the one that takes its codes.",
        when="has_exit_rules and has_a_rule_in_vain",
        field="restartPolicyRules",
    ),
)

ANNOTATIONS = (
    Finding(
        "ignore-without-reason",
        "warning",
        "",
        "`podproof.dev/ignore` has no `podproof.dev/ignore-reason` beside it, and does not work.",
        "",
        "Whoever reads the manifest next year has to know why it was left so.",
        "Add the annotation `podproof.dev/ignore-reason` with a sentence.",
    ),
    Finding(
        "unused-suppression",
        "warning",
        "",
        "`podproof.dev/ignore` names what is not found in this Pod.",
        "",
        "The finding is misspelt, or mended: the next one of its kind would pass unseen.",
        "Correct the name, or remove it from the annotation.",
    ),
    Finding(
        "unused-annotation",
        "warning",
        "",
        "An annotation `podproof.dev/…` has a name that means nothing, or names a container that is not there.",
        "",
        "What it was to declare is not declared.",
        "Correct the name.",
    ),
)
