"""The environment: what Kubernetes does not decide.  A machine with a `fault` takes part only if this class is on."""

from statemachine import State

from podproof.spec.notation_of_machines import leads
from podproof.spec.pod.machines.base import ContainerMachine, PodMachine


class Process(ContainerMachine):
    """The process of a container: it may exit whenever it runs; one that ignores SIGTERM or hangs simply does not."""

    actor = "process"
    Anytime = State(initial=True)

    exits_zero = leads("2.4", Anytime.to.itself(cond="runs"), after="own_exit_time", since="runs")
    exits_nonzero = leads(
        "2.4", Anytime.to.itself(cond="runs and can_exit_nonzero"), after="own_exit_time", since="runs"
    )
    dies = leads("F1", Anytime.to.itself(cond="dies_with_the_sandbox"))


class MemoryLimit(ContainerMachine):
    """The kernel kills a process of an init container for its memory, and yet the container exits 0."""

    actor = "process"
    concerns = "is_init"
    fault = "memory"
    finitely_often = "runs_out_of_memory"
    Anytime = State(initial=True)

    runs_out_of_memory = leads("4.16", Anytime.to.itself(cond="runs and oom_fails_init_containers"))


class RuledExit(ContainerMachine):
    """The exits with a code other than 0 for which an exit rule of the container says Restart."""

    actor = "process"
    concerns = "has_restart_rule"
    Anytime = State(initial=True)

    exits_ruled = leads("4.1 4.2", Anytime.to.itself(cond="runs"), after="own_exit_time", since="runs")


class ResettingExit(ContainerMachine):
    """The exits with a code other than 0 for which an exit rule of the container says RestartAllContainers."""

    actor = "process"
    concerns = "has_restart_all_rule"
    Anytime = State(initial=True)

    exits_resetting = leads("4.2 4.13", Anytime.to.itself(cond="runs"), after="own_exit_time", since="runs")


class Registry(ContainerMachine):
    """The registry and the images on the node: pulls may fail repeatedly, and an invalid name may be corrected."""

    actor = "registry"
    Anytime = State(initial=True)

    pull_succeeds = leads(
        "3.13 5.8",
        Anytime.to.itself(cond="start_is_due and backoff_allows and image_is_needed"),
        after="pull_time",
        unless="another_start_is_in_progress",
    )
    pull_fails = leads(
        "3.13 5.8",
        Anytime.to.itself(cond="start_is_due and backoff_allows and image_is_needed"),
        after="pull_failure_time",
        unless="another_start_is_in_progress",
    )


class User(PodMachine):
    """Whoever deletes the Pod: a person, a controller, the garbage collector."""

    actor = "user"
    finitely_often = "deletes deletes_sooner forces"
    Anytime = State(initial=True)

    deletes = leads("9.1", Anytime.to.itself(cond="is_alive"), after="deletion_time")
    deletes_sooner = leads(
        "9.3", Anytime.to.itself(cond="grace_was_not_shortened and grace_can_shrink"), after="second_deletion_time"
    )
    forces = leads("9.24", Anytime.to.itself(cond="object_exists"), after="second_deletion_time")


class Controller(PodMachine):
    """Whoever controls the Pod's scheduling gates, readiness gates and finalizers."""

    actor = "controller"
    Anytime = State(initial=True)

    opens_scheduling_gate = leads("3.1", Anytime.to.itself(cond="is_alive"))
    meets_readiness_gate = leads("7.5", Anytime.to.itself(cond="object_exists"))
    fails_readiness_gate = leads("7.5", Anytime.to.itself(cond="object_exists"))
    removes_finalizers = leads("9.5", Anytime.to.itself(cond="held_by_finalizers"))


class KubeletFault(PodMachine):
    """The kubelet stops and starts again: after an upgrade, a crash, or while its node is cut off from the API."""

    actor = "node"
    fault = "kubelet node"
    finitely_often = "kubelet_stops"
    Anytime = State(initial=True)

    kubelet_stops = leads("5.6 9.26", Anytime.to.itself(cond="kubelet_is_up and node_has_work"))
    kubelet_starts = leads("9.26", Anytime.to.itself(cond="not kubelet_is_up"))


class SandboxFault(PodMachine):
    """The pause container dies, and the network of the Pod with it."""

    actor = "node"
    fault = "sandbox"
    finitely_often = "sandbox_dies"
    Anytime = State(initial=True)

    sandbox_dies = leads("3.3 10.10", Anytime.to.itself(cond="sandbox_is_ready and not worker_is_done"))


class Network(PodMachine):
    """The network plugin (CNI) and the runtime: while they fail, the Pod has no sandbox and waits."""

    actor = "runtime"
    fault = "network"
    finitely_often = "sandbox_fails"
    Anytime = State(initial=True)

    sandbox_fails = leads("3.18", Anytime.to.itself(cond="sandbox_is_due"))


class Volumes(PodMachine):
    """The volumes of the Pod: while one does not mount, the kubelet creates no sandbox."""

    actor = "node"
    fault = "volumes"
    finitely_often = "mount_fails"
    Anytime = State(initial=True)

    mount_fails = leads("3.18", Anytime.to.itself(cond="sandbox_is_due"))


class Client(PodMachine):
    """Another client that may write the status: the only source of the phase Unknown today."""

    actor = "client"
    fault = "client"
    finitely_often = "writes_unknown"
    Anytime = State(initial=True)

    writes_unknown = leads("1.17 11.1", Anytime.to.itself(cond="object_exists and not phase_is_terminal"))


class Settings(ContainerMachine):
    """The ConfigMaps and Secrets that the container refers to: one may be missing."""

    actor = "api"
    fault = "config"
    finitely_often = "lacks_settings"
    Anytime = State(initial=True)

    lacks_settings = leads("2.3", Anytime.to.itself(cond="start_is_due and backoff_allows and image_is_present"))


class ContainerRuntime(ContainerMachine):
    """The container runtime: it may fail to create or to start a container, and may forget exited ones."""

    actor = "runtime"
    fault = "runtime"
    finitely_often = "creation_fails start_fails forgets_container"
    Anytime = State(initial=True)

    creation_fails = leads("2.3", Anytime.to.itself(cond="start_is_due and backoff_allows and image_is_present"))
    start_fails = leads("3.17", Anytime.to.itself(cond="start_is_due and backoff_allows and image_is_present"))
    forgets_container = leads("2.10 4.5", Anytime.to.itself(cond="may_be_forgotten"))


class ImageUpdate(ContainerMachine):
    """A user changes the image of a running container."""

    actor = "user"
    fault = "update"
    finitely_often = "updates_image"
    Anytime = State(initial=True)

    updates_image = leads("4.10", Anytime.to.itself(cond="may_be_updated"))
