"""What a Pod is: its configuration, which the manifest fixes, and its state, which changes.

Values are spelled as in the Kubernetes API where the API has them.  The annotation of a state field is its domain: a
`Literal`, or the counts below the number that a predicate computes (`startup_limit`).  Its default is its initial
value.  No two fields have the same name, so that a predicate can ask for each by its name alone.  Numbers in brackets
are rules of `spec/rules.toml`.
"""

from typing import Annotated, Any, Literal, NamedTuple

NEWEST = 36
"""The newest minor version of Kubernetes 1.x that the specification describes."""

OLDEST = 13
"""The oldest minor version of Kubernetes 1.x that the specification describes."""

Policy = Literal[  # what the kubelet does after an exit
    "Always",  # restart after every exit [4.1]
    "OnFailure",  # restart after an exit code other than 0 [4.1]
    "Never",  # do not restart [4.5]
]


class Probe(NamedTuple):
    """A probe with the API's defaults applied; times are in seconds. [6.1]"""

    handler: Literal[  # how the kubelet asks the container
        "exec",  # runs a command in the container [6.9]
        "httpGet",  # requests a URL [6.7]
        "tcpSocket",  # opens a connection
        "grpc",  # asks the gRPC health service [6.9]
    ]
    initial_delay: int = 0  # initialDelaySeconds: no result before it has passed [6.3]
    period: int = 10  # periodSeconds between two probes
    timeout: int = 1  # timeoutSeconds: a later answer is a failure [6.9]
    success_threshold: int = 1  # successes in a row that turn the result to Success [6.5]
    failure_threshold: int = 3  # failures in a row that turn the result to Failure [6.5]
    grace: int | None = None  # the probe's own terminationGracePeriodSeconds, if it has one [6.13 9.13]


class Hook(NamedTuple):
    """A lifecycle hook, postStart or preStop. [3.13 9.14]"""

    handler: Literal[  # what the hook does
        "exec",  # runs a command in the container
        "httpGet",  # requests a URL
        "tcpSocket",  # opens a connection (deprecated in the API)
        "sleep",  # waits
    ]
    seconds: int | None = None  # the length of a `sleep`; None for the other handlers


class ExitRule(NamedTuple):
    """One entry of `restartPolicyRules`; the first entry that matches the exit code decides. [4.1 4.2]"""

    action: Literal[  # what a matching exit does
        "Restart",  # restart this container whatever its policy [4.1]
        "RestartAllContainers",  # start over with all containers of the Pod [4.13]
    ]
    operator: Literal[  # which exit codes match
        "In",  # matches the listed codes
        "NotIn",  # matches all other codes
    ]
    codes: tuple[int, ...]  # the listed exit codes, 0 to 255


class Container(NamedTuple):
    """The configuration of one container."""

    name: str  # unique in the Pod
    kind: Literal[  # the role of the container
        "init",  # in `initContainers`; must exit 0 before the next one starts [3.6]
        "sidecar",  # in `initContainers` with restartPolicy Always; keeps running [3.9 4.8]
        "regular",  # in `containers` [3.12]
        "ephemeral",  # added for debugging (`kubectl debug`); starts once and never restarts [3.16]
    ] = "regular"
    own_policy: Literal[  # its own restartPolicy
        "",  # the container has no restartPolicy: the Pod's applies [4.1]
        "Always",  # restart after every exit; it makes an init container a sidecar [4.1 4.8]
        "OnFailure",  # restart after an exit code other than 0 [4.1]
        "Never",  # do not restart [4.5]
    ] = ""
    exit_rules: tuple[ExitRule, ...] = ()  # restartPolicyRules, in order [4.2]
    image_pull_policy: Literal[  # imagePullPolicy
        "Always",  # every start asks the registry [3.13]
        "IfNotPresent",  # only a start without the image on the node pulls [3.13]
        "Never",  # the image must be on the node, else ErrImageNeverPull [2.3]
    ] = "IfNotPresent"
    image_name_is_valid: bool = True  # False: every start ends in InvalidImageName [2.3]
    startup_probe: Probe | None = None  # holds back the other two probes until it succeeds [6.4]
    liveness_probe: Probe | None = None  # its failure kills the container [4.10]
    readiness_probe: Probe | None = None  # decides whether the container is ready [2.12]
    post_start: Hook | None = None  # runs right after each start and holds the sync [3.13]
    pre_stop: Hook | None = None  # runs before the stop signal, within the grace period [9.12]
    behavior: tuple[str, ...] = ()  # what the owner declares about the process, or its command shows
    needs: tuple[str, ...] = ()  # containers that the owner declares must run before this one

    @property
    def probes(self) -> dict[str, Probe | None]:
        """Each kind of probe under its name in the API, None where the container does not have it."""
        return {name: getattr(self, field) for name, field in PROBES.items()}


PROBES = {"startupProbe": "startup_probe", "livenessProbe": "liveness_probe", "readinessProbe": "readiness_probe"}
"""The kinds of probe: the name of each in the API, and its field in `Container`."""


