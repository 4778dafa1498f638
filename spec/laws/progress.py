"""What comes in the end, if faults stop after a while, and what always stays possible.

Nothing is owed to a Pod that has ended or is deleted, nor, alas, to one that has lost its sandbox for good: under Never
a Pod that needs more than one start stays as it is if its sandbox dies in between (rule 3.4, bug B5).
"""

from spec.notation import Law

BY_THE_KUBELET_ALONE = (
    "kubelet_starts hook_succeeds hook_fails stops_unhealthy stops_pod sees_deletion finishes"
    " stop_begins pre_stop_cut turn_comes turn_cut grace_over kill_grace_over minimum_over kills skips_restart"
    " pod_is_stopped ends_termination publishes confirms"
)
"""What stops containers although no process heeds a signal and no preStop hook ends; postStart hooks must end."""

PROGRESS = (
    Law(
        "leads_to",
        "deleted-leads-to-gone",
        "9.10 9.12 9.19 9.20 9.21 11.9i",
        "A deleted Pod comes to be gone, sandbox and all, even if no process heeds a signal and preStop hooks hang.",
        when="deletion_is_asked",
        then="is_gone_for_good and all_stopped and not sandbox_exists",
        by=BY_THE_KUBELET_ALONE,
    ),
    Law(
        "leads_to",
        "bound-leads-to-service",
        "1.6 3.6 3.12 7.5 8.1",
        "A Pod that works for ever comes to serve, and comes back to it whatever has happened.",
        when="is_scheduled",
        then="is_in_service or is_released",
        given="works_for_ever",
        needs="Pod that works for ever",
    ),
    Law(
        "leads_to",
        "bound-leads-to-the-end",
        "1.7 4.6 4.9 10.7",
        "A Pod whose containers end gets a terminal phase, sidecars or not.",
        when="is_scheduled",
        then="is_released",
        given="comes_to_an_end",
        needs="Pod that comes to an end",
    ),
    Law(
        "leads_to",
        "done-leads-to-the-end",
        "4.6 4.9 9.6 9.10 10.7",
        "Once its work is over, a Pod gets a terminal phase, even if its sidecars would run for ever.",
        when="is_scheduled and work_is_over",
        then="phase_is_terminal or is_gone_for_good",
        by=BY_THE_KUBELET_ALONE,
        given="comes_to_an_end or has_final_inits",
        needs="work that can be over",
    ),
    Law(
        "leads_to",
        "bound-leads-to-every-start",
        "3.6 3.9 3.12 5.8",
        "Every container of a bound Pod comes to be started, if images can be had and those before it succeed.",
        when="is_scheduled",
        then="all_were_started or is_released",
    ),
    Law(
        "leads_to",
        "alive-leads-to-bound",
        "3.1",
        "A Pod that nobody deletes comes to be bound to a node.",
        when="is_alive",
        then="is_scheduled or deletion_is_asked",
    ),
    Law(
        "leads_to",
        "crash-leads-to-restart",
        "4.1 4.8 5.1",
        "A container that is always started again comes to run again after each exit, and with it all others like it.",
        when="a_restarting_one_is_down",
        then="restarting_ones_run or is_released",
        given="has_restarting_containers",
        needs="container that is always started again",
    ),
    Law(
        "leads_to",
        "progress-is-never-lost",
        "3.2 4.1 9.6",
        "A Pod of which nothing runs comes to run something, unless it has ended or is gone.",
        when="is_scheduled and all_stopped",
        then="not all_stopped or phase_is_terminal or is_gone_for_good or has_lost_its_sandbox",
    ),
    Law(
        "leads_to",
        "unhealthy-leads-to-a-kill",
        "4.10 6.13",
        "While a container runs whose probe has failed for good, the kubelet comes to stop it, or one like it.",
        when="an_unhealthy_one_runs",
        then="not an_unhealthy_one_runs or something_is_stopped",
        by=BY_THE_KUBELET_ALONE,
        needs="liveness or startup probe",
    ),
    Law(
        "leads_to",
        "busy-leads-to-free",
        "3.13 4.12 5.9",
        "A kill or a postStart hook comes to set the sync free, even if no process heeds a signal.",
        when="something_holds_the_sync",
        then="not something_holds_the_sync",
        by=BY_THE_KUBELET_ALONE,
        given="can_be_held",
        needs="hook or probe that can hold the sync",
    ),
    Law(
        "leads_to",
        "unready-leads-out-of-the-endpoints",
        "7.7 8.1 8.3",
        "A Pod with a container known to be unready leaves the endpoints, even while a hook or a kill holds the sync.",
        when="endpoint_is_ready and shows_unready",
        then="not endpoint_is_ready or not shows_unready",
        by="publishes publishes_readiness removes_endpoint kubelet_starts",
        given="can_turn_unready",
        needs="container that can run unready once it was ready",
    ),
    Law(
        "possible",
        "deletion-is-always-possible",
        "9.2 9.21 11.9i",
        "From everywhere the Pod can still be deleted and go, all stopped, without force, unless its node is gone.",
        when="object_exists and not was_collected",
        then="is_gone and all_stopped",
        without="forces",
        given="has_grace",
        needs="grace period above 0",
    ),
    Law(
        "before",
        "no-other-sandbox-under-never",
        "3.4",
        "Under Never the kubelet makes no other sandbox once it knows a container, even if work is left.",
        events="creates_sandbox",
        then="not has_lost_its_sandbox",
        given="needs_many_starts",
        needs="Pod with many starts under Never",
    ),
    Law(
        "sometimes",
        "a-sandbox-is-lost-for-good",
        "3.4",
        "Under Never a Pod whose sandbox dies between two starts gets no other and stays as it is until it is deleted.",
        when="has_lost_its_sandbox and worker_syncs and is_alive",
        given="needs_many_starts",
        needs="Pod with many starts under Never",
        faults="sandbox",
    ),
)
