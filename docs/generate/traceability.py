"""From each rule to what formalizes it and to what exercises it."""

import json

from generate.notes import NOTE, reality
from podproof.checker.mutation import record
from podproof.checker.reports import traceability
from podproof.spec.kubernetes_tests import arithmetic
from podproof.spec.observation.number_checks import CHECKS
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.rules import sections


def page() -> str:
    """The page of rules and their evidence, from what `tests/reality` and `mutate --update` wrote."""
    evidence = traceability.Evidence(*reality("evidence")["read"](), forged(), record.read().transitions)
    return NOTE + traceability.render(sections(), traceability.formalization(LIFECYCLE, CHECKS, arithmetic), evidence)


def forged() -> dict[str, str]:
    """Each kind of forged history with how many are caught, and the rules that it breaks."""
    tampering = reality("tampering")
    found = json.loads(tampering["RECORD"].read_text(encoding="utf-8")).values()
    kinds = {}
    for name, kind in tampering["KINDS"].items():
        caught, made = map(sum, zip(*(each["kinds"].get(name, (0, 0)) for each in found), strict=True))
        kinds[f"{name} ({caught} of {made})"] = kind.cites
    return kinds
