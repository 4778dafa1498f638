"""What the gate can have to say, by name: findings, laws, the reader of manifests, the specification's own guard."""

from collections.abc import Mapping
from typing import NamedTuple

from podproof.checker.gate.results import Severity
from podproof.spec.findings import FINDINGS
from podproof.spec.notation import Law


class LintRule(NamedTuple):
    """A rule as a reader of results wants it: one sentence, why it matters, and what to do."""

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
        "A file that cannot be read as Kubernetes objects.",
        fix="Mend it, or leave it out.",
    ),
    LintRule(
        "manifest/refused", "error", "An object that the API server refuses.", fix="Correct the value that is named."
    ),
    LintRule(
        "specification/verdicts", "error", "The verdicts on the specification's own scenarios are as written down."
    ),
    LintRule("specification/mutants", "error", "Some law finds each fault that is seeded in the specification."),
    LintRule("specification/pages", "error", "Every page that the program writes is current."),
)

KNOWN: Mapping[str, LintRule] = {rule.name: rule for rule in OWN} | {
    each.name: LintRule(each.name, each.severity, each.description, each.why, each.fix, each.cites) for each in FINDINGS
}


def rule(name: str, laws: Mapping[str, Law]) -> LintRule:
    """The rule of that name; `law/NAME` is one of the laws."""
    kind, _, law_name = name.partition("/")
    if kind == "law" and law_name in laws:
        law = laws[law_name]
        why = "A law of the Pod lifecycle: what breaks it can happen to this Pod, and the trace shows how."
        return LintRule(name, "error", law.description, why, cites=law.cites)
    return KNOWN.get(name) or LintRule(name, "warning", name)
