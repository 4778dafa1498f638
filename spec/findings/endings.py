"""Findings about completion: why a Job cannot finish, and why a service may stop."""

from podproof.spec.findings.notation import Finding

FINDINGS = (
    Finding(
        "job-never-succeeds",
        "error",
        "1.7 4.1 4.9",
        "The Pod of a Job can never succeed.",
        "this {owner} never succeeds: {containers_that_keep_running} never exits 0 without being restarted",
        "A Job is complete when every regular container has exited 0; a container that keeps running or always restarts"
        " prevents that.",
        "Make the helper a sidecar: an init container with `restartPolicy: Always`.",
        advice="{how_the_job_can_end}",
        when="runs_to_completion",
        info_when="every_container_is_a_placeholder",
        never="has_succeeded_by_itself",
        field="containers",
    ),
    Finding(
        "restart-policy-conflicts-with-workload",
        "warning",
        "1.10 4.1",
        "A container of a long-running Pod can stop permanently.",
        "{name} of this {owner} stays stopped after some exits, because its own restart policy is {own_policy}",
        "The Pod continues without it, Running and not Ready, and no controller replaces it.",
        "Remove the restartPolicy of the container, or add a rule for the exit codes that should restart it.",
        when="is_regular and serves and has_its_own_policy and stays_stopped",
        reachable="has_exited and is_alive and worker_syncs",
        field="restartPolicy",
    ),
)
