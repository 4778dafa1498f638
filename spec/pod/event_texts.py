"""Every event in plain English: as a line of a trace, and as a message in a sequence diagram."""

from typing import NamedTuple

EVENT_TEXTS = {
    "opens_scheduling_gate": "removes the scheduling gates",
    "schedules": "binds the Pod to a node",
    "creates_sandbox": "creates the sandbox",
    "sandbox_fails": "cannot set up the network of the Pod (FailedCreatePodSandBox)",
    "mount_fails": "cannot mount the volumes of the Pod (FailedMount)",
    "tries_sandbox_again": "tries again to create the sandbox",
    "stops_pod": "finds the sandbox lost, stops all containers",
    "pod_is_stopped": "has stopped all containers of the lost sandbox",
    "sees_deletion": "sees the deletion, starts terminating the Pod",
    "finishes": "finds all work done, starts terminating the Pod",
    "ends_termination": "has stopped all containers and the sandbox",
    "grace_over": "the grace period is over",
    "publishes": "publishes the status",
    "publishes_readiness": "publishes a change of readiness",
    "confirms": "deletes the object with grace 0",
    "adds_endpoint": "adds the Pod to the endpoints",
    "removes_endpoint": "removes the Pod from the endpoints",
    "pull_succeeds": "{name}: the image is present",
    "pull_fails": "{name}: image pull failed",
    "pull_backs_off": "{name}: ImagePullBackOff",
    "pull_backoff_over": "{name}: the pull back-off is over",
    "starts": "starts {name}",
    "exits_zero": "{name} exits 0",
    "exits_nonzero": "{name} exits with an error",
    "dies": "{name} dies with the pause process",
    "backs_off": "{name}: CrashLoopBackOff",
    "backoff_over": "{name}: the back-off is over",
    "backoff_resets": "{name} ran long enough, back-off is reset",
    "hook_succeeds": "{name}: postStart hook succeeds",
    "hook_fails": "{name}: postStart hook fails, its stop begins",
    "stops_unhealthy": "stops {name} for its failed probe",
    "stop_begins": "begins to stop {name}",
    "pre_stop_ends": "{name}: preStop hook ends",
    "pre_stop_ends_late": "{name}: preStop hook ends, under 2 s left",
    "pre_stop_cut": "{name}: preStop cut off, SIGTERM, 2 s left",
    "turn_comes": "sends SIGTERM to {name}, its turn now",
    "turn_cut": "sends SIGTERM to {name}, grace over, 2 s left",
    "kill_grace_over": "{name}: the grace period of its stop is over",
    "minimum_over": "{name}: the minimum of 2 s is over",
    "kills": "sends SIGKILL to {name}",
    "skips_restart": "skips the restart of {name}",
    "startup_succeeds": "{name}: startup probe succeeds",
    "startup_fails": "{name}: startup probe fails",
    "startup_fails_early": "{name}: startup probe fails, streak continues",
    "liveness_fails_early": "{name}: liveness probe fails, streak continues",
    "readiness_succeeds_early": "{name}: readiness probe succeeds, streak continues",
    "liveness_succeeds": "{name}: liveness probe succeeds",
    "liveness_fails": "{name}: liveness probe fails",
    "readiness_succeeds": "{name}: readiness probe succeeds",
    "readiness_fails": "{name}: readiness probe fails",
    "deletes": "deletes the Pod",
    "deletes_sooner": "deletes the Pod again, with less grace",
    "forces": "deletes the Pod by force (grace 0)",
    "meets_readiness_gate": "sets the readiness gates to True",
    "fails_readiness_gate": "sets a readiness gate to False",
    "kubelet_stops": "the kubelet stops",
    "kubelet_starts": "the kubelet starts",
    "sandbox_dies": "the pause container dies",
    "exceeds_deadline": "activeDeadlineSeconds exceeded",
    "rejects": "rejects the Pod at admission",
    "rejects_again": "the kubelet starts and rejects the Pod, which it had admitted",
    "evicts": "evicts the Pod under node pressure",
    "preempts": "preempts the Pod for a critical one",
    "shuts_down": "terminates the Pod, the node shuts down",
    "marks_unready": "marks the Pod not Ready, the node is lost",
    "collects": "finds the node gone, marks the Pod Failed",
    "lacks_settings": "{name}: a ConfigMap or Secret is missing",
    "creation_fails": "fails to create {name}",
    "tries_creation_again": "{name}: creation is retried",
    "start_fails": "fails to start {name}",
    "forgets_container": "forgets the exited {name}",
    "updates_image": "changes the image of {name}, its stop begins",
    "exits_ruled": "{name} exits, a rule restarts it",
    "exits_resetting": "{name} exits, a rule restarts all",
    "resets_pod": "kills all containers to restart them in place",
    "removes_containers": "removes all containers",
    "removes_finalizers": "removes the finalizers",
    "writes_unknown": "writes phase Unknown",
}
"""What the actor of an event does, or what happens to the container `{name}`."""

