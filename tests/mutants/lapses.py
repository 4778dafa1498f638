"""Faults that break no rule of what must not happen: something that should come does not come any more."""

from seeding import Change, Fault

from podproof.spec.pod.machines.api import Endpoint, ReadyCondition, Scheduling, StatusManager
from podproof.spec.pod.machines.containers import Backoff, Image, KillTimer, Runtime, Stop
from podproof.spec.pod.machines.environment import Registry, User
from podproof.spec.pod.machines.node import Grace, Sandbox, Worker

DONE = "sync_is_free and is_scheduled and work_is_over"
"""That the kubelet ends the Pod of its own accord, as it is specified."""

PROGRESS = (
    Fault("deleted-leads-to-gone", "A container whose preStop hook was cut off is never killed.", "hooks",
          (Change(Stop, "minimum_over"),)),
    Fault("bound-leads-to-service", "A Pod that has left the endpoints does not come back.", "single-always",
          (Change(Endpoint, "adds_endpoint"),)),
    Fault("bound-leads-to-terminal-phase", "Nobody ends the Pod of a job that failed.", "single-never",
          (Change(Worker, "finishes", becomes={"guard": f"{DONE} and regulars_succeeded"}),)),
    Fault("done-leads-to-terminal-phase", "A sidecar keeps the Pod of a job alive.", "sidecar-never",
          (Change(Worker, "finishes", becomes={"guard": f"{DONE} and all_stopped"}),)),
    Fault("bound-leads-to-every-start", "A pull that has failed once is not tried again.", "two-never",
          (Change(Image, "pull_backoff_over"),)),
    Fault("alive-leads-to-bound", "A Pod whose phase is Unknown is not scheduled.", "single-never",
          (Change(Scheduling, "schedules", becomes={"guard": "may_be_scheduled and not phase_is_unknown"}),)),
    Fault("crash-leads-to-restart", "A back-off has no end.", "single-always",
          (Change(Backoff, "backoff_over"),)),
    Fault("idle-leads-to-running", "A lost sandbox is not replaced.", "two-onfailure",
          (Change(Sandbox, "creates_sandbox", becomes={
              "guard": "kubelet_is_up and worker_syncs and may_create_sandbox and not regular_has_run"}),)),
    Fault("unhealthy-leads-to-a-stop", "A container whose startup probe has failed is left alone.", "probes",
          (Change(Stop, "stops_unhealthy", becomes={"guard": "is_unhealthy and startup_succeeded_if_any"}),)),
    Fault("held-sync-leads-to-free-sync", "A kill for a probe ends only with the process.", "probes-onfailure",
          (Change(KillTimer, "kill_grace_over"),)),
    Fault("unready-leads-out-of-the-endpoints", "Only a sync writes that a container is unready.", "probes",
          (Change(StatusManager, "publishes_readiness"),)),
    Fault("deletion-is-always-possible", "A delete without force is refused.", "single-never",
          (Change(User, "deletes"),)),
    Fault("seen-deletion-leads-to-gone", "The kubelet forgets to confirm that all is stopped.", "hooks",
          (Change(StatusManager, "confirms"),)),
    Fault("unheld-deletion-leads-to-gone", "The kubelet does not see that a Pod was removed by force.", "two-never",
          (Change(Worker, "sees_deletion", becomes={"guard": "sync_is_free and is_scheduled and is_terminating"}),)),
    Fault("bound-leads-to-the-first-start", "An image that must be on the node is not looked for.", "never-pulled",
          (Change(Registry, "pull_succeeds", becomes={
              "guard": "start_is_due and backoff_allows and image_is_needed and not never_pulls"}),)),
    Fault("started-leads-to-terminal-phase", "Nobody ends the Pod of a job whose containers failed.", "two-never",
          (Change(Worker, "finishes", becomes={"guard": f"{DONE} and regulars_succeeded"}),)),
    Fault("failure-free-leads-to-terminal-phase", "Nobody ends the Pod of a job that succeeded.", "single-onfailure",
          (Change(Worker, "finishes", becomes={"guard": f"{DONE} and not regulars_succeeded"}),)),
    Fault("exit-leads-to-restart", "A back-off has no end, be there others or not.", "two-always",
          (Change(Backoff, "backoff_over"),)),
    Fault("no-second-sandbox-under-never", "A lost sandbox is replaced under Never too.", "two-never",
          (Change(Sandbox, "creates_sandbox", becomes={
              "guard": "sync_is_free and is_scheduled and not work_is_over"}),)),
    Fault("a-sandbox-can-be-lost-for-good", "No sandbox is ever removed.", "two-never",
          (Change(Sandbox, "pod_is_stopped"), Change(Sandbox, "ends_termination"))),
)  # fmt: skip
"""At least one lapse for each law about what comes."""

GRACE_STARTS_ANEW = (
    Change(Grace, "grace_over", also={"source": "Over", "target": "Left"}),
    Change(Grace, "kill_grace_over", also={"source": "Over", "target": "Left"}),
)
"""A grace period that is over begins again, so that the kill must come in between."""

READY_FLICKERS = (
    Change(ReadyCondition, "publishes", "NotReady", also={"guard": "work_is_over"}),
    Change(Worker, "finishes", becomes={"guard": f"{DONE} and not ready_condition_is_true"}),
)
"""The kubelet says Ready of a Pod whose work is over with every other status, and ends it only when it does not."""

LUCK = (
    Fault("done-leads-to-terminal-phase", "The kubelet must find the Pod not Ready.", "sidecar-never", READY_FLICKERS),
    Fault("started-leads-to-terminal-phase", "The kubelet must find the Pod not Ready.", "two-never", READY_FLICKERS),
    Fault("failure-free-leads-to-terminal-phase", "The kubelet must find the Pod not Ready.", "single-onfailure",
          READY_FLICKERS),
    Fault("alive-leads-to-bound", "The scheduler must come by while the readiness gate is not met.", "gates",
          (Change(Scheduling, "schedules", becomes={"guard": "may_be_scheduled and publishes_unready"}),)),
    Fault("idle-leads-to-running", "The sandbox must be made while the readiness gate is not met.", "gates",
          (Change(Sandbox, "creates_sandbox", becomes={
              "guard": "kubelet_is_up and worker_syncs and may_create_sandbox and publishes_unready"}),)),
    Fault("bound-leads-to-the-first-start", "The first start needs a moment without the readiness gate.", "gates",
          (Change(Runtime, "starts", "Absent", becomes={
              "guard": "start_is_due and backoff_allows and image_is_present and publishes_unready"}),)),
    Fault("exit-leads-to-restart", "Each other start needs a moment without the readiness gate.", "gates",
          (Change(Runtime, "starts", "Exited", becomes={
              "guard": "start_is_due and backoff_allows and image_is_present and publishes_unready"}),)),
    Fault("held-sync-leads-to-free-sync", "A kill must come between two periods of grace.", "probes-onfailure",
          GRACE_STARTS_ANEW),
    Fault("seen-deletion-leads-to-gone", "A kill must come between two periods of grace.", "hooks", GRACE_STARTS_ANEW),
    Fault("unheld-deletion-leads-to-gone", "A kill must come between two periods of grace.", "two-never",
          GRACE_STARTS_ANEW),
    Fault("unready-leads-out-of-the-endpoints", "Ready flickers in the API while the Pod is not.", "gates",
          (Change(ReadyCondition, "publishes_readiness", "NotReady", also={"guard": "publishes_unready"}),)),
)  # fmt: skip
"""For each law of weak fairness a lapse that leaves to luck what was certain: it comes with probability one still."""
