"""The condition Ready, and what it is computed from."""

from podproof.spec.pod.predicates.configuration import is_regular_or_sidecar
from podproof.spec.pod.predicates.containers import has_started
from podproof.spec.pod.predicates.phase import reason_means_failure


def ready_condition_is_true(ready):
    """The condition Ready in the API is True. [7.5]"""
    return ready == "Ready"


def is_ready(container):
    """The container has started, and its readiness probe, if any, has succeeded. [2.12]"""
    return has_started(container) and (container.readiness_probe is None or container.readiness == "Success")


def containers_are_ready(containers):
    """Condition ContainersReady: every regular container and sidecar is ready. [7.4]"""
    return all(is_ready(each) for each in containers if is_regular_or_sidecar(each.kind))


def publishes_ready(containers, readiness_gates, readiness_gate, reason, restart_policy, kubernetes):
    """Condition Ready: ContainersReady, every readiness gate is met, and no deadline has passed. [7.4 7.5 10.5]"""
    return (
        containers_are_ready(containers)
        and (len(readiness_gates) == 0 or readiness_gate == "Met")
        and not reason_means_failure(reason, restart_policy, kubernetes)
    )


def publishes_unready(containers, readiness_gates, readiness_gate):
    """A running container is known to be unready, or a gate is not met. [7.5 7.7]"""
    return any(
        is_regular_or_sidecar(each.kind) and each.runtime == "Running" and not is_ready(each) for each in containers
    ) or (len(readiness_gates) > 0 and readiness_gate == "NotTrue")


def ready_is_published(containers, readiness_gates, readiness_gate, reason, restart_policy, kubernetes, ready):
    """The API shows the condition Ready that the kubelet computes from the containers. [7.4 7.5]"""
    return (
        ready == "Ready"
        if publishes_ready(containers, readiness_gates, readiness_gate, reason, restart_policy, kubernetes)
        else ready == "NotReady"
    )