NOTED = ("phase", "ready", "reason")
"""Variables whose new value is added to the line of a trace, because no column of kubectl shows them."""


class Message(NamedTuple):
    """A message between two parties, keys of `PARTIES` or `container`; without a text, that of the event."""

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
"""The parties of a sequence diagram, except for the containers, from left to right."""

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
    "removes_endpoint": Message("api", "endpoints", "not ready: remove the Pod"),
    "sees_deletion": Message("api", "kubelet", "deletionTimestamp is set"),
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
    "creation_fails": Message("runtime", "kubelet"),
    "start_fails": Message("runtime", "kubelet"),
    "sandbox_fails": Message("runtime", "kubelet"),
    "mount_fails": Message("node", "kubelet"),
    "sandbox_dies": Message("node", "runtime"),
    "hook_succeeds": Message("container", "kubelet", "postStart hook succeeds"),
    "hook_fails": Message("container", "kubelet", "postStart hook fails"),
    "startup_succeeds": Message("container", "kubelet", "startup probe: success"),
    "startup_fails": Message("container", "kubelet", "startup probe: failure"),
    "liveness_succeeds": Message("container", "kubelet", "liveness probe: success"),
    "liveness_fails": Message("container", "kubelet", "liveness probe: failure"),
    "readiness_succeeds": Message("container", "kubelet", "readiness probe: success"),
    "readiness_fails": Message("container", "kubelet", "readiness probe: failure"),
    "pre_stop_ends": Message("container", "kubelet", "preStop hook ends"),
    "pre_stop_ends_late": Message("container", "kubelet", "preStop hook ends late"),
    "pre_stop_cut": Message("kubelet", "container", "preStop hook cut off"),
    "grace_over": Message("kubelet", "kubelet", "the grace period of {grace} s is over"),
    "kills": Message("runtime", "container", "SIGKILL"),
    "exits_zero": Message("container", "runtime", "exits 0"),
    "exits_nonzero": Message("container", "runtime", "exits, not 0"),
    "exits_ruled": Message("container", "runtime", "exits, a rule restarts it"),
    "exits_resetting": Message("container", "runtime", "exits, a rule restarts all"),
    "dies": Message("container", "runtime", "dies"),
}
"""The message of an event; an event without one is a step of its actor alone."""

STOP_MESSAGES = {
    "PreStop": (Message("kubelet", "container", "runs the preStop hook"),),
    "AwaitingTurn": (Message("kubelet", "kubelet", "{name} waits: a sidecar is stopped after the containers"),),
    "Signalled": (Message("kubelet", "runtime", "stop {name}"), Message("runtime", "container", "SIGTERM")),
    "SignalledLate": (
        Message("kubelet", "runtime", "stop {name}"),
        Message("runtime", "container", "SIGTERM, 2 s left"),
    ),
}
"""The messages when the stop of a container enters a state, after that of the event."""

SHOWN_BY_THE_STOP = {"stop_begins", "turn_comes", "turn_cut"}
"""Events without a message of their own: those of the stop show them."""
