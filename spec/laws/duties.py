"""What the kubelet takes up, and why: sandbox, worker, the end (SEMANTICS 3, 4 and 9)."""

from spec.notation import Law

DUTIES = (
    Law(
        "before",
        "ended-for-the-deletion",
        "9.6",
        "The kubelet sees a deletion only if there is one, of a Pod on its node.",
        then="deletion_is_asked and is_scheduled",
        events="sees_deletion",
    ),
    Law(
        "before",
        "ended-for-want-of-work",
        "9.6",
        "A Pod that nobody deletes is ended only when its work is over.",
        then="work_is_over and is_scheduled",
        events="finishes",
    ),
    Law(
        "before",
        "a-sandbox-for-something",
        "3.3 3.5",
        "A sandbox is created only for a Pod on the node with work to do.",
        then="is_scheduled and not work_is_over",
        events="creates_sandbox",
    ),
    Law(
        "after",
        "a-stopped-pod-has-no-sandbox",
        "3.4 9.19",
        "A Pod that was stopped has no sandbox.",
        then="not sandbox_exists",
        events="pod_is_stopped ends_termination",
    ),
    Law(
        "after",
        "the-end-begins",
        "9.6",
        "A Pod that is deleted or has nothing left to do is ended.",
        then="worker_terminates",
        events="sees_deletion finishes",
    ),
)
