"""Progress: what eventually happens if faults stop, and what always stays possible.

Weak fairness is the stronger claim: nothing can delay the goal forever.  An almost-sure law may also rely on events
that can fail repeatedly, such as a pull that succeeds in the end or a process that does not crash each time.

The laws claim nothing for a Pod that has ended or is deleted, nor for one that has lost its sandbox for good: under
Never a Pod that needs more than one start gets no second sandbox if the first one dies in between [3.4].
"""

from podproof.spec.notation import Law

BY_THE_KUBELET_ALONE = (
    "kubelet_starts hook_succeeds hook_fails stops_unhealthy stops_pod sees_deletion finishes"
    " stop_begins pre_stop_cut turn_comes turn_cut grace_over kill_grace_over minimum_over kills skips_restart"
    " pod_is_stopped ends_termination publishes confirms resets_pod removes_containers removes_finalizers"
)
"""The events that stop containers even if processes ignore signals and preStop hooks hang; postStart hooks must end."""

STUCK_STARTS = "pull_fails sandbox_fails mount_fails"
"""The failures before the first start that can delay a Pod forever: it waits with an image error, or as
ContainerCreating without a sandbox."""

FAILURES = (
    f"{STUCK_STARTS} exits_nonzero startup_fails startup_fails_early liveness_fails liveness_fails_early hook_fails"
)
"""The failures that can delay a Pod forever, because each of them can repeat."""

