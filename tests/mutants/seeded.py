"""Seeded mutations: for each law at least one mistake in the specification that the law must find."""

from seeded_liveness import PROGRESS
from seeding import Change, Mutation

COULD_START = "sync_is_free and is_scheduled and sandbox_is_ready"
"""The kubelet could start a container, except for the start order, the restart policy and the back-off."""

DUE = "start_is_due and backoff_allows and image_is_present"
"""The guard of a start, as specified."""

OUT_OF_TURN = (
    Change("Registry", "pull_succeeds", becomes={"guard": f"{COULD_START} and image_is_needed"}),
    Change("Runtime", "starts", "Absent", becomes={"guard": f"{COULD_START} and image_is_present"}),
)
"""The kubelet starts a container for the first time without regard to the start order."""


def after_exit(guard: str) -> tuple[Change, ...]:
    """The kubelet restarts an exited container under this guard alone."""
    return (Change("Runtime", "starts", "Exited", becomes={"guard": guard}),)


PHASE = (
    Mutation("succeeded-is-final", "A status turns Succeeded into Running.", "single-never",
             (Change("Phase", "publishes", "Pending", "Running", also={"source": "Succeeded", "guard": ""}),)),
    Mutation("failed-is-final", "A status turns Failed into Running.", "single-never",
             (Change("Phase", "publishes", "Pending", "Running", also={"source": "Failed", "guard": ""}),)),
    Mutation("succeeded-means-exit-0", "A Pod that ended with an error becomes Succeeded.", "single-never",
             (Change("Phase", "publishes", target="Failed", becomes={"target": "Succeeded"}),)),
    Mutation("failed-means-a-failure", "A Pod that ended well becomes Failed.", "single-never",
             (Change("Phase", "publishes", target="Succeeded", becomes={"target": "Failed"}),)),
    Mutation("terminal-phase-means-stopped", "A Pod becomes Succeeded while its sidecar still runs.", "sidecar-never",
             (Change("Phase", "publishes", "Running", "Succeeded", becomes={"guard": "regulars_succeeded"}),)),
    Mutation("terminal-phase-is-not-ready", "Ready stays True in a terminal phase.", "single-never",
             (Change("ReadyCondition", "publishes", "Ready",
                     becomes={"guard": "not publishes_ready and not work_is_over"}),)),
    Mutation("waiting-means-pending", "One running container is enough for Running.", "two-never",
             (Change("Phase", "publishes", "Pending", "Running",
                     becomes={"guard": "publishes_running or regular_runs"}),)),
    Mutation("initializing-means-pending", "A Pod that must initialize again stays Running.", "init-always",
             (Change("Phase", "publishes", "Running", "Pending"),)),
    Mutation("kubelet-never-computes-unknown", "The kubelet writes Unknown for a Pod that starts over.", "init-always",
             (Change("Phase", "publishes", "Running", "Pending", becomes={"target": "Unknown"}),)),
    Mutation("ready-matches-containers-and-gates", "Ready does not wait for the readiness gates.", "gates",
             (Change("ReadyCondition", "publishes", "NotReady", becomes={"guard": "containers_are_ready"}),)),
    Mutation("running-can-turn-pending", "A new sandbox finds the init containers done.", "init-always",
             (Change("Runtime", "creates_sandbox"),)),
)  # fmt: skip

