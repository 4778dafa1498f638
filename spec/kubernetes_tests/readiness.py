"""Ready containers and endpoints: pkg/kubelet/prober/prober_manager.go, endpointslice/utils.go. [2.11 2.12 8.1 8.5]"""

from typing import Any

from podproof.spec.kubernetes_tests.case_state import ANY_PROBE, CaseContainer, CaseState
from podproof.spec.kubernetes_tests.decisions import Answer, Input, NotModeled, decision
from podproof.spec.pod import predicates
from podproof.spec.pod.state import Container, ContainerState

KINDS = ("regular", "init", "sidecar")


def update_pod_status(case: Input) -> Answer:
    """`UpdatePodStatus`: the flags `started` and `ready` of a container; an init container is ready once it is done."""
    kind: Any = case.get("kind")
    if kind not in KINDS:
        raise NotModeled(f"unknown kind {kind!r} of container")
    configuration = Container(
        "app",
        kind,
        startup_probe=None if case.get("startupProbe") is None else ANY_PROBE,
        readiness_probe=None if case.get("readinessProbe") is None else ANY_PROBE,
    )
    if kind == "init" and configuration.startup_probe:
        raise NotModeled("an init container has no probes: the API server refuses them")
    case_state = CaseState([CaseContainer(configuration, _state(case))])
    ready = predicates.is_initialized if kind == "init" else predicates.is_ready
    return {
        "started": decision(case_state.evaluate(predicates.has_started, 0), predicates.has_started),
        "ready": decision(case_state.evaluate(ready, 0), ready),
    }


def _state(case: Input) -> ContainerState:
    state, _, code = str(case.get("state")).partition(" ")
    if state == "terminated":
        return ContainerState(runtime="Exited", exit_code="Zero" if code == "0" else "NonZero")
    if state != "running":
        raise NotModeled(f"unknown state {state!r} of a container")
    startup: Any = case.get("startupProbe") if case.get("startupProbe") in ("Success", "Failure") else "Unknown"
    readiness: Any = "Success" if case.get("readinessProbe") == "Success" else "Failure"
    return ContainerState(runtime="Running", startup=startup, readiness=readiness)


def pod_to_endpoint(case: Input) -> Answer:
    """`podToEndpoint`: whether the endpoint is ready, serves, and is terminating."""
    if case.get("publishNotReadyAddresses") and (not case.get("podReady") or case.get("deletionTimestamp")):
        raise NotModeled("a Service with publishNotReadyAddresses: the specification has no Services")
    case_state, state = CaseState([]), _status(case)
    return {
        "ready": decision(
            case_state.evaluate(predicates.should_be_endpoint, **state, phase="Running"), predicates.should_be_endpoint
        ),
        "serving": decision(
            case_state.evaluate(predicates.ready_condition_is_true, **state), predicates.ready_condition_is_true
        ),
        "terminating": decision(
            case_state.evaluate(predicates.deletion_is_requested, **state), predicates.deletion_is_requested
        ),
    }


def in_endpoints(case: Input) -> Answer:
    """`ShouldPodBeInEndpoints`: a Pod with an address that has not ended, nor been deleted unless that is asked for."""
    case_state = CaseState([])
    ended = case_state.evaluate(predicates.phase_is_terminal, phase=case.get("phase"))
    deleted = case_state.evaluate(predicates.deletion_is_requested, **_status(case))
    has_address, counts_deleted = bool(case.get("podIPs")), bool(case.get("includeTerminating"))
    listed = not ended and has_address and (counts_deleted or not deleted)
    return {"inEndpoints": decision(listed, predicates.phase_is_terminal, predicates.deletion_is_requested)}


def _status(case: Input) -> dict[str, Any]:
    return {
        "ready": "Ready" if case.get("podReady") else "NotReady",
        "deletion": "Requested" if case.get("deletionTimestamp") else "Alive",
    }


FUNCTIONS = {
    "UpdatePodStatus": update_pod_status,
    "podToEndpoint": pod_to_endpoint,
    "ShouldPodBeInEndpoints": in_endpoints,
}

FORMS = {
    "readinessProbe": update_pod_status,
    "publishNotReadyAddresses": pod_to_endpoint,
    "includeTerminating": in_endpoints,
}
