"""The seeded faults: for each law at least one mistake in the specification that it must find."""

from lapses import PROGRESS
from seeding import Change, Fault

from podproof.spec.pod.machines.api import Deletion, Endpoint, Phase, ReadyCondition, StatusManager
from podproof.spec.pod.machines.containers import Backoff, Runtime, Stop
from podproof.spec.pod.machines.disruptions import PodGC
from podproof.spec.pod.machines.environment import Controller, KubeletFault, Registry, User
from podproof.spec.pod.machines.node import Sandbox, Sync
from podproof.spec.pod.machines.probes import Liveness, Readiness

ABLE = "sync_is_free and is_scheduled and sandbox_is_ready"
"""That the kubelet could start a container, if only it were its turn."""

DUE = "start_is_due and backoff_allows and image_is_present"
"""That the kubelet starts a container, as it is specified."""

OUT_OF_TURN = (
    Change(Registry, "pull_succeeds", becomes={"guard": f"{ABLE} and image_is_needed"}),
    Change(Runtime, "starts", "Absent", becomes={"guard": f"{ABLE} and image_is_present"}),
)
"""The kubelet starts what it never started, whatever its turn."""


def after_exit(guard: str) -> tuple[Change, ...]:
    """The kubelet starts an exited container again although its policy, its back-off or the time forbid it."""
    return (Change(Runtime, "starts", "Exited", becomes={"guard": guard}),)


PHASE = (
    Fault("succeeded-is-final", "A status turns Succeeded into Running.", "single-never",
          (Change(Phase, "publishes", "Pending", "Running", also={"source": "Succeeded", "guard": ""}),)),
    Fault("failed-is-final", "A status turns Failed into Running.", "single-never",
          (Change(Phase, "publishes", "Pending", "Running", also={"source": "Failed", "guard": ""}),)),
    Fault("succeeded-means-exit-0", "A Pod that ended with an error is called Succeeded.", "single-never",
          (Change(Phase, "publishes", target="Failed", becomes={"target": "Succeeded"}),)),
    Fault("failed-means-a-failure", "A Pod that ended well is called Failed.", "single-never",
          (Change(Phase, "publishes", target="Succeeded", becomes={"target": "Failed"}),)),
    Fault("terminal-phase-means-stopped", "A Pod is called Succeeded while its sidecar still runs.", "sidecar-never",
          (Change(Phase, "publishes", "Running", "Succeeded", becomes={"guard": "regulars_succeeded"}),)),
    Fault("terminal-phase-is-not-ready", "Ready is not taken back at the end.", "single-never",
          (Change(ReadyCondition, "publishes", "Ready",
                  becomes={"guard": "not publishes_ready and not work_is_over"}),)),
    Fault("waiting-means-pending", "One container that runs is enough for Running.", "two-never",
          (Change(Phase, "publishes", "Pending", "Running", becomes={"guard": "publishes_running or regular_runs"}),)),
    Fault("initializing-means-pending", "A Pod that must initialize again stays Running.", "init-always",
          (Change(Phase, "publishes", "Running", "Pending"),)),
    Fault("kubelet-never-computes-unknown", "The kubelet writes Unknown for a Pod that starts over.", "init-always",
          (Change(Phase, "publishes", "Running", "Pending", becomes={"target": "Unknown"}),)),
    Fault("ready-matches-containers-and-gates", "Ready does not wait for the readiness gates.", "gates",
          (Change(ReadyCondition, "publishes", "NotReady", becomes={"guard": "containers_are_ready"}),)),
    Fault("running-can-turn-pending", "A new sandbox finds the init containers done.", "init-always",
          (Change(Runtime, "creates_sandbox"),)),
)  # fmt: skip

STARTS = (
    Fault("running-needs-a-sandbox", "A dead sandbox is forgotten before its containers.", "single-never",
          (Change(Sandbox, "sandbox_dies", becomes={"target": "Absent"}),)),
    Fault("init-in-order", "A container is started out of turn.", "init-never", OUT_OF_TURN),
    Fault("init-one-at-a-time", "A container is started out of turn.", "init-never", OUT_OF_TURN),
    Fault("init-before-regular", "A container is started out of turn.", "init-always", OUT_OF_TURN),
    Fault("sidecar-before-regular", "A container is started out of turn.", "sidecar-never", OUT_OF_TURN),
    Fault("nothing-starts-during-a-hook", "A postStart hook does not hold the sync.", "hook-and-neighbour",
          (Change(Sync, "starts", "Free", "InHook"),)),
    Fault("never-means-once", "A container with policy Never is started again.", "single-never",
          after_exit(f"{ABLE} and backoff_allows")),
    Fault("exit-0-is-final-under-onfailure", "A container that exited 0 is started again.", "single-onfailure",
          after_exit(f"{ABLE} and backoff_allows")),
    Fault("a-killed-success-can-restart", "A kill for a probe ends the sync.", "probes-onfailure",
          (Change(Stop, "exits_zero", target="RestartPending", becomes={"target": "Idle"}),
           Change(Sync, "exits_zero", "InKill", "InRestart", becomes={"target": "Free"}))),
    Fault("crash-loop-means-restarted", "Already the first restart waits.", "single-always",
          (Change(Backoff, "backs_off", "Armed", "CrashLoopBackOff", also={"source": "Fresh"}),)),
    Fault("a-restart-count-never-returns-to-0", "An exit with 0 forgets the restarts.", "single-always",
          (Change(Runtime, "exits_zero", becomes={"changes": {"exit_code": "Zero", "restarts": 0}}),)),
    Fault("a-restart-count-never-falls-below-2", "An exit with 0 counts as the first restart.", "single-always",
          (Change(Runtime, "exits_zero", becomes={"changes": {"exit_code": "Zero", "restarts": 1}}),)),
)  # fmt: skip

