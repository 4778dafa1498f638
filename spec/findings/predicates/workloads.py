"""What kind of object makes the Pod, and what it expects of it."""

SERVING = frozenset({"Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController"}) | {
    "DeploymentConfig",
    "Rollout",
    "Service",
    "CloneSet",
}
"""Kinds that replace every Pod that ends; of other kinds it is not known. `Service` is the one of Knative."""


def serves(owner):
    """The object keeps its Pods running, so that every exit is an accident. [4.1]"""
    return owner in SERVING


def runs_to_completion(owner):
    """The object is complete once its Pods have succeeded. [1.7]"""
    return owner in ("Job", "CronJob")


def is_expected_to_finish(restart_policy):
    """The Pod is meant to finish: its policy does not restart a container that succeeds. [4.1]"""
    return restart_policy != "Always"


def is_a_pod_that_stays(owner, restart_policy):
    """Nobody owns the Pod, and its policy restarts its containers even when they succeed. [4.1]"""
    return owner == "Pod" and restart_policy == "Always"


def has_no_controller(owner):
    """No controller replaces the Pod. [F2]"""
    return owner == "Pod"
