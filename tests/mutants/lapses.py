"""Faults that break no rule of what must not happen: something that should come does not come any more."""

from seeding import Change, Fault

from spec.machines.api import Endpoint, Scheduling, StatusManager
from spec.machines.containers import Backoff, Image, KillTimer, Stop
from spec.machines.environment import SandboxFault, User
from spec.machines.node import Sandbox, Worker

DONE = "sync_is_free and is_scheduled and work_is_over"
"""That the kubelet ends the Pod of its own accord, as it is specified."""

PROGRESS = (
    Fault("deleted-leads-to-gone", "A container whose preStop hook was cut off is never killed.", "hooks",
          (Change(Stop, "minimum_over"),)),
    Fault("bound-leads-to-service", "A Pod that has left the endpoints does not come back.", "single-always",
          (Change(Endpoint, "adds_endpoint"),)),
    Fault("bound-leads-to-the-end", "Nobody ends the Pod of a job that failed.", "single-never",
          (Change(Worker, "finishes", becomes={"guard": f"{DONE} and regulars_succeeded"}),)),
    Fault("done-leads-to-the-end", "A sidecar keeps the Pod of a job alive.", "sidecar-never",
          (Change(Worker, "finishes", becomes={"guard": f"{DONE} and all_stopped"}),)),
    Fault("bound-leads-to-every-start", "A pull that has failed once is not tried again.", "two-never",
          (Change(Image, "pull_backoff_over"),)),
    Fault("alive-leads-to-bound", "A Pod whose phase is Unknown is not scheduled.", "single-never",
          (Change(Scheduling, "schedules", becomes={"guard": "may_be_scheduled and not phase_is_unknown"}),)),
    Fault("crash-leads-to-restart", "A back-off has no end.", "single-always",
          (Change(Backoff, "backoff_over"),)),
    Fault("progress-is-never-lost", "A lost sandbox is not replaced.", "two-onfailure",
          (Change(Sandbox, "creates_sandbox", becomes={
              "guard": "kubelet_is_up and worker_syncs and may_create_sandbox and not regular_has_run"}),)),
    Fault("unhealthy-leads-to-a-kill", "A container whose startup probe has failed is left alone.", "probes",
          (Change(Stop, "stops_unhealthy", becomes={"guard": "is_unhealthy and startup_succeeded_if_any"}),)),
    Fault("busy-leads-to-free", "A kill for a probe ends only with the process.", "probes-onfailure",
          (Change(KillTimer, "kill_grace_over"),)),
    Fault("unready-leads-out-of-the-endpoints", "Only a sync writes that a container is unready.", "probes",
          (Change(StatusManager, "publishes_readiness"),)),
    Fault("deletion-is-always-possible", "A delete without force is refused.", "single-never",
          (Change(User, "deletes"),)),
    Fault("no-other-sandbox-under-never", "A lost sandbox is replaced under Never too.", "two-never",
          (Change(Sandbox, "creates_sandbox", becomes={
              "guard": "sync_is_free and is_scheduled and not work_is_over"}),)),
    Fault("a-sandbox-is-lost-for-good", "A sandbox dies only after the last start.", "two-never",
          (Change(SandboxFault, "sandbox_dies", becomes={
              "guard": "sandbox_is_ready and worker_brings_up and all_were_started"}),)),
)  # fmt: skip
"""At least one lapse for each law about what comes."""
