"""Seeded mutations for liveness laws: something that should eventually happen no longer does."""

from seeding import Change, Mutation

DONE = "sync_is_free and is_scheduled and work_is_over"
"""The guard with which the kubelet terminates a Pod whose work is over, as specified."""

PROGRESS = (
    Mutation("deleted-leads-to-gone", "A container whose preStop hook was cut off is never killed.", "hooks",
             (Change("Stop", "minimum_over"),)),
    Mutation("bound-leads-to-service", "A Pod that left the endpoints does not return.", "single-always",
             (Change("Endpoint", "adds_endpoint"),)),
    Mutation("bound-leads-to-terminal-phase", "The Pod of a failed Job is not terminated.", "single-never",
             (Change("Worker", "finishes", becomes={"guard": f"{DONE} and regulars_succeeded"}),)),
    Mutation("done-leads-to-terminal-phase", "A sidecar keeps the Pod of a Job alive.", "sidecar-never",
             (Change("Worker", "finishes", becomes={"guard": f"{DONE} and all_stopped"}),)),
    Mutation("bound-leads-to-every-start", "A failed pull is not repeated.", "two-never",
             (Change("Image", "pull_backoff_over"),)),
    Mutation("alive-leads-to-bound", "A Pod whose phase is Unknown is not scheduled.", "single-never",
             (Change("Scheduling", "schedules", becomes={"guard": "may_be_scheduled and not phase_is_unknown"}),)),
    Mutation("crash-leads-to-restart", "A back-off never ends.", "single-always",
             (Change("Backoff", "backoff_over"),)),
    Mutation("idle-leads-to-running", "A lost sandbox is not replaced.", "two-onfailure",
             (Change("Sandbox", "creates_sandbox", becomes={
                 "guard": "kubelet_is_up and worker_syncs and may_create_sandbox and not regular_has_run"}),)),
    Mutation("unhealthy-leads-to-a-stop", "A container with a failed startup probe is not stopped.", "probes",
             (Change("Stop", "stops_unhealthy", becomes={"guard": "is_unhealthy and startup_succeeded_if_any"}),)),
    Mutation("held-sync-leads-to-free-sync", "A kill for a probe ends only with the process.", "probes-onfailure",
             (Change("KillTimer", "kill_grace_over"),)),
    Mutation("unready-leads-out-of-the-endpoints", "Only a sync publishes that a container is unready.", "probes",
             (Change("StatusManager", "publishes_readiness"),)),
    Mutation("deletion-is-always-possible", "A delete without force is refused.", "single-never",
             (Change("User", "deletes"),)),
    Mutation("seen-deletion-leads-to-gone", "The kubelet does not confirm the deletion.", "hooks",
             (Change("StatusManager", "confirms"),)),
    Mutation("unheld-deletion-leads-to-gone", "The kubelet does not see that a Pod was removed by force.", "two-never",
             (Change("Worker", "sees_deletion",
                     becomes={"guard": "sync_is_free and is_scheduled and is_terminating"}),)),
    Mutation("bound-leads-to-the-first-start", "An image that must be on the node is not found.", "never-pulled",
             (Change("Registry", "pull_succeeds", becomes={
                 "guard": "start_is_due and backoff_allows and image_is_needed and not never_pulls"}),)),
    Mutation("started-leads-to-terminal-phase", "The Pod of a failed Job is not terminated.", "two-never",
             (Change("Worker", "finishes", becomes={"guard": f"{DONE} and regulars_succeeded"}),)),
    Mutation("failure-free-leads-to-terminal-phase", "The Pod of a complete Job is not terminated.", "single-onfailure",
             (Change("Worker", "finishes", becomes={"guard": f"{DONE} and not regulars_succeeded"}),)),
    Mutation("exit-leads-to-restart", "A back-off never ends, with other containers.", "two-always",
             (Change("Backoff", "backoff_over"),)),
    Mutation("no-second-sandbox-under-never", "A lost sandbox is replaced even under Never.", "two-never",
             (Change("Sandbox", "creates_sandbox", becomes={
                 "guard": "sync_is_free and is_scheduled and not work_is_over"}),)),
    Mutation("a-sandbox-can-be-lost-for-good", "No sandbox is ever removed.", "two-never",
             (Change("Sandbox", "pod_is_stopped"), Change("Sandbox", "ends_termination"))),
)  # fmt: skip
"""At least one mutation for each liveness law."""

GRACE_RESTARTS = (
    Change("Grace", "grace_over", also={"source": "Over", "target": "Left"}),
    Change("Grace", "kill_grace_over", also={"source": "Over", "target": "Left"}),
)
"""A grace period that is over can begin again, so that SIGKILL must come in between."""

READY_FLICKERS = (
    Change("ReadyCondition", "publishes", "NotReady", also={"guard": "work_is_over"}),
    Change("Worker", "finishes", becomes={"guard": f"{DONE} and not ready_condition_is_true"}),
)
"""Every other status of a Pod whose work is over says Ready, and the kubelet terminates the Pod only between them."""

ALMOST_SURE_ONLY = (
    Mutation("done-leads-to-terminal-phase", "The kubelet must see it not Ready.", "sidecar-never", READY_FLICKERS),
    Mutation("started-leads-to-terminal-phase", "The kubelet must see it not Ready.", "two-never", READY_FLICKERS),
    Mutation("failure-free-leads-to-terminal-phase", "The kubelet must see it not Ready.", "single-onfailure",
             READY_FLICKERS),
    Mutation("alive-leads-to-bound", "The scheduler must act while the readiness gate is not met.", "gates",
             (Change("Scheduling", "schedules", becomes={"guard": "may_be_scheduled and publishes_unready"}),)),
    Mutation("idle-leads-to-running", "The sandbox must be created while the readiness gate is not met.", "gates",
             (Change("Sandbox", "creates_sandbox", becomes={
                 "guard": "kubelet_is_up and worker_syncs and may_create_sandbox and publishes_unready"}),)),
    Mutation("bound-leads-to-the-first-start", "The first start must happen without the readiness gate.", "gates",
             (Change("Runtime", "starts", "Absent", becomes={
                 "guard": "start_is_due and backoff_allows and image_is_present and publishes_unready"}),)),
    Mutation("exit-leads-to-restart", "Each other start must happen without the readiness gate.", "gates",
             (Change("Runtime", "starts", "Exited", becomes={
                 "guard": "start_is_due and backoff_allows and image_is_present and publishes_unready"}),)),
    Mutation("held-sync-leads-to-free-sync", "SIGKILL must come between two grace periods.", "probes-onfailure",
             GRACE_RESTARTS),
    Mutation("seen-deletion-leads-to-gone", "SIGKILL must come between two grace periods.", "hooks", GRACE_RESTARTS),
    Mutation("unheld-deletion-leads-to-gone", "SIGKILL must come between two grace periods.", "two-never",
             GRACE_RESTARTS),
    Mutation("unready-leads-out-of-the-endpoints", "Ready alternates in the API while the Pod is not ready.", "gates",
             (Change("ReadyCondition", "publishes_readiness", "NotReady", also={"guard": "publishes_unready"}),)),
)  # fmt: skip
"""For each law that claims weak fairness a mutation after which it holds only almost surely."""
