"""Findings about probes: the containers that they kill, and what they cannot see."""

from podproof.spec.findings.notation import Finding

FINDINGS = (
    Finding(
        "probes-identical",
        "warning",
        "4.10 6.5 6.13",
        "The liveness and readiness probes are identical and fail after the same time.",
        "the liveness probe of {name} repeats its readiness probe ({probe_text}): after"
        " {liveness_probe.failure_threshold} failures the container not only loses its traffic, but is killed",
        "A slow dependency then not only stops traffic to the container, but gets it killed, again and again.",
        "Let the liveness probe check only the process itself, or give it a higher failureThreshold than readiness.",
        advice="Let the liveness probe check only the process itself, or raise its failureThreshold above"
        " {liveness_probe.failure_threshold}.",
        when="has_liveness_probe and has_readiness_probe and probes_are_identical and liveness_fails_no_later"
        " and asks_the_process and not has_no_service and not serves_only_metrics",
        info_when="service_is_unknown",
        reachable="probe_has_failed and is_being_stopped and worker_syncs",
        field="livenessProbe",
    ),
    Finding(
        "liveness-kills-the-start",
        "warning",
        "6.3 6.4 6.5",
        "A liveness probe without a startup probe leaves little time to start.",
        "the liveness probe of {name} can fail {liveness_gives_up_after} s after the start; no startup probe delays it",
        "On a busy node a process that starts slowly is killed before it is up, again and again.",
        "Add a startupProbe, or raise initialDelaySeconds, periodSeconds or failureThreshold.",
        when="has_liveness_probe and not has_startup_probe and liveness_gives_up_too_soon and liveness_can_fail",
        info_when="liveness_leaves_half_the_room",
        reachable="probe_has_failed and is_being_stopped and worker_syncs",
        field="livenessProbe.initialDelaySeconds livenessProbe",
    ),
    Finding(
        "probe-failure-is-final",
        "warning",
        "4.5 4.10",
        "A probe can kill a container that never restarts.",
        "a failed probe ends {name} permanently: its restart policy is Never",
        "The kubelet kills the container for the probe, and then follows the policy: under Never it does not restart.",
        "Remove the probe, or let the container restart on failure.",
        when="killing_is_final and not is_init and (has_liveness_probe or has_startup_probe)"
        " and not replaces_failed_pods",
        reachable="was_killed and phase_is_failed and nobody_terminated_it",
        field="livenessProbe startupProbe",
    ),
    Finding(
        "unknown-probe-port",
        "error",
        "6.8",
        "A probe or a hook names a port that its container does not have.",
        "{name} has no port named {missing_ports[0]}, so every probe or hook that uses it fails with an error",
        "A probe that cannot run counts neither as success nor as failure: a readiness or startup probe never succeeds,"
        " and a liveness probe never fails.",
        "Correct the name, or add the port to `ports`.",
        when="uses_an_unknown_port",
        field="ports",
    ),
    Finding(
        "startup-probe-kills-the-start",
        "info",
        "4.10 6.3 6.4 6.5",
        "A startup probe leaves little time to start.",
        "the startup probe of {name} can fail {startup_gives_up_after} s after the start: it {allowed_failures}",
        "A startup probe exists to wait for a slow start; one that gives up early kills the container instead.",
        "Raise its failureThreshold or its periodSeconds above the longest start on a busy node.",
        when="has_startup_probe and startup_gives_up_too_soon",
        field="startupProbe.failureThreshold startupProbe",
    ),
    Finding(
        "probe-timeout-above-period",
        "info",
        "6.5 6.9",
        "A probe may wait longer for an answer than its period, so that failures are noticed late.",
        "{slow_probe_text}",
        "The kubelet probes a container one probe after the other: a probe that hangs delays the next ones.",
        "Set timeoutSeconds to at most periodSeconds.",
        when="has_a_slow_probe",
        field="livenessProbe.timeoutSeconds readinessProbe.timeoutSeconds startupProbe.timeoutSeconds",
    ),
    Finding(
        "unlisted-probe-port",
        "info",
        "6.8",
        "A probe uses a port other than the only one that its container lists.",
        "a probe of {name} uses port {unlisted_ports[0]}, but the container lists only {own_ports}, and nothing"
        " mentions {unlisted_ports[0]}",
        "If nothing listens there, a readiness probe never succeeds, and a liveness probe kills the container.",
        "Correct the port of the probe, or list the port in `ports`.",
        when="uses_an_unlisted_port",
        field="readinessProbe livenessProbe startupProbe ports",
    ),
)
