"""The rules of the gate by name: findings, laws, the manifest reader, and the checks of the specification itself."""

from collections.abc import Mapping
from typing import NamedTuple

from podproof.checker.gate.results import Severity
from podproof.spec.findings import FINDINGS
from podproof.spec.notation import Law

Laws = Mapping[str, Law]


class LintRule(NamedTuple):
    """A rule as readers of results need it: one sentence, why it matters, and how to fix it."""

    name: str
    severity: Severity
    description: str
    why: str = ""
    fix: str = ""
    cites: str = ""


OWN = (
    LintRule(
        "manifest/unreadable",
        "error",
        "A file cannot be read as Kubernetes objects.",
        fix="Fix the file, or exclude it.",
    ),
    LintRule("manifest/refused", "error", "The API server refuses an object.", fix="Correct the value."),
    LintRule(
        "specification/verdicts", "error", "A verdict on a scenario of the specification differs from the recorded one."
    ),
    LintRule("specification/mutants", "error", "No law detects a mutation of the specification."),
    LintRule("specification/pages", "error", "A generated page is out of date."),
)

KNOWN: Mapping[str, LintRule] = {rule.name: rule for rule in OWN} | {
    each.name: LintRule(each.name, each.severity, each.description, each.why, each.fix, each.cites) for each in FINDINGS
}


def rule(name: str, laws: Laws) -> LintRule:
    """The rule of that name; `law/NAME` is one of the laws."""
    kind, _, law_name = name.partition("/")
    if kind == "law" and law_name in laws:
        law = laws[law_name]
        why = "A law of the Pod lifecycle: this Pod can violate it, and the trace shows how."
        return LintRule(name, "error", law.description, why, cites=law.cites)
    return KNOWN.get(name) or LintRule(name, "warning", name)
