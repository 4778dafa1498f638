"""Bugs of the phase and of the conditions beside it."""

from podproof.spec.pod.known_bugs import predicates
from podproof.spec.pod.known_bugs.notation import Bug
from podproof.spec.pod.variants import Change

PHASES = (
    Bug(
        "116676",
        "A Pod with policy Never stayed Pending forever once an init container was killed for its memory and exited 0.",
        "1.23-1.26",
        "PR 104650 in 1.23 caused it and PR 115331 in 1.27 ended it; the fixes for 1.25 and 1.26 (117712, 117788) were"
        " closed unmerged.",
        "bound-leads-to-terminal-phase",
        "init-never",
        (
            Change(
                "Phase",
                "publishes",
                target="Failed",
                becomes={"guard": "publishes_failed and (was_ended_early or not an_init_container_ran_out_of_memory)"},
            ),
        ),
        (predicates.an_init_container_ran_out_of_memory,),
        concerns="runs_out_of_memory_for_good",
        faults="memory",
        kubernetes=26,
    ),
    Bug(
        "104531",
        "A Pod that a graceful node shutdown ended kept the phase Running, with reason Terminated, and started again"
        " with the node.",
        "1.22.0-1.22.4, 1.23.0",
        "PR 102344 in 1.22 caused it; the changelogs of 1.22.5 and 1.23.1 name its end (PR 106899, 106901).",
        "phase-matches-containers",
        "single-always",
        (Change("Phase", "publishes", target="Failed", becomes={"guard": "publishes_failed and not was_shut_down"}),),
        (predicates.is_shut_down, predicates.status_has_reason),
        faults="shutdown",
        kubernetes=22,
    ),
    Bug(
        "105358",
        "An evicted Pod turned from Failed to Running again, and its containers started again.",
        "1.22.0-1.22.2",
        "PR 102344 in 1.22 caused it; PR 105462 is in 1.23.0.  That 1.22.3 has a cherry-pick is not confirmed.",
        "a-published-reason-is-final",
        "single-always",
        (
            Change(
                "Phase",
                "publishes",
                "Pending",
                "Running",
                also={
                    "source": "Failed",
                    "guard": "was_evicted and worker_is_done and not regulars_have_ended_for_good",
                },
            ),
        ),
        faults="eviction",
        kubernetes=22,
    ),
    Bug(
        "127793",
        "A Pod with sidecars kept the phase Running when it had to initialize again.",
        "1.28-1.31",
        "PR 126653 and 127162 in 1.32; which patch releases have them is not confirmed.",
        "initializing-means-pending",
        "sidecar-always",
        (
            Change(
                "Phase", "publishes", "Running", "Pending", becomes={"guard": "publishes_pending and not has_sidecars"}
            ),
        ),
        concerns="has_sidecars",
        faults="sandbox",
    ),
    Bug(
        "116410",
        "A deleted Pod was removed while its phase was still Running.",
        "1.22-1.26",
        "PR 115331 in 1.27; the specification of the earlier versions has it.",
        "confirmed-only-in-a-terminal-phase",
        "single-always",
        (
            Change(
                "StatusManager", "confirms", becomes={"guard": "is_terminating and kubelet_is_up and worker_is_done"}
            ),
        ),
    ),
    Bug(
        "108594",
        "A Pod in phase Failed still had Ready=True.",
        "1.22.0-1.22.10, 1.23.0-1.23.7, 1.24.0-1.24.1",
        "The changelogs of 1.22.11, 1.23.8 and 1.24.2 name the fix (PR 110481, 110480, 110479).",
        "terminal-phase-is-not-ready",
        "single-never",
        (
            Change(
                "ReadyCondition",
                "publishes",
                "Ready",
                becomes={"guard": "not publishes_ready and not worker_is_done"},
            ),
        ),
    ),
    Bug(
        "58711",
        "A Pod marked Failed when its termination began became Succeeded when its containers exited 0.",
        "-1.9",
        "PR 59767 in 1.10.",
        "failed-is-final",
        "single-always",
        (
            Change(
                "Phase",
                "publishes",
                "Pending",
                "Failed",
                also={"event": "sees_deletion", "source": "Running", "guard": ""},
            ),
            Change("Phase", "publishes", "Running", "Succeeded", also={"source": "Failed"}),
        ),
    ),
    Bug(
        "17011",
        "A Pod that had Succeeded went back to Pending when it was deleted.",
        "-1.9",
        "openshift/origin#17011 and PR 59228; PR 59767 in 1.10.",
        "succeeded-is-final",
        "single-never",
        (
            Change(
                "Phase",
                "publishes",
                "Unknown",
                "Pending",
                also={"source": "Succeeded", "guard": "deletion_is_requested"},
            ),
        ),
    ),
)
"""Bugs of what the API shows of a Pod."""
