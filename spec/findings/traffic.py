"""Findings about traffic: what the Services of the same input send to a Pod, and when."""

from podproof.spec.findings.notation import Finding

FINDINGS = (
    Finding(
        "no-readiness-probe",
        "info",
        "2.11 2.12 7.5 8.1",
        "A Service sends requests to a container as soon as it runs, whether or not it can answer.",
        "{sending_services} requests to {ready_names} as soon as the process runs: no readiness or startup probe holds"
        " them back",
        "During a rollout the new Pod gets requests before it can answer, and the old Pod is stopped too early.",
        "Add a readinessProbe.",
        when="has_one_ready_without_a_check and serves",
        field="containers",
    ),
    Finding(
        "traffic-after-sigterm",
        "info",
        "8.3 9.11 9.12",
        "A container can receive SIGTERM while the Pod is still a ready endpoint.",
        "{sending_services} requests to {stopped_names} even after SIGTERM: no preStop hook delays it",
        "Deletion removes the Pod from the endpoints and stops it at the same time, in no fixed order.",
        "Sleep for some seconds in a preStop hook, or keep answering after SIGTERM.",
        advice="Sleep 5 to 15 of the {grace_period} s of grace in a preStop hook, or keep answering after SIGTERM.",
        when="has_one_stopped_without_delay and serves and has_several_replicas and not removal_is_declared",
        reachable="endpoint_is_ready and is_terminating and some_stop_signal_is_sent",
        field="containers",
    ),
    Finding(
        "traffic-outlasts-pre-stop",
        "warning",
        "8.3 9.11 9.12",
        "Clients send requests after SIGTERM, because the preStop hook is shorter than the removal of the endpoint.",
        "{sending_services} requests to {name} after SIGTERM: {says}",
        "Deletion removes the Pod from the endpoints and stops it at the same time; a process that no longer listens"
        " refuses the requests that still arrive.",
        "Sleep longer in a preStop hook, or keep answering after SIGTERM.",
        when="removal_is_declared and is_regular and serves and has_several_replicas and requests_may_follow_the_hook",
        clock="traffic-after-sigterm",
        verdicts="broken",
        field="lifecycle.preStop name",
    ),
    Finding(
        "unknown-target-port",
        "warning",
        "8.1",
        "A Service names a port that no container of its Pods has.",
        "Service {unknown_target}, which no container of this {owner} has",
        "The Pod is not an endpoint for this port, and connections to the Service are refused.",
        "Correct targetPort in the Service, or give a container port this name.",
        when="has_an_unknown_target",
        field="containers",
    ),
    Finding(
        "service-selects-no-pod",
        "warning",
        "8.1",
        "A Service selects no Pod of the input, because its selector does not match the labels of the Pods beside it.",
        "Service {idle_service} selects {idle_selector}, but the Pods of this {owner} have {labels_in_its_place}:"
        " it has no endpoints",
        "Connections to a Service without endpoints are refused.",
        "Correct the selector of the Service, or the labels of the Pods.",
        when="has_an_idle_service",
        owner_field="spec.template.metadata.labels metadata.labels",
    ),
    Finding(
        "unlisted-target-port",
        "info",
        "8.1",
        "A Service sends requests to a port that no container of its Pods lists or mentions.",
        "Service {unlisted_target}, but the containers of this {owner} list {listed_ports}",
        "If nothing listens there, connections to the Service are refused.",
        "Correct targetPort in the Service, or list the port in `ports`.",
        when="has_an_unlisted_target",
        field="containers",
    ),
)
