"""What the gate can have to say, by name: findings, laws, the reader of manifests, the specification's own guard."""

from collections.abc import Mapping
from typing import NamedTuple

from podproof.checker.gate.results import Severity
from podproof.spec.findings import FINDINGS
from podproof.spec.notation import Law


class Rule(NamedTuple):
    """A rule as a reader of results wants it: one sentence, why it matters, and what to do."""

    name: str
    severity: Severity
    sentence: str
    why: str = ""
    fix: str = ""
    cites: str = ""


OWN = (
    Rule(
        "manifest/unreadable",
        "error",
        "A file that cannot be read as Kubernetes objects.",
        fix="Mend it, or leave it out.",
    ),
    Rule("manifest/refused", "error", "An object that the API server refuses.", fix="Correct the value that is named."),
    Rule("specification/verdicts", "error", "The verdicts on the specification's own scenarios are as written down."),
    Rule("specification/mutants", "error", "Some law finds each fault that is seeded in the specification."),
    Rule("specification/pages", "error", "Every page that the program writes is current."),
)

KNOWN: Mapping[str, Rule] = {rule.name: rule for rule in OWN} | {
    each.name: Rule(each.name, each.severity, each.sentence, each.why, each.fix, each.cites) for each in FINDINGS
}


def rule(name: str, laws: Mapping[str, Law]) -> Rule:
    """The rule of that name; `law/NAME` is one of the laws."""
    kind, _, law_name = name.partition("/")
    if kind == "law" and law_name in laws:
        law = laws[law_name]
        why = "A law of the Pod lifecycle: what breaks it can happen to this Pod, and the story shows how."
        return Rule(name, "error", law.sentence, why, cites=law.cites)
    return KNOWN.get(name) or Rule(name, "warning", name)