class Pod(NamedTuple):
    """The configuration of a Pod."""

    name: str  # metadata.name
    members: tuple[Container, ...]  # init containers and sidecars, regular, ephemeral; each in the manifest's order
    namespace: str = "default"  # metadata.namespace
    restart_policy: Policy = "Always"  # for containers without a policy of their own [4.1]
    grace_period: int = 30  # terminationGracePeriodSeconds [9.1]
    active_deadline: int | None = None  # activeDeadlineSeconds: the Pod fails when it has passed [10.5]
    readiness_gates: tuple[str, ...] = ()  # conditions that others must set to True before the Pod is Ready [7.5]
    scheduling_gates: tuple[str, ...] = ()  # no scheduling before others have removed them [3.1]
    finalizers: tuple[str, ...] = ()  # keep the deleted object until others have removed them [9.5]
    share_process_namespace: bool = False  # containers are processes below the pause container [F1]
    unset_gates: tuple[str, ...] = ()  # readiness gates that, as the owner declares, nobody sets
    kubernetes: int = NEWEST  # the minor version of Kubernetes 1.x

    @property
    def settings(self) -> dict[str, Any]:
        """The Pod's own settings by name, as predicates read them."""
        return {name: value for name, value in self._asdict().items() if name not in ("name", "members")}

    @property
    def components(self) -> tuple[dict[str, Any], ...]:
        """The settings of each container by name."""
        return tuple(member._asdict() for member in self.members)


class ContainerState(NamedTuple):
    """What changes about one container: the instance in the runtime, and what the kubelet remembers about it."""

    preparation: Literal[  # whether image and settings allow a start
        "Needed",  # the next start must first pull the image or find it on the node [3.13]
        "Present",  # the image is on the node: nothing stands in the way of a start [3.13]
        "ErrImagePull",  # the pull failed [5.8]
        "ImagePullBackOff",  # the next pull waits [5.8]
        "ErrImageNeverPull",  # imagePullPolicy is Never and the node does not have the image [2.3]
        "InvalidImageName",  # the image name cannot be parsed [2.3]
        "CreateContainerConfigError",  # the container's settings name a ConfigMap, Secret or key that is missing [2.3]
        "CreateContainerError",  # the runtime cannot create the container, or a hook before its creation fails [2.3]
        "Outdated",  # the container runs, but the Pod was updated to another image [4.10]
    ] = "Needed"
    runtime: Literal[  # the instance that the runtime has
        "Absent",  # the runtime has no instance: never created, removed, or forgotten [2.10 4.4]
        "Created",  # the instance was created and could not be started [3.17]
        "Running",  # the process runs [2.1]
        "Exited",  # the process has ended [2.1]
    ] = "Absent"
    exit_code: Literal[  # how the instance ended
        "None",  # the instance has not exited
        "Zero",  # 0: success, even if an exit rule restarts the container for it [4.6]
        "NonZero",  # a failure of the process
        "OutOfMemory",  # 0 with reason OOMKilled, which is a failure of an init container [4.16]
        "Killed",  # 137: ended by SIGKILL or by the loss of its sandbox [2.4 9.12]
        "RestartRule",  # another code for which an exit rule says Restart [4.1]
        "RestartAllRule",  # another code for which an exit rule says RestartAllContainers [4.13]
    ] = "None"
    restarts: Literal[  # restartCount
        0,  # never restarted
        1,  # restarted once
        2,  # restarted twice or more: counted up to 2 [2.9]
    ] = 0
    backoff: Literal[  # the crash-loop back-off
        "Fresh",  # no back-off entry: the next restart is immediate and makes one [5.3]
        "Armed",  # there is an entry: the restart after the next exit must wait [5.3]
        "CrashLoopBackOff",  # a restart waits [2.5 5.1]
        "Elapsed",  # the wait is over: the container may start [5.2]
    ] = "Fresh"
    post_start_hook: Literal[  # the postStart hook
        "Idle",  # not running: no hook, not started, or succeeded
        "Running",  # runs, and the sync waits for it [3.13]
        "Failed",  # failed: its container is killed for it and then waits with PostStartHookError [3.14]
    ] = "Idle"
    stop: Literal[  # how far the kubelet is in stopping the container
        "Idle",  # the kubelet is not stopping the container
        "PreStop",  # the preStop hook runs [9.12]
        "AwaitingTurn",  # a sidecar waits until the containers before it in the stop order have stopped [9.17]
        "Signalled",  # the stop signal is sent; SIGKILL follows when the grace period is over [9.12]
        "SignalledLate",  # the stop signal is sent when less than 2 s are left: 2 s must pass before SIGKILL [9.12]
        "RestartPending",  # killed by this sync, which starts the container again [4.10]
    ] = "Idle"
    startup: Literal[  # the stored result of the startup probe
        "Unknown",  # the startup probe has no result yet [6.1]
        "Success",  # the container has started [2.11]
        "Failure",  # the next sync kills the container [4.10]
    ] = "Unknown"
    startup_streak: Annotated[int, "startup_limit"] = 0  # failures in a row, while startup is Unknown [6.5]
    liveness: Literal[  # the stored result of the liveness probe
        "Success",  # healthy, or not probed yet [6.1]
        "Failure",  # the next sync kills the container [4.10]
    ] = "Success"
    liveness_streak: Annotated[int, "liveness_limit"] = 0  # failures in a row, while liveness is Success [6.5]
    readiness: Literal[  # the stored result of the readiness probe
        "Failure",  # not ready, or not probed yet [6.1]
        "Success",  # ready [2.12]
    ] = "Failure"
    readiness_streak: Annotated[int, "readiness_limit"] = 0  # results in a row that contradict `readiness` [6.5]