STARTS = (
    Mutation("running-needs-a-sandbox", "A dead sandbox is forgotten before its containers.", "single-never",
             (Change("Sandbox", "sandbox_dies", becomes={"target": "Absent"}),)),
    Mutation("init-in-order", "A container starts out of order.", "init-never", OUT_OF_TURN),
    Mutation("init-one-at-a-time", "A container starts out of order.", "init-never", OUT_OF_TURN),
    Mutation("init-before-regular", "A container starts out of order.", "init-always", OUT_OF_TURN),
    Mutation("sidecar-before-regular", "A container starts out of order.", "sidecar-never", OUT_OF_TURN),
    Mutation("nothing-starts-during-a-hook", "A postStart hook does not hold the sync.", "hook-and-neighbor",
             (Change("Sync", "starts", "Free", "InHook"),)),
    Mutation("never-means-once", "A container with policy Never restarts.", "single-never",
             after_exit(f"{COULD_START} and backoff_allows")),
    Mutation("exit-0-is-final-under-onfailure", "A container that exited 0 restarts.", "single-onfailure",
             after_exit(f"{COULD_START} and backoff_allows")),
    Mutation("a-killed-success-can-restart", "A kill for a probe ends the sync.", "probes-onfailure",
             (Change("Stop", "exits_zero", target="RestartPending", becomes={"target": "Idle"}),
              Change("Sync", "exits_zero", "InKill", "InRestart", becomes={"target": "Free"}))),
    Mutation("never-can-start-again-in-a-new-sandbox", "A new sandbox goes by the restart policy.", "own-policies",
             after_exit(f"{DUE} and not (never_restarts and sync_is_free)")),
    Mutation("crash-loop-means-restarted", "The first restart waits, too.", "single-always",
             (Change("Backoff", "backs_off", "Armed", "CrashLoopBackOff", also={"source": "Fresh"}),)),
    Mutation("a-restart-count-never-returns-to-0", "An exit 0 resets the restart count.", "single-always",
             (Change("Runtime", "exits_zero", becomes={"changes": {"exit_code": "Zero", "restarts": 0}}),)),
    Mutation("a-restart-count-never-falls-below-2", "An exit 0 sets the restart count to 1.", "single-always",
             (Change("Runtime", "exits_zero", becomes={"changes": {"exit_code": "Zero", "restarts": 1}}),)),
)  # fmt: skip

PROBES = (
    Mutation("stopped-only-for-a-failed-probe", "A healthy container is killed.", "probes-onfailure",
             (Change("Stop", "stops_unhealthy", target="Signalled", becomes={"guard": "sync_is_free and runs"}),)),
    Mutation("startup-before-liveness", "The liveness probe does not wait for the startup probe.", "probes",
             (Change("Liveness", "liveness_fails", target="Failure", becomes={"guard": "sync_is_free and runs"}),)),
    Mutation("ready-means-started", "A container that exits stays ready.", "probes",
             (Change("Readiness", "exits_zero"),)),
    Mutation("a-kubelet-restart-keeps-readiness", "A restarted kubelet starts with unready containers.", "probes",
             (Change("Readiness", "kubelet_stops", "Success", becomes={"target": "Failure"}),)),
    Mutation("no-liveness-failure-while-terminating", "Liveness probes continue in termination.", "probes-onfailure",
             (Change("Liveness", "liveness_fails", target="Failure", becomes={"guard": "kubelet_is_up and runs"}),)),
)  # fmt: skip

TERMINATION = (
    Mutation("pre-stop-before-the-signal", "The stop signal is sent before the preStop hook.", "brief-grace",
             (Change("Stop", "stop_begins", target="PreStop", becomes={"target": "Signalled"}),)),
    Mutation("pre-stop-cut-at-the-end-of-grace", "A preStop hook is cut off at any time.", "hooks",
             (Change("Stop", "pre_stop_cut", becomes={"guard": "kubelet_is_up"}),)),
    Mutation("two-seconds-after-the-cut", "After a preStop hook that is cut off no time is left.", "hooks",
             (Change("Stop", "pre_stop_cut", becomes={"target": "Signalled"}),)),
    Mutation("kill-after-grace", "SIGKILL does not wait for the grace period.", "single-never",
             (Change("Stop", "kills", target="Idle", becomes={"guard": "kubelet_is_up and not kill_restarts_it"}),)),
    Mutation("sidecars-stop-last", "A sidecar gets its signal at the same time as all others.", "sidecar-never",
             (Change("Stop", "turn_comes", becomes={"guard": "stops_in_order and grace_is_left"}),)),
    Mutation("nothing-starts-while-terminating", "A container restarts while the Pod terminates.", "single-always",
             after_exit("kubelet_is_up and sandbox_is_ready and has_exited")),
    Mutation("a-start-can-follow-deletion", "The kubelet sees a delete at once.", "single-always",
             (Change("Runtime", "starts", becomes={"guard": f"{DUE} and is_alive"}),)),
    Mutation("kubelet-does-nothing-while-down", "The sandbox is created without the kubelet.", "single-never",
             (Change("Sandbox", "creates_sandbox", becomes={"guard": "worker_syncs and may_create_sandbox"}),)),
)  # fmt: skip

