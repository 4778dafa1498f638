"""What the kubelet and the runtime keep on record, and when: rules 2, 5 and 9."""

from podproof.spec.notation import Law

RECORDS = (
    Law(
        "always",
        "a-stopped-kubelet-remembers-nothing",
        "5.6 6.14 9.26",
        "A kubelet that is down remembers no back-off, hook, stop, streak, sync or clock.",
        when="not kubelet_is_up",
        then="kubelet_memory_is_empty and kubelet_remembers_nothing_of_it",
        faults="kubelet",
    ),
    Law(
        "always",
        "an-ended-container-has-no-results",
        "6.1 9.12",
        "A container that does not run has no probe result, and no hook or stop in progress.",
        when="not runs",
        then="has_no_probe_results",
    ),
    Law(
        "always",
        "a-terminating-pod-awaits-no-start",
        "4.15 6.12 9.6",
        "Once the pod worker terminates the Pod, no image, back-off or probe result waits for a start.",
        when="worker_terminates or worker_is_done",
        then="prepares_no_start",
    ),
    Law(
        "always",
        "the-sync-is-accounted-for",
        "3.13 4.12",
        "A hook holds the sync exactly while it runs, and a kill exactly while its container is being stopped.",
        when="is_scheduled",
        then="sync_matches_containers",
    ),
    Law(
        "always",
        "grace-ends-only-during-a-stop",
        "9.11 9.12",
        "The grace period is over only while something is being stopped.",
        when="grace_has_passed",
        then="grace_runs",
    ),
    Law(
        "always",
        "only-an-exit-has-a-code",
        "2.1 2.4",
        "A container that has not exited has no exit code.",
        when="not has_exited",
        then="has_no_exit_code",
    ),
    Law(
        "after",
        "an-error-is-on-record",
        "2.4",
        "An exit with an error is recorded as one.",
        events="exits_nonzero",
        then="exited_nonzero",
    ),
    Law(
        "after",
        "a-kill-is-on-record",
        "2.4 9.12",
        "A kill is recorded as one.",
        events="kills dies",
        then="was_killed",
    ),
)
