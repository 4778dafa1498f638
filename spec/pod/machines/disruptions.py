"""Disruptions: a Pod is terminated without a delete, by its deadline or for the sake of its node."""

from statemachine import State

from podproof.spec.notation_of_machines import leads
from podproof.spec.pod.machines.base import PodMachine


class Deadline(PodMachine):
    """The clock of activeDeadlineSeconds: it runs from the start of the Pod and never stops."""

    actor = "kubelet"
    concerns = "has_deadline"
    Anytime = State(initial=True)

    exceeds_deadline = leads(
        "1.15 10.5", Anytime.to.itself(cond="may_be_ended_during_its_end"), after="deadline_time", since="is_scheduled"
    )


class Admission(PodMachine):
    """The admission by the kubelet: it may reject a Pod before any container has started."""

    actor = "kubelet"
    fault = "admission"
    finitely_often = "rejects"
    Anytime = State(initial=True)

    rejects = leads("3.1 10.6", Anytime.to.itself(cond="may_be_ended_early and nothing_has_started"))


class Readmission(PodMachine):
    """The admission after a restart of the kubelet: it admits all Pods again, and may reject one that runs."""

    actor = "node"
    fault = "admission"
    finitely_often = "rejects_again"
    Anytime = State(initial=True)

    rejects_again = leads("10.6", Anytime.to.itself(cond="may_be_rejected_again"))


class NodePressure(PodMachine):
    """The eviction manager of the kubelet, when the node runs out of memory or disk."""

    actor = "kubelet"
    fault = "eviction"
    finitely_often = "evicts"
    Anytime = State(initial=True)

    evicts = leads("10.1", Anytime.to.itself(cond="may_be_ended_during_its_end"))


class CriticalPod(PodMachine):
    """A critical Pod that the kubelet can admit only if this one goes."""

    actor = "kubelet"
    fault = "preemption"
    finitely_often = "preempts"
    Anytime = State(initial=True)

    preempts = leads("10.2", Anytime.to.itself(cond="may_be_ended_during_its_end"))


class NodeShutdown(PodMachine):
    """The graceful shutdown of the node."""

    actor = "kubelet"
    fault = "shutdown"
    finitely_often = "shuts_down"
    Anytime = State(initial=True)

    shuts_down = leads("10.4", Anytime.to.itself(cond="shuts_down_gracefully and may_be_ended_during_its_end"))


class NodeController(PodMachine):
    """The node controller: while the kubelet is down, it takes the node to be lost and marks its Pods not Ready."""

    actor = "node controller"
    fault = "node"
    finitely_often = "marks_unready"
    Anytime = State(initial=True)

    marks_unready = leads("10.8", Anytime.to.itself(cond="not kubelet_is_up and object_exists"))


class PodGC(PodMachine):
    """The Pod garbage collector: when the node is gone for good, it marks the Pod Failed, whatever still runs there."""

    actor = "PodGC"
    fault = "node"
    finitely_often = "collects"
    Anytime = State(initial=True)

    collects = leads("10.8 10.9", Anytime.to.itself(cond="podgc_fails_pods and may_be_collected"))
