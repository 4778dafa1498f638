"""A step as what one party says to another: for sequence diagrams.  What is not here, a party does by itself."""

from typing import NamedTuple


class Message(NamedTuple):
    """From whom to whom (keys of `PARTIES`, or `container`), and what: no text, as a trace tells it."""

    source: str
    target: str
    text: str = ""


PARTIES = {
    "user": "user",
    "controller": "controller",
    "client": "other client",
    "scheduler": "scheduler",
    "api": "API server",
    "endpoints": "endpoints",
    "node controller": "node controller",
    "PodGC": "PodGC",
    "node": "node",
    "kubelet": "kubelet",
    "registry": "registry",
    "runtime": "runtime",
}
"""Who takes part beside the containers, from left to right."""

STOPS = {
    "PreStop": (Message("kubelet", "container", "runs the preStop hook"),),
    "AwaitingTurn": (Message("kubelet", "kubelet", "{name} waits: a sidecar is stopped after the containers"),),
    "Signalled": (Message("kubelet", "runtime", "stop {name}"), Message("runtime", "container", "SIGTERM")),
    "SignalledLate": (
        Message("kubelet", "runtime", "stop {name}"),
        Message("runtime", "container", "SIGTERM, 2 s left"),
    ),
}
"""What the kubelet does when the stop of a container comes to this point."""

MESSAGES = {
    "opens_scheduling_gate": Message("controller", "api"),
    "meets_readiness_gate": Message("controller", "api"),
    "fails_readiness_gate": Message("controller", "api"),
    "removes_finalizers": Message("controller", "api"),
    "schedules": Message("scheduler", "api"),
    "deletes": Message("user", "api", "deletes the Pod, grace {grace} s"),
    "deletes_sooner": Message("user", "api"),
    "forces": Message("user", "api"),
    "updates_image": Message("user", "api"),
    "writes_unknown": Message("client", "api"),
    "marks_unready": Message("node controller", "api"),
    "collects": Message("PodGC", "api"),
    "adds_endpoint": Message("api", "endpoints", "ready: add the Pod"),
    "removes_endpoint": Message("api", "endpoints", "take the Pod out"),
    "sees_deletion": Message("api", "kubelet", "deletionTimestamp is set: end the Pod"),
    "publishes": Message("kubelet", "api", "status"),
    "publishes_readiness": Message("kubelet", "api", "readiness"),
    "confirms": Message("kubelet", "api", "all stopped: delete with grace 0"),
    "creates_sandbox": Message("kubelet", "runtime", "create the sandbox"),
    "ends_termination": Message("kubelet", "runtime", "remove the sandbox"),
    "pod_is_stopped": Message("kubelet", "runtime", "remove the sandbox"),
    "removes_containers": Message("kubelet", "runtime"),
    "pull_succeeds": Message("registry", "kubelet", "image for {name}"),
    "pull_fails": Message("registry", "kubelet", "no image for {name}"),
    "starts": Message("kubelet", "container", "start"),
    "start_fails": Message("runtime", "kubelet"),
    "sandbox_dies": Message("node", "runtime"),
    "hook_succeeds": Message("container", "kubelet", "postStart hook succeeds"),
    "hook_fails": Message("container", "kubelet", "postStart hook fails"),
    "startup_succeeds": Message("container", "kubelet", "startup probe: success"),
    "startup_fails": Message("container", "kubelet", "startup probe: failure"),
    "liveness_succeeds": Message("container", "kubelet", "liveness probe: success"),
    "liveness_fails": Message("container", "kubelet", "liveness probe: failure"),
    "readiness_succeeds": Message("container", "kubelet", "readiness probe: success"),
    "readiness_fails": Message("container", "kubelet", "readiness probe: failure"),
    "pre_stop_ends": Message("container", "kubelet", "preStop hook is over"),
    "pre_stop_ends_late": Message("container", "kubelet", "preStop hook is over, late"),
    "pre_stop_cut": Message("kubelet", "container", "preStop hook cut off"),
    "grace_over": Message("kubelet", "kubelet", "the grace period of {grace} s is over"),
    "kills": Message("runtime", "container", "SIGKILL"),
    "exits_zero": Message("container", "runtime", "exits 0"),
    "exits_nonzero": Message("container", "runtime", "exits, not 0"),
    "exits_ruled": Message("container", "runtime", "exits with a code of a rule"),
    "exits_resetting": Message("container", "runtime", "exits with a code that restarts all"),
    "dies": Message("container", "runtime", "dies"),
}

TOLD_BY_THE_STOP = {"stop_begins", "turn_comes", "turn_cut"}
"""Events that only move the stop of a container on."""
