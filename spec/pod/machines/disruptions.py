"""What ends a Pod from outside, without a delete: its deadline, and the node and its keepers in need (SEMANTICS 10)."""

from statemachine import State

from podproof.spec.notation import leads
from podproof.spec.pod.machines.base import PodMachine


class Deadline(PodMachine):
    """The clock of activeDeadlineSeconds: it runs from the Pod's start, whatever happens."""

    actor = "kubelet"
    concerns = "has_deadline"
    Anytime = State(initial=True)

    exceeds_deadline = leads("1.15 10.5", Anytime.to.itself(cond="may_be_ended_early"))


class Admission(PodMachine):
    """The kubelet's admission: it may reject a Pod before anything has started there."""

    actor = "kubelet"
    fault = "admission"
    finitely_often = "rejects"
    Anytime = State(initial=True)

    rejects = leads("3.1 10.6", Anytime.to.itself(cond="may_be_ended_early and nothing_has_started"))


class NodePressure(PodMachine):
    """The kubelet's eviction manager, when the node runs out of memory or disk."""

    actor = "kubelet"
    fault = "eviction"
    finitely_often = "evicts"
    Anytime = State(initial=True)

    evicts = leads("10.1", Anytime.to.itself(cond="may_be_ended_early"))


class CriticalPod(PodMachine):
    """A critical Pod that the kubelet can only admit if this one goes."""

    actor = "kubelet"
    fault = "preemption"
    finitely_often = "preempts"
    Anytime = State(initial=True)

    preempts = leads("10.2", Anytime.to.itself(cond="may_be_ended_early"))


class NodeShutdown(PodMachine):
    """The graceful shutdown of the node."""

    actor = "kubelet"
    fault = "shutdown"
    finitely_often = "shuts_down"
    Anytime = State(initial=True)

    shuts_down = leads("10.4", Anytime.to.itself(cond="shuts_down_gracefully and may_be_ended_early"))


class NodeController(PodMachine):
    """The node controller, to which the node is lost while its kubelet is down: it marks the Pods there unready."""

    actor = "node controller"
    fault = "node"
    finitely_often = "marks_unready"
    Anytime = State(initial=True)

    marks_unready = leads("10.8", Anytime.to.itself(cond="not kubelet_is_up and object_exists"))


class PodGC(PodMachine):
    """The Pod garbage collector, when the node is gone for good: Failed, whatever still runs there."""

    actor = "PodGC"
    fault = "node"
    finitely_often = "collects"
    Anytime = State(initial=True)

    collects = leads("10.8 10.9", Anytime.to.itself(cond="podgc_fails_pods and may_be_collected"))
