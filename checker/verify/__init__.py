"""From laws to verdicts: a law becomes formulas and leads-to properties, which an engine decides.

law ─► instances (for each component and event) ─┬─► situation, violation: is it reachable?   formulas.py
                                                 └─► leads-to property: is it violated?        liveness.py
                                                          └─► Verdict                          verdicts.py
"""

from podproof.checker.verify.formulas import LawFormulas, law_formulas, why_not_applicable
from podproof.checker.verify.liveness import ALMOST_SURELY, LIVENESS_KINDS, UNDER_WEAK_FAIRNESS, counted_on
from podproof.checker.verify.verdicts import (
    OUT_OF_TIME,
    Outcome,
    Verdict,
    out_of_time,
    verdicts,
    with_last_step,
    with_weak_fairness,
    without_weak_fairness,
)

__all__ = [
    "ALMOST_SURELY",
    "LIVENESS_KINDS",
    "OUT_OF_TIME",
    "UNDER_WEAK_FAIRNESS",
    "LawFormulas",
    "Outcome",
    "Verdict",
    "counted_on",
    "law_formulas",
    "out_of_time",
    "verdicts",
    "why_not_applicable",
    "with_last_step",
    "with_weak_fairness",
    "without_weak_fairness",
]
