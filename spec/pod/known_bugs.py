"""Known bugs of Kubernetes as variants: each changes a few transitions and names the Pod and the law that find it."""

from typing import NamedTuple

from podproof.spec.notation import Specification
from podproof.spec.pod.machines.api import Phase, ReadyCondition, StatusManager
from podproof.spec.pod.machines.containers import Runtime, Stop
from podproof.spec.pod.machines.node import Grace, Sandbox
from podproof.spec.pod.machines.probes import Liveness, Readiness
from podproof.spec.pod.predicates import one_more_restart
from podproof.spec.pod.variants import Change, variant

COULD_START = "sync_is_free and is_scheduled and sandbox_is_ready and backoff_allows and image_is_present"
"""All that a start needs, except that the start order and the restart policy allow it."""

INIT_AGAIN = {"guard": f"{COULD_START} and is_init and predecessor_is_initialized"}
"""An init container starts although it has completed before."""

FORGOTTEN = {"target": "Absent", "leading": False, "changes": {"exit_code": "None", "restarts": one_more_restart}}
"""The runtime no longer knows the container."""


class Bug(NamedTuple):
    """A known bug; issue numbers belong to kubernetes/kubernetes unless they name another tracker."""

    issue: str
    description: str
    versions: str
    law: str
    """The name of the law that it violates."""
    scenario: str
    """The name of a scenario whose Pod shows it."""
    changes: tuple[Change, ...]
    """The changes of the specification that bring it back."""

    @property
    def specification(self) -> Specification:
        """The lifecycle with the bug."""
        return variant(self.changes)


BUGS = (
    Bug("58711", "A Pod marked Failed when its termination began became Succeeded when its containers exited 0.",
        "before 1.10", "failed-is-final", "single-always",
        (Change(Phase, "publishes", "Pending", "Failed",
                also={"event": "sees_deletion", "source": "Running", "guard": ""}),
         Change(Phase, "publishes", "Running", "Succeeded", also={"source": "Failed"}))),
    Bug("17011", "A Pod that had Succeeded went back to Pending when it was deleted.",
        "before 1.10 (seen in OpenShift)", "succeeded-is-final", "single-never",
        (Change(Phase, "publishes", "Unknown", "Pending",
                also={"source": "Succeeded", "guard": "deletion_is_requested"}),)),
    Bug("126543", "An init container that the runtime created and failed to start never started again.",
        "before 1.32", "bound-leads-to-every-start", "init-always",
        (Change(Runtime, "starts", "Created"),)),
    Bug("8878", "After a reboot of the node, Pods with policy Never started again.",
        "before 1.0", "no-second-sandbox-under-never", "two-never",
        (Change(Runtime, "creates_sandbox", becomes={"guard": ""}),
         Change(Sandbox, "creates_sandbox", becomes={"guard": "sync_is_free and is_scheduled"}))),
    Bug("86531", "Init containers were pruned, and ran again beside running regular containers.",
        "before 1.20", "init-one-at-a-time", "init-always",
        (Change(Runtime, "creates_sandbox", also={"event": "kubelet_starts", "guard": "is_init", **FORGOTTEN}),
         Change(Runtime, "starts", "Absent", also=INIT_AGAIN))),
    Bug("117005", "An init container that was garbage-collected ran again once another container died.",
        "before 1.27", "init-one-at-a-time", "init-always",
        (Change(Runtime, "creates_sandbox",
                also={"event": "publishes", "guard": "exited_zero and is_init", **FORGOTTEN}),
         Change(Runtime, "starts", "Absent", also=INIT_AGAIN))),
    Bug("78733", "Ready turned False and True again whenever the kubelet restarted.",
        "before 1.35", "a-kubelet-restart-keeps-readiness", "probes",
        (Change(Readiness, "kubelet_stops", "Success", becomes={"target": "Failure"}),)),
    Bug("115817", "After a preStop hook that timed out came a second, full grace period.",
        "before 1.27", "two-seconds-after-the-cut", "hooks",
        (Change(Stop, "pre_stop_cut", becomes={"target": "Signalled"}),
         Change(Grace, "pod_is_stopped", also={"event": "pre_stop_cut"}))),
    Bug("116410", "A deleted Pod was removed while its phase was still Running.",
        "1.22 to 1.26", "confirmed-only-in-a-terminal-phase", "single-always",
        (Change(StatusManager, "confirms", becomes={"guard": "is_terminating and kubelet_is_up and worker_is_done"}),)),
    Bug("108594", "A Pod in phase Failed still had Ready=True.",
        "1.22 to 1.23", "terminal-phase-is-not-ready", "single-never",
        (Change(ReadyCondition, "publishes", "Ready",
                becomes={"guard": "not publishes_ready and not worker_is_done"}),)),
    Bug("52817", "Liveness probes continued while the Pod terminated, and killed containers that were stopping.",
        "before 1.21", "no-liveness-failure-while-terminating", "probes",
        (Change(Liveness, "liveness_fails", target="Failure", becomes={"guard": "kubelet_is_up and runs"}),)),
    Bug("120247", "After a reboot, exited regular containers of the old sandbox proved initialization.",
        "1.28.0", "init-before-regular", "init-always",
        (Change(Runtime, "starts", "Exited", also={"guard": f"{COULD_START} and is_regular and regular_has_run"}),)),
    Bug("127793", "A Pod with sidecars kept the phase Running when it had to initialize again.",
        "1.28 to 1.31", "initializing-means-pending", "sidecar-always",
        (Change(Phase, "publishes", "Running", "Pending"),)),
    Bug("103625", "A container started after the kubelet had finished terminating its Pod.",
        "1.22", "nothing-starts-while-terminating", "single-always",
        (Change(Runtime, "starts", "Exited", also={"guard": "kubelet_is_up and worker_is_done"}),)),
    Bug("containerd/cri#1098", "A restart while the Pod terminated killed all containers before grace was over.",
        "containerd before 1.3", "kill-after-grace", "single-always",
        (Change(Stop, "kills", "Signalled", "Idle",
                also={"source": "Idle", "guard": "kubelet_is_up and worker_terminates and runs"}),)),
)  # fmt: skip

BEYOND = {
    "141948": "open: Kubernetes still has it, and so has the specification; a law says where",
    "116032": "a hook that never ends; in the model every hook ends, though it may take any time",
    "136910": "needs a kubelet that has lost a probe result but still pauses the probe",
    "132826": "needs probe workers apart from their results",
    "123323": "needs the API server's validation of container states, and the update that it refuses",
    "125880": "in the model a process may exit by itself, so the Pod does get away",
    "121398": "not fixed: a kill holds up the whole sync, and the specification says so",
    "83705": "not fixed: a forgotten container starts again even under Never, and the specification says so",
    "123602": "not fixed: the first restart has no back-off, and the specification says so",
    "105523": "needs several Pods on a node",
    "127339": "needs a hook and a process that both never end",
    "116965": "not fixed: a node shutdown sets no deletion mark, and the specification says so",
    "25908": "in the model a sidecar may exit by itself, so the Job does complete",
}
"""Bugs that this model cannot express, each with the reason."""
