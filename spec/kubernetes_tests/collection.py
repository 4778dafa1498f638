"""Which Pods the garbage collector deletes: pkg/controller/podgc/gc_controller.go. [10.8 10.9]"""

from typing import Any

from podproof.spec.kubernetes_tests import arithmetic
from podproof.spec.kubernetes_tests.case_state import CaseState
from podproof.spec.kubernetes_tests.decisions import Answer, Input, NotModeled, decision
from podproof.spec.pod import predicates

COLLECTED = arithmetic.is_orphaned, arithmetic.ends_unscheduled


def collect(case: Input) -> Answer:
    """`gc`: a Pod of a table, which is collected for itself; how many finished Pods are kept depends on the others."""
    case_state = CaseState([])
    state: dict[str, Any] = {
        "scheduling": "Scheduled" if case.get("nodeName") else "Unscheduled",
        "deletion": "Requested" if case.get("deletionTimestamp") else "Alive",
        "phase": case.get("phase"),
        "node_exists": case.get("nodeExists", True),
    }
    keeps_some = (case.get("terminatedThreshold") or 0) > 0
    if any(case_state.evaluate(each, **state) for each in COLLECTED):
        return {"deleted": decision(True, *COLLECTED)}
    finished = case_state.evaluate(predicates.phase_is_terminal, **state)
    if finished and keeps_some:
        raise NotModeled("how many finished Pods are kept: that depends on the other Pods of the cluster")
    return {"deleted": decision(False, *COLLECTED, predicates.phase_is_terminal)}


FUNCTIONS = {"PodGC": collect}
FORMS = {"terminatedThreshold": collect}
