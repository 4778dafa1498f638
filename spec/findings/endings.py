"""Findings about the end of the work: what keeps a Job from its end, and a service from going on."""

from podproof.spec.findings.notation import Finding

FINDINGS = (
    Finding(
        "job-never-succeeds",
        "error",
        "1.7 4.1 4.9",
        "The Pod of a Job can never succeed.",
        "this {owner} never succeeds: in no life of its Pod does {those_that_go_on} exit 0 for good",
        "A Job is done when every regular container has exited 0; one that goes on, or is always started again, keeps"
        " it from that.",
        "Make the helper a sidecar: an init container with `restartPolicy: Always`.",
        when="runs_to_completion",
        never="has_ended_well_by_itself",
        field="containers",
    ),
    Finding(
        "restart-policy-conflicts-with-workload",
        "warning",
        "1.10 4.1",
        "A container of a Pod that is to run for ever can stop for good.",
        "{name} of this {owner} stays stopped after some exits, for its own policy is {own_policy}",
        "The Pod goes on without it, Running and not Ready, and no controller replaces it.",
        "Remove the restartPolicy of the container, or add a rule for the exits that are to restart it.",
        when="is_regular and serves and has_its_own_policy and stays_stopped",
        reachable="has_exited and is_alive and worker_syncs",
        field="restartPolicy",
    ),
)
