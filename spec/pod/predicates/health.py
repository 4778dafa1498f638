"""Which containers are killed because a probe has failed."""

from podproof.spec.pod.predicates.configuration import is_regular, is_regular_or_sidecar
from podproof.spec.pod.predicates.containers import has_started
from podproof.spec.pod.predicates.policies import policy


def probe_has_failed(container):
    """The liveness or the startup probe has failed. [4.10]"""
    return container.liveness == "Failure" or container.startup == "Failure"


def must_be_killed(container, has_changed):
    """The container runs, and its definition has changed or a probe has failed. [4.10 4.11]"""
    return (
        is_regular_or_sidecar(container.kind)
        and container.runtime == "Running"
        and (
            container.startup == "Failure"
            or (
                (is_regular(container.kind) or has_started(container))
                and (has_changed or container.liveness == "Failure")
            )
        )
    )


def is_unhealthy(container, kubelet, worker, sync, sandbox):
    """A probe has failed, and the pod worker is free to kill the container for it. [4.10 6.13]"""
    return (
        kubelet == "Up"
        and worker == "Syncing"
        and sync == "Free"
        and sandbox == "Ready"
        and must_be_killed(container, False)
    )


def probes_may_restart_it(container, restart_policy):
    """A probe can kill the container, and its policy is OnFailure. [4.10 4.11]"""
    return (container.startup_probe is not None or container.liveness_probe is not None) and policy(
        container, restart_policy
    ) == "OnFailure"


def an_unhealthy_container_runs(containers):
    """A container runs although its liveness or startup probe has failed. [4.10]"""
    return any(
        each.runtime == "Running" and (each.liveness == "Failure" or each.startup == "Failure") for each in containers
    )
