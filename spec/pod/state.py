"""What a Pod is: its configuration, which the manifest fixes, and its state, which changes.

A field is named once in the whole state, so that a word can ask for it by name.  Values are spelled as in the
Kubernetes API; the domain of a state field is its annotation (`Literal`, or a count
below the word that is named) and its initial value is its default.
"""

from typing import Annotated, Literal, NamedTuple

NEWEST = 36
"""The newest minor version of Kubernetes 1.x that the specification was written against."""

OLDEST = 13
"""The oldest minor version of Kubernetes 1.x that the specification describes."""

Policy = Literal["Always", "OnFailure", "Never"]


class Probe(NamedTuple):
    """A probe as the kubelet runs it, defaults applied; times in seconds (SEMANTICS 6)."""

    handler: Literal["exec", "httpGet", "tcpSocket", "grpc"]
    initial_delay: int = 0
    period: int = 10
    timeout: int = 1
    success_threshold: int = 1
    failure_threshold: int = 3
    grace: int | None = None


class Hook(NamedTuple):
    """A lifecycle hook; `seconds` is the length of a `sleep`, else None (SEMANTICS 3.13, 9.12)."""

    handler: Literal["exec", "httpGet", "tcpSocket", "sleep"]
    seconds: int | None = None


class ExitRule(NamedTuple):
    """One entry of `restartPolicyRules`: what to do for these exit codes (SEMANTICS 4.2)."""

    action: Literal["Restart", "RestartAllContainers"]
    operator: Literal["In", "NotIn"]
    codes: tuple[int, ...]


class Container(NamedTuple):
    """The configuration of one container; `own_policy` is empty where the manifest leaves it to the Pod.

    No manifest says its `behaviour` or which containers it `needs` to run before it: its owner may declare both.
    """

    name: str
    kind: Literal["init", "sidecar", "regular", "ephemeral"] = "regular"
    own_policy: Literal["", "Always", "OnFailure", "Never"] = ""
    exit_rules: tuple[ExitRule, ...] = ()
    image_pull_policy: Literal["Always", "IfNotPresent", "Never"] = "IfNotPresent"
    image_name_is_valid: bool = True
    startup_probe: Probe | None = None
    liveness_probe: Probe | None = None
    readiness_probe: Probe | None = None
    post_start: Hook | None = None
    pre_stop: Hook | None = None
    behaviour: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


class Pod(NamedTuple):
    """The configuration of a Pod: members in the manifest's order, the init containers first, ephemeral ones last.

    `unset_gates` are those readiness gates of which its owner declares that nobody sets them.
    """

    name: str
    members: tuple[Container, ...]
    namespace: str = "default"
    restart_policy: Policy = "Always"
    grace_period: int = 30
    active_deadline: int | None = None
    readiness_gates: tuple[str, ...] = ()
    scheduling_gates: tuple[str, ...] = ()
    finalizers: tuple[str, ...] = ()
    share_process_namespace: bool = False
    unset_gates: tuple[str, ...] = ()
    kubernetes: int = NEWEST


class ContainerState(NamedTuple):
    """What changes of one container: what runs, what the kubelet remembers of it, how its probes stand."""

    preparation: Literal[
        "Needed",
        "Present",
        "ErrImagePull",
        "ImagePullBackOff",
        "ErrImageNeverPull",
        "InvalidImageName",
        "CreateContainerConfigError",
        "Outdated",
    ] = "Needed"
    runtime: Literal["Absent", "Created", "Running", "Exited"] = "Absent"
    exit_code: Literal["None", "Zero", "NonZero", "Killed", "RestartRule", "RestartAllRule"] = "None"
    restarts: Literal[0, 1, 2] = 0
    backoff: Literal["Fresh", "Armed", "CrashLoopBackOff", "Elapsed"] = "Fresh"
    post_start_hook: Literal["Idle", "Running", "Failed"] = "Idle"
    stop: Literal["Idle", "PreStop", "AwaitingTurn", "Signalled", "SignalledLate", "RestartPending"] = "Idle"
    startup: Literal["Unknown", "Success", "Failure"] = "Unknown"
    startup_streak: Annotated[int, "startup_limit"] = 0
    liveness: Literal["Success", "Failure"] = "Success"
    liveness_streak: Annotated[int, "liveness_limit"] = 0
    readiness: Literal["Failure", "Success"] = "Failure"
    readiness_streak: Annotated[int, "readiness_limit"] = 0


class PodState(NamedTuple):
    """What changes of the Pod: at the node, and of the API just what somebody reads back."""

    scheduling: Literal["Unscheduled", "Scheduled"] = "Unscheduled"
    scheduling_gate: Literal["Closed", "Open"] = "Closed"
    kubelet: Literal["Up", "Down"] = "Up"
    sandbox: Literal["Absent", "Ready", "NotReady"] = "Absent"
    worker: Literal["Syncing", "Killing", "Terminating", "Terminated"] = "Syncing"
    sync: Literal["Free", "InHook", "InKill", "InRestart", "InReset"] = "Free"
    grace: Literal["Left", "Over"] = "Left"
    reason: Literal[
        "Unset", "Evicted", "Preempting", "Terminated", "DeadlineExceeded", "Rejected", "DeletionByPodGC"
    ] = "Unset"
    phase: Literal["Pending", "Running", "Succeeded", "Failed", "Unknown"] = "Pending"
    readiness_gate: Literal["NotTrue", "Met"] = "NotTrue"
    ready: Literal["NotReady", "Ready"] = "NotReady"
    endpoint: Literal["Absent", "Ready"] = "Absent"
    deletion: Literal["Alive", "Requested", "Shortened", "Held", "Gone", "Forced"] = "Alive"