PROGRESS = (
    Law(
        "leads_to",
        "deleted-leads-to-gone",
        "9.10 9.12 9.19 9.20 9.21 11.9i",
        "A deleted Pod is eventually gone, with its sandbox, even if processes ignore signals and preStop hooks hang.",
        when="deletion_is_requested",
        then="object_is_removed and all_stopped and not sandbox_exists",
        by=BY_THE_KUBELET_ALONE,
    ),
    Law(
        "leads_to",
        "bound-leads-to-service",
        "1.6 3.6 3.12 7.5 8.1",
        "A bound Pod that runs forever eventually serves, whatever has happened to it.",
        when="is_scheduled",
        then="is_in_service or kubelet_is_done_with_it",
        given="regulars_always_restart",
        needs="Pod that runs forever",
    ),
    Law(
        "leads_to",
        "bound-leads-to-terminal-phase",
        "1.7 4.6 4.9 10.7",
        "A bound Pod whose containers end eventually has a terminal phase, with or without sidecars.",
        when="is_scheduled",
        then="kubelet_is_done_with_it",
        given="no_regular_always_restarts",
        needs="Pod whose containers end",
    ),
    Law(
        "leads_to",
        "done-leads-to-terminal-phase",
        "4.6 4.9 9.6 9.10 10.7",
        "A Pod whose work is over while nothing holds its sync eventually has a terminal phase, even if its sidecars"
        " would run forever.",
        when="is_scheduled and work_is_over and not sync_is_held",
        then="phase_is_terminal or object_is_removed",
        by=BY_THE_KUBELET_ALONE,
        given="no_regular_always_restarts or init_failure_can_be_final",
        needs="work that can be over",
        strength="weak fairness",
    ),
    Law(
        "leads_to",
        "bound-leads-to-every-start",
        "3.6 3.9 3.12 5.8",
        "Every container of a bound Pod eventually starts, if its image can be pulled, its volumes mount, its network"
        " works and the containers before it succeed.",
        when="is_scheduled",
        then="all_have_started_once or kubelet_is_done_with_it",
    ),
    Law(
        "leads_to",
        "alive-leads-to-bound",
        "3.1",
        "A Pod that nobody deletes is eventually bound to a node.",
        when="is_alive",
        then="is_scheduled or deletion_is_requested",
        strength="weak fairness",
    ),
    Law(
        "leads_to",
        "crash-leads-to-restart",
        "4.1 4.8 5.1",
        "After an exit, all containers that always restart eventually run again.",
        when="an_always_restarting_container_is_down",
        then="always_restarting_containers_run or kubelet_is_done_with_it",
        given="some_container_always_restarts",
        needs="container that always restarts",
    ),
    Law(
        "leads_to",
        "idle-leads-to-running",
        "3.2 4.1 9.6",
        "A Pod without a running container eventually runs one, unless it has ended, is gone or has lost its sandbox.",
        when="is_scheduled and all_stopped",
        then="not all_stopped or phase_is_terminal or object_is_removed or lost_its_sandbox_for_good",
        without=STUCK_STARTS,
        strength="weak fairness",
    ),
    Law(
        "leads_to",
        "unhealthy-leads-to-a-stop",
        "4.10 6.13",
        "While a container with a failed probe runs, the kubelet eventually stops such a container.",
        when="an_unhealthy_container_runs",
        then="not an_unhealthy_container_runs or something_is_being_stopped",
        by=BY_THE_KUBELET_ALONE,
        needs="liveness or startup probe",
    ),
    Law(
        "leads_to",
        "held-sync-leads-to-free-sync",
        "3.13 4.12 5.9",
        "A kill or a postStart hook eventually frees the sync, even if processes ignore signals.",
        when="sync_is_held",
        then="not sync_is_held",
        by=BY_THE_KUBELET_ALONE,
        given="sync_can_be_held",
        needs="hook or probe that can hold the sync",
        strength="weak fairness",
    ),
    Law(
        "leads_to",
        "unready-leads-out-of-the-endpoints",
        "7.7 8.1 8.3",
        "A Pod with an unready container eventually leaves the endpoints or turns ready again, even while"
        " the sync is held.",
        when="endpoint_is_ready and publishes_unready",
        then="not endpoint_is_ready or not publishes_unready",
        by="publishes publishes_readiness removes_endpoint kubelet_starts",
        given="can_turn_unready",
        needs="container that can turn unready",
        strength="weak fairness",
    ),
    Law(
        "leads_to",
        "seen-deletion-leads-to-gone",
        "9.6 9.10 9.12 9.17 9.20 9.21",
        "A Pod whose deletion the kubelet has seen is eventually gone, even if processes ignore signals and"
        " preStop hooks hang.",
        when="is_scheduled and deletion_is_requested and kubelet_is_up and not worker_brings_up",
        then="object_is_removed and all_stopped and not sandbox_exists",
        by=BY_THE_KUBELET_ALONE,
        strength="weak fairness",
    ),
    Law(
        "leads_to",
        "unheld-deletion-leads-to-gone",
        "9.6 9.9 9.21",
        "A deleted Pod without hooks or probes that can hold the sync is eventually gone.",
        when="deletion_is_requested",
        then="object_is_removed and all_stopped and not sandbox_exists",
        by=BY_THE_KUBELET_ALONE,
        given="not sync_can_be_held",
        needs="Pod whose sync nothing can hold",
        strength="weak fairness",
    ),
    Law(
        "leads_to",
        "bound-leads-to-the-first-start",
        "3.2 3.6 3.12 3.13",
        "The first container of a bound Pod eventually starts, if pulls, mounts and the network stop failing.",
        when="is_scheduled and is_alive",
        then="not all_stopped or kubelet_is_done_with_it",
        without=STUCK_STARTS,
        strength="weak fairness",
    ),
    Law(
        "leads_to",
        "started-leads-to-terminal-phase",
        "1.7 4.5 4.9 10.7",
        "A Pod that runs each container only once eventually has a terminal phase after all have started,"
        " unless one is forgotten.",
        when="is_scheduled and all_are_known",
        then="kubelet_is_done_with_it or not all_are_known",
        given="runs_only_once and not some_rule_restarts",
        needs="Pod that runs each container only once",
        strength="weak fairness",
    ),
    Law(
        "leads_to",
        "failure-free-leads-to-terminal-phase",
        "1.7 3.6 3.12 4.1 10.7",
        "A Pod without sidecars whose containers end eventually has a terminal phase, if failures stop.",
        when="is_scheduled",
        then="kubelet_is_done_with_it",
        without=FAILURES,
        given="no_regular_always_restarts and not has_sidecars and not some_rule_restarts",
        needs="Pod without sidecars whose containers end",
        strength="weak fairness",
    ),
    Law(
        "leads_to",
        "exit-leads-to-restart",
        "4.1 4.4 5.1 5.2",
        "A container that always restarts eventually runs again after an exit, if nothing can hold the sync.",
        when="has_exited and always_restarts",
        then="runs or kubelet_is_done_with_it",
        without=STUCK_STARTS,
        given="not sync_can_be_held and not has_init_containers",
        needs="container that always restarts in a Pod without init containers, hooks and killing probes",
        strength="weak fairness",
    ),
    Law(
        "always_possible",
        "deletion-is-always-possible",
        "9.2 9.21 11.9i",
        "From every state the Pod can still be deleted and removed with its sandbox, without force.",
        when="object_exists",
        then="object_is_removed and all_stopped and not sandbox_exists",
        by=f"deletes {BY_THE_KUBELET_ALONE}",
        given="has_grace",
        needs="grace period above 0",
    ),
)
