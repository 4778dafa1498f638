"""Probes (SEMANTICS 6)."""

from spec.notation import Law

PROBES = (
    Law(
        "before",
        "killed-for-a-reason",
        "4.10 6.13",
        "A running Pod's container is killed only for a failed liveness or startup probe.",
        events="stops_unhealthy",
        then="probe_has_failed",
        needs="liveness or startup probe",
    ),
    Law(
        "before",
        "startup-first",
        "6.4",
        "The liveness probe counts only after the startup probe has succeeded.",
        events="liveness_fails liveness_fails_early liveness_succeeds",
        then="startup_succeeded_if_any",
        needs="liveness probe",
    ),
    Law(
        "always",
        "ready-means-started",
        "2.12 6.4",
        "A readiness probe stands at Success only while its container runs and has started.",
        when="readiness_succeeded",
        then="startup_succeeded_if_any",
        needs="readiness probe",
    ),
    Law(
        "before",
        "no-liveness-at-the-end",
        "6.12",
        "No liveness probe fails once the pod worker ends the Pod.",
        events="liveness_fails liveness_fails_early",
        then="worker_syncs",
        needs="liveness probe",
    ),
    Law(
        "after",
        "a-restart-keeps-ready",
        "6.14",
        "A kubelet that restarts takes no readiness from a running container.",
        events="kubelet_stops kubelet_starts",
        when="readiness_succeeded",
        then="readiness_succeeded",
        given="remembers_started",
        needs="readiness probe",
        faults="kubelet",
    ),
)
