"""Findings about parts of a manifest that have no effect: fields, rules and annotations."""

from podproof.spec.findings.notation import Finding

FINDINGS = (
    Finding(
        "unknown-field",
        "error",
        "",
        "The API server does not know a field and drops it silently.",
        "",
        "The intended setting is missing: a misspelled `initialDelaySecond` leaves the delay at 0.",
        "Correct the name, or remove the field.",
    ),
    Finding(
        "ignored-field",
        "warning",
        "",
        "A field is newer than the configured version of Kubernetes, which ignores it.",
        "",
        "The Pod behaves as if the line were missing.",
        "Remove the field, or set `kubernetes` to the version that you run.",
    ),
    Finding(
        "gated-field",
        "info",
        "",
        "A field takes effect only if the cluster has enabled a feature gate.",
        "",
        "Without the gate the Pod behaves as if the line were missing.",
        "Check the feature gate, or set `kubernetes` to the version that you run.",
    ),
    Finding(
        "duplicate-key",
        "warning",
        "",
        "A map has the same key twice.",
        "",
        "kubectl reads the last one and drops the others silently.",
        "Keep one of the two.",
    ),
    Finding(
        "ineffective-restart-rule",
        "warning",
        "4.1 4.3",
        "A rule of restartPolicyRules has no effect.",
        "rule {ineffective_rules[0]} of the restartPolicyRules of {name} has no effect",
        "The first rule that matches applies, and `Restart` adds nothing to a policy that always restarts.",
        "Remove the rule, or move it before the rule that already matches its exit codes.",
        when="has_exit_rules and has_an_ineffective_rule",
        field="restartPolicyRules",
    ),
)

ANNOTATIONS = (
    Finding(
        "ignore-without-reason",
        "warning",
        "",
        "`podproof.dev/ignore` has no effect without `podproof.dev/ignore-reason`.",
        "",
        "Later readers of the manifest need to know why the finding is accepted.",
        "Add the annotation `podproof.dev/ignore-reason` with a reason.",
    ),
    Finding(
        "unused-suppression",
        "warning",
        "",
        "`podproof.dev/ignore` names a finding that this Pod does not have.",
        "",
        "The name is misspelled, or the finding is fixed; if it returns, it is suppressed unnoticed.",
        "Correct the name, or remove it from the annotation.",
    ),
    Finding(
        "unused-annotation",
        "warning",
        "",
        "An annotation `podproof.dev/…` has an unknown name, names an unknown container, or holds no duration.",
        "",
        "The intended declaration has no effect.",
        "Correct the name or the duration.",
    ),
)
