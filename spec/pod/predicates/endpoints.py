"""Whether Services send traffic to the Pod."""

from podproof.spec.pod.predicates.conditions import containers_are_ready
from podproof.spec.pod.predicates.phase import phase_is_terminal


def should_be_endpoint(ready, deletion, phase):
    """The endpoint should be ready: the API says Ready, and the Pod is neither deleted nor ended. [8.1 8.5]"""
    return ready == "Ready" and deletion == "Alive" and not phase_is_terminal(phase)


def endpoint_is_ready(endpoint):
    """The Pod is a ready endpoint of its Services. [8.1]"""
    return endpoint == "Ready"


def is_in_service(containers, phase, ready, endpoint):
    """All containers are ready, the API says Running and Ready, and the Pod is a ready endpoint. [1.6 7.5 8.1]"""
    return phase == "Running" and ready == "Ready" and endpoint == "Ready" and containers_are_ready(containers)
