"""Deletion and endpoints (SEMANTICS 8 and 9)."""

from spec.notation import Law

DELETIONS = (
    Law(
        "stays",
        "deletion-is-never-undone",
        "9.4 11.9d",
        "A Pod that was deleted stays deleted.",
        when="deletion_is_asked",
    ),
    Law("stays", "gone-is-gone", "9.2 F2", "A Pod that is gone does not come back.", when="is_gone_for_good"),
    Law(
        "before",
        "confirmed-when-stopped",
        "9.21",
        "The kubelet confirms a deletion only after it has stopped everything.",
        events="confirms",
        then="worker_is_done and all_stopped",
        given="has_grace",
        needs="grace period above 0",
    ),
    Law(
        "before",
        "confirmed-when-ended",
        "9.21",
        "The kubelet confirms a deletion only when the API shows a terminal phase.",
        events="confirms",
        then="phase_is_terminal",
        given="deletion_ends_in_terminal_phase and has_grace",
    ),
    Law(
        "always",
        "gone-means-stopped",
        "9.21 9.24",
        "A Pod that is gone without force has no running container.",
        when="is_gone",
        then="all_stopped",
    ),
    Law(
        "sometimes",
        "forced-leaves-processes",
        "9.24",
        "After a forced delete the processes still run for a while.",
        when="is_forced and runs",
    ),
    Law(
        "before",
        "endpoint-only-when-ready",
        "8.1 8.5",
        "A Pod becomes a ready endpoint only while the API says Ready and it is not deleted.",
        events="adds_endpoint",
        then="api_says_ready and is_alive and not phase_is_terminal",
    ),
    Law(
        "sometimes",
        "endpoint-lags",
        "8.3",
        "A Pod that is being deleted may still be a ready endpoint for a while.",
        when="endpoint_is_ready and deletion_is_asked",
    ),
    Law(
        "rests",
        "no-dead-end",
        "F2 11.9i",
        "Only a Pod that is gone, with everything stopped, has nothing left that can happen.",
        then="is_gone_for_good and all_stopped",
    ),
)
