"""Bugs of stopping containers."""

from podproof.spec.pod.known_bugs.notation import Bug
from podproof.spec.pod.variants import Change

STOPS = (
    Bug(
        "115817",
        "After a preStop hook that timed out came a second, full grace period.",
        "-1.27",
        "PR 115835 is in the changelog of 1.28; which patch releases of 1.27 and earlier have it is not confirmed.",
        "two-seconds-after-the-cut",
        "hooks",
        (
            Change("Stop", "pre_stop_cut", becomes={"target": "Signalled"}),
            Change("Grace", "pod_is_stopped", also={"event": "pre_stop_cut"}),
        ),
        concerns="has_pre_stop",
    ),
    Bug(
        "103625",
        "A container started after the kubelet had finished terminating its Pod.",
        "",
        "Found in July 2021 before 1.22.0 and fixed by PR 103668: no release has it.",
        "nothing-starts-while-terminating",
        "single-always",
        (Change("Runtime", "starts", "Exited", also={"guard": "kubelet_is_up and worker_is_done"}),),
    ),
    Bug(
        "containerd/cri#1098",
        "A restart while the Pod terminated killed all containers before grace was over.",
        "",
        "Containerd before 1.3, with any version of Kubernetes.",
        "kill-after-grace",
        "single-always",
        (
            Change(
                "Stop",
                "kills",
                "Signalled",
                "Idle",
                also={"source": "Idle", "guard": "kubelet_is_up and worker_terminates and runs"},
            ),
        ),
    ),
)
"""Bugs of stops and of their grace period."""