DELETION = (
    Mutation("deletion-is-never-undone", "A second delete undoes the first.", "single-never",
             (Change("Deletion", "deletes_sooner", becomes={"target": "Alive"}),)),
    Mutation("finalizers-go-last", "A controller removes finalizers right after the delete.", "finalizer",
             (Change("Controller", "removes_finalizers", becomes={"guard": "is_terminating"}),)),
    Mutation("ended-early-can-succeed", "Only a Pod whose work is over becomes Succeeded.", "single-always",
             (Change("Phase", "publishes", target="Succeeded",
                     becomes={"guard": "publishes_succeeded and work_is_over"}),)),
    Mutation("gone-is-gone", "A kubelet start restores a Pod that was removed by force.", "single-never",
             (Change("Deletion", "deletes_sooner",
                     also={"event": "kubelet_starts", "source": "Forced", "target": "Requested"}),)),
    Mutation("confirmed-only-when-stopped", "The kubelet confirms once the phase is terminal.", "single-never",
             (Change("StatusManager", "confirms",
                     becomes={"guard": "is_terminating and kubelet_is_up and phase_is_terminal"}),)),
    Mutation("confirmed-only-in-a-terminal-phase", "The kubelet confirms too early.", "single-never",
             (Change("StatusManager", "confirms",
                     becomes={"guard": "is_terminating and kubelet_is_up and worker_is_done"}),)),
    Mutation("gone-means-stopped", "A forced delete looks like a graceful one.", "single-never",
             (Change("Deletion", "forces", target="Forced", becomes={"target": "Gone"}),)),
    Mutation("forced-deletion-can-leave-processes", "Nobody can delete by force.", "single-never",
             (Change("User", "forces"), Change("PodGC", "collects"))),
    Mutation("endpoint-only-when-ready", "The endpoint ignores the deletion.", "single-never",
             (Change("Endpoint", "adds_endpoint", becomes={"guard": "ready_condition_is_true"}),)),
    Mutation("an-endpoint-can-lag", "The delete removes the endpoint in the same step.", "single-never",
             (Change("Endpoint", "removes_endpoint", also={"event": "deletes", "guard": "", "leading": False}),
              Change("Endpoint", "adds_endpoint", also={"event": "forces", "source": "Ready", "target": "Absent",
                                                      "guard": "", "leading": False}))),
    Mutation("deadlock-only-when-gone", "A stopped kubelet stays down, and nobody can force.", "single-never",
             (Change("KubeletFault", "kubelet_starts"), Change("User", "forces"))),
)  # fmt: skip