PROBES = (
    Fault("stopped-only-for-a-failed-probe", "A healthy container is killed.", "probes-onfailure",
          (Change(Stop, "stops_unhealthy", target="Signalled", becomes={"guard": "sync_is_free and runs"}),)),
    Fault("startup-before-liveness", "The liveness probe does not wait for the startup probe.", "probes",
          (Change(Liveness, "liveness_fails", target="Failure", becomes={"guard": "sync_is_free and runs"}),)),
    Fault("ready-means-started", "A container that exits stays ready.", "probes",
          (Change(Readiness, "exits_zero"),)),
    Fault("a-kubelet-restart-keeps-readiness", "A restarted kubelet starts with unready containers.", "probes",
          (Change(Readiness, "kubelet_stops", "Success", becomes={"target": "Failure"}),)),
    Fault("no-liveness-failure-while-terminating", "The liveness probe goes on while the Pod ends.", "probes-onfailure",
          (Change(Liveness, "liveness_fails", target="Failure", becomes={"guard": "kubelet_is_up and runs"}),)),
)  # fmt: skip

TERMINATION = (
    Fault("pre-stop-before-the-signal", "The stop signal is sent without the preStop hook.", "brief-grace",
          (Change(Stop, "stop_begins", target="PreStop", becomes={"target": "Signalled"}),)),
    Fault("pre-stop-cut-at-the-end-of-grace", "A preStop hook is cut off at any time.", "hooks",
          (Change(Stop, "pre_stop_cut", becomes={"guard": "kubelet_is_up"}),)),
    Fault("two-seconds-after-the-cut", "A preStop hook that is cut off leaves no time at all.", "hooks",
          (Change(Stop, "pre_stop_cut", becomes={"target": "Signalled"}),)),
    Fault("kill-after-grace", "SIGKILL does not wait for the grace period.", "single-never",
          (Change(Stop, "kills", target="Idle", becomes={"guard": "kubelet_is_up and not kill_restarts_it"}),)),
    Fault("sidecars-stop-last", "A sidecar gets its signal with all the others.", "sidecar-never",
          (Change(Stop, "turn_comes", becomes={"guard": "stops_in_order and grace_is_left"}),)),
    Fault("nothing-starts-while-terminating", "A container restarts while the Pod terminates.", "single-always",
          after_exit("kubelet_is_up and sandbox_is_ready and has_exited")),
    Fault("a-start-can-follow-deletion", "A delete takes effect at once everywhere.", "single-always",
          (Change(Runtime, "starts", becomes={"guard": f"{DUE} and is_alive"}),)),
    Fault("kubelet-does-nothing-while-down", "The sandbox is created without the kubelet.", "single-never",
          (Change(Sandbox, "creates_sandbox", becomes={"guard": "worker_syncs and may_create_sandbox"}),)),
)  # fmt: skip

DELETION = (
    Fault("deletion-is-never-undone", "A second delete undoes the first.", "single-never",
          (Change(Deletion, "deletes_sooner", becomes={"target": "Alive"}),)),
    Fault("finalizers-go-last", "A controller removes finalizers as soon as the Pod is deleted.", "finalizer",
          (Change(Controller, "removes_finalizers", becomes={"guard": "is_terminating"}),)),
    Fault("ended-early-can-succeed", "Only a Pod whose work is over is called Succeeded.", "single-always",
          (Change(Phase, "publishes", target="Succeeded", becomes={"guard": "publishes_succeeded and work_is_over"}),)),
    Fault("gone-is-gone", "A kubelet that starts brings back a Pod that was removed by force.", "single-never",
          (Change(Deletion, "deletes_sooner",
                  also={"event": "kubelet_starts", "source": "Forced", "target": "Requested"}),)),
    Fault("confirmed-only-when-stopped", "The kubelet confirms as soon as the phase is terminal.", "single-never",
          (Change(StatusManager, "confirms",
                  becomes={"guard": "is_terminating and kubelet_is_up and phase_is_terminal"}),)),
    Fault("confirmed-only-in-a-terminal-phase", "The kubelet confirms before the API shows the end.", "single-never",
          (Change(StatusManager, "confirms",
                  becomes={"guard": "is_terminating and kubelet_is_up and worker_is_done"}),)),
    Fault("gone-means-stopped", "A forced delete looks like a graceful one.", "single-never",
          (Change(Deletion, "forces", target="Forced", becomes={"target": "Gone"}),)),
    Fault("forced-deletion-can-leave-processes", "Nobody can delete by force.", "single-never",
          (Change(User, "forces"), Change(PodGC, "collects"))),
    Fault("endpoint-only-when-ready", "The endpoint does not heed the deletion.", "single-never",
          (Change(Endpoint, "adds_endpoint", becomes={"guard": "ready_condition_is_true"}),)),
    Fault("an-endpoint-can-lag", "The endpoint goes in the same step as the Pod is deleted.", "single-never",
          (Change(Endpoint, "removes_endpoint", also={"event": "deletes", "guard": "", "leading": False}),
           Change(Endpoint, "adds_endpoint", also={"event": "forces", "source": "Ready", "target": "Absent",
                                                   "guard": "", "leading": False}))),
    Fault("deadlock-only-when-gone", "A stopped kubelet stays down, and nobody can force.", "single-never",
          (Change(KubeletFault, "kubelet_starts"), Change(User, "forces"))),
)  # fmt: skip

FAULTS = (*PHASE, *STARTS, *PROBES, *TERMINATION, *DELETION, *PROGRESS)