class PodState(NamedTuple):
    """What changes about the Pod as a whole: on its node, and in the API as far as somebody reads it back."""

    scheduling: Literal[  # the binding to a node
        "Unscheduled",  # not bound to a node
        "Scheduled",  # bound to a node, once and for all [3.1 7.1]
    ] = "Unscheduled"
    scheduling_gate: Literal[  # all scheduling gates together
        "Closed",  # some scheduling gate is left
        "Open",  # all are removed [3.1]
    ] = "Closed"
    kubelet: Literal[  # the kubelet process
        "Up",  # the kubelet of the node runs
        "Down",  # it is stopped and has lost what it held in memory only [5.6 9.26]
    ] = "Up"
    sandbox: Literal[  # the pause container, which holds the Pod's namespaces
        "Absent",  # the runtime has no sandbox (pause container) for the Pod [3.3]
        "CreationFailed",  # nor could the last sync create one: volumes do not mount, or the network fails [3.18]
        "Ready",  # the sandbox serves: containers can start in it [3.2]
        "NotReady",  # the sandbox is lost, and so are the network and namespaces of the Pod [3.3 10.10]
    ] = "Absent"
    worker: Literal[  # what the kubelet's pod worker does
        "Syncing",  # the pod worker brings the Pod up [9.6]
        "Killing",  # it stops all containers because the sandbox is lost, and then syncs again [3.4]
        "Terminating",  # it stops all containers for good [9.6 9.10]
        "Terminated",  # everything is stopped; only the last status is left to write [9.20]
    ] = "Syncing"
    sync: Literal[  # what holds the pod worker up during a sync
        "Free",  # nothing holds the current sync
        "InHook",  # it waits for a postStart hook [3.13]
        "InKill",  # it waits for a container that it kills [4.12]
        "InRestart",  # it has killed a container and is to start it again [4.10]
        "InReset",  # it has killed all containers and is to remove them: RestartAllContainers [4.13]
    ] = "Free"
    grace: Literal[  # the grace period of the stop under way
        "Left",  # the grace period has not passed, or nothing is being stopped [9.11]
        "Over",  # the grace period of the current stop has passed: SIGKILL is due [9.12]
    ] = "Left"
    reason: Literal[  # why the Pod ends although its work is not over
        "Unset",  # nothing has ended the Pod early
        "Evicted",  # the node ran short of a resource [10.1]
        "Preempting",  # a critical Pod needs its resources [10.2]
        "Terminated",  # the node shuts down [10.4]
        "DeadlineExceeded",  # activeDeadlineSeconds has passed [10.5]
        "Rejected",  # the kubelet does not admit the Pod [10.6]
        "DeletionByPodGC",  # the garbage collector gives up on a Pod whose node is lost [10.8]
    ] = "Unset"
    phase: Literal[  # status.phase in the API
        "Pending",  # some container has not started yet [1.6]
        "Running",  # all have started, and one runs or may restart [1.6 1.7]
        "Succeeded",  # all have ended with exit code 0; final [1.7 11.1]
        "Failed",  # ended in any other way: a failure, a deadline, an eviction; final [1.7 1.15 11.1]
        "Unknown",  # written by a controller when the node does not answer; no kubelet writes it [1.17]
    ] = "Pending"
    readiness_gate: Literal[  # all readiness gates together
        "NotTrue",  # some condition that a readiness gate names is not True
        "Met",  # all are True [7.5]
    ] = "NotTrue"
    ready: Literal[  # the condition Ready in the API
        "NotReady",  # False or absent
        "Ready",  # True [7.5]
    ] = "NotReady"
    endpoint: Literal[  # the Pod in the endpoints of its Services
        "Absent",  # Services send no traffic to the Pod
        "Ready",  # the Pod is a ready endpoint [8.1]
    ] = "Absent"
    deletion: Literal[  # the Pod object in the API
        "Alive",  # nobody has deleted the Pod
        "Requested",  # it has a deletionTimestamp and its grace period [9.2]
        "Shortened",  # a second delete has shortened the grace period [9.3]
        "Held",  # it is deleted with grace 0, and finalizers keep the object [9.5]
        "Gone",  # the object is removed, and nothing of the Pod was left to stop [9.1 9.21]
        "Forced",  # the object is removed, and containers may still run [9.24]
    ] = "Alive"
