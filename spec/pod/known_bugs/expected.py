"""Bugs that every version has, and the specification with them: the law that people expect is part of the catalog."""

from podproof.spec.notation import Law
from podproof.spec.pod.known_bugs.notation import Bug

EXPECTED = (
    Bug(
        "83705",
        "Under Never a container starts again after the runtime has forgotten it, as after a crash of the node.",
        "-",
        "The issue was closed without a fix.",
        "never-means-one-start",
        "two-never",
        faults="runtime",
        expectation=Law(
            "before",
            "never-means-one-start",
            "4.5",
            "Under Never a container that has run does not start again, even if the runtime has forgotten it.",
            events="starts",
            when="never_restarts and is_absent",
            then="was_never_restarted",
            needs="container with policy Never",
        ),
    ),
    Bug(
        "123602",
        "The first restart of a container has no back-off.",
        "-",
        "KEP-4603 describes it and keeps it.",
        "every-restart-waits",
        "single-always",
        expectation=Law(
            "before",
            "every-restart-waits",
            "5.3",
            "A container starts again only after a back-off.",
            events="starts",
            when="has_exited",
            then="not backoff_is_fresh",
        ),
    ),
    Bug(
        "118310",
        "A Pod that is evicted or shut down is Succeeded, without a reason, if its containers exit 0 on SIGTERM.",
        "1.27-",
        "PR 115331 in 1.27; the issue calls it intended.",
        "an-early-end-is-no-success",
        "single-always",
        faults="eviction",
        expectation=Law(
            "always",
            "an-early-end-is-no-success",
            "9.22 10.1",
            "A Pod is Succeeded only if its work is over.",
            when="phase_is_succeeded and worker_is_done",
            then="work_is_over",
        ),
    ),
    Bug(
        "116965",
        "A Pod that a graceful node shutdown ends has no deletion mark, and stays a ready endpoint while it stops.",
        "1.21-",
        "The issue is open; graceful node shutdown is on by default since 1.21.",
        "a-shutdown-is-a-deletion",
        "single-always",
        faults="shutdown",
        expectation=Law(
            "always",
            "a-shutdown-is-a-deletion",
            "8.6 10.4",
            "A Pod that is shut down with its node is deleted.",
            when="was_shut_down",
            then="deletion_is_requested",
        ),
    ),
    Bug(
        "141948",
        "Under Never a Pod stays Pending forever if its sandbox is lost between the creation and the start of a"
        " container.",
        "-",
        "PR 141948 was open in 2026.",
        "no-sandbox-is-lost-for-good",
        "two-never",
        faults="sandbox runtime",
        expectation=Law(
            "always",
            "no-sandbox-is-lost-for-good",
            "3.4",
            "A Pod whose work is not over gets another sandbox.",
            then="not lost_its_sandbox_for_good",
            given="needs_several_starts",
            needs="policy Never and several starts",
        ),
    ),
)
"""Bugs without an edit."""