STUCK = (
    Mutation("only-a-due-sandbox-fails", "A network fails beside a sandbox that serves.", "single-always",
             (Change("Network", "sandbox_fails", becomes={"guard": "kubelet_is_up and is_scheduled"}),)),
    Mutation("without-a-sandbox-the-pod-waits", "A failed mount does not hold the Pod up.", "single-always",
             (Change("Sandbox", "mount_fails"),)),
    Mutation("only-a-failed-sandbox-is-tried-again", "A lost sandbox counts as one that is to be created.",
             "single-always", (Change("Sandbox", "tries_sandbox_again", also={"source": "NotReady"}),)),
    Mutation("a-sandbox-tried-again-is-absent", "A second attempt always succeeds.", "single-always",
             (Change("Sandbox", "tries_sandbox_again", becomes={"target": "Ready"}),)),
    Mutation("only-a-syncing-pod-waits-for-its-sandbox", "A kubelet that stops goes on to wait.", "single-always",
             (Change("Sandbox", "kubelet_stops", "CreationFailed"),)),
    Mutation("a-failed-creation-is-the-reason", "A failed creation leaves no trace.", "single-always",
             (Change("Image", "creation_fails"),)),
    Mutation("a-failed-creation-changes-no-instance", "A failed creation removes the exited instance.",
             "single-always", (Change("Runtime", "forgets_container", also={"event": "creation_fails"}),)),
)  # fmt: skip

REJECTIONS = (
    Mutation("a-new-pod-is-rejected-before-any-start", "Admission runs at any time.", "single-never",
             (Change("Admission", "rejects", becomes={"guard": "may_be_ended_early"}),)),
    Mutation("only-a-restarted-kubelet-admits-again", "A Pod that has ended is admitted again.", "single-never",
             (Change("Readmission", "rejects_again", becomes={"guard": "not kubelet_is_up and is_scheduled"}),)),
    Mutation("a-second-admission-can-end-the-pod", "A rejected Pod goes on to run.", "single-never",
             (Change("Worker", "rejects_again"),)),
    Mutation("a-running-pod-can-be-rejected", "Only a Pod without a sandbox is admitted again.",
             "single-never",
             (Change("Readmission", "rejects_again",
                     becomes={"guard": "may_be_rejected_again and not sandbox_exists"}),)),
)  # fmt: skip

RESETS = (
    Mutation("a-reset-can-follow-a-lost-sandbox", "Containers start over only in the sandbox that they have.",
             "restart-all",
             (Change("Sync", "resets_pod", becomes={
                 "guard": "is_alive and sync_is_free and must_restart_all and not work_is_over"
                 " and (sandbox_is_ready or (sandbox_is_absent and nothing_has_started))"}),)),
)  # fmt: skip

KILLS = (
    Mutation("a-first-kill-makes-no-back-off", "Each restart makes a back-off entry.", "probes-onfailure",
             (Change("Backoff", "starts", "Fresh", becomes={"guard": "has_exited and can_back_off"}),)),
    Mutation("a-later-kill-can-restart-at-once", "A restart always waits for the entry.", "probes-onfailure",
             (Change("Runtime", "starts", "Exited",
                     becomes={"guard": f"{DUE} and not backoff_is_armed"}),)),
)  # fmt: skip

DURING_ITS_START = "may_be_ended_during_its_end and (worker_syncs or sync_is_held)"
"""The guard of an early end, but never true of a Pod that terminates."""

DURING_THE_END = (
    Mutation("out-of-memory-is-a-failure", "An OOMKilled init container counts by its exit code 0.", "init-always",
             (Change("Runtime", "runs_out_of_memory", becomes={"changes": {"exit_code": "Zero"}}),)),
    Mutation("an-early-end-can-meet-a-deletion", "A terminating Pod cannot be evicted.", "single-never",
             (Change("NodePressure", "evicts", becomes={"guard": DURING_ITS_START}),)),
    Mutation("a-deadline-can-pass-during-termination", "A deadline stops when the Pod terminates.", "deadline",
             (Change("Deadline", "exceeds_deadline", becomes={"guard": DURING_ITS_START}),)),
)  # fmt: skip

SEEDED = (
    *PHASE,
    *STARTS,
    *RESETS,
    *KILLS,
    *DURING_THE_END,
    *STUCK,
    *REJECTIONS,
    *PROBES,
    *TERMINATION,
    *DELETION,
    *PROGRESS,
)
