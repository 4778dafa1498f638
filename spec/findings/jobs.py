"""Findings about Jobs and CronJobs: what keeps them from finishing, failing or starting."""

from podproof.spec.findings.notation import Finding

FINDINGS = (
    Finding(
        "helper-keeps-job-running",
        "warning",
        "1.7 4.9",
        "A helper that never exits keeps a Job from completing.",
        "{helpers_that_never_exit} runs until somebody stops it, so this {owner} never completes",
        "A Job is complete when every regular container has exited 0.",
        "Make the helper a sidecar: an init container with `restartPolicy: Always`.",
        when="has_a_helper_that_never_exits",
        field="containers",
    ),
    Finding(
        "job-retries-forever",
        "warning",
        "10.5 F2",
        "A Job without a deadline retries 100 times or more before it counts as failed.",
        "backoffLimit is {backoff_limit} and there is no activeDeadlineSeconds: a Job that cannot succeed is reported"
        " as failed only after {backoff_limit} retries",
        "Retries are up to 10 min apart, and nothing else ends the Job, so alerts on its failure come many hours late.",
        "Set activeDeadlineSeconds, or lower backoffLimit.",
        when="retries_without_end and has_no_deadline",
        info_when="retries_for_some_days",
        owner_field="spec.backoffLimit spec.jobTemplate.spec.backoffLimit",
    ),
    Finding(
        "job-stays-pending",
        "warning",
        "2.3 5.8 10.5",
        "A Pod of a Job may stay Pending forever, and no deadline ends the Job.",
        "{stays_pending_text}: the Pod then stays Pending, which does not count as a failure, and this"
        " {owner} has no deadline",
        "backoffLimit counts only failed Pods, and a Pod that cannot start has not failed.",
        "Set activeDeadlineSeconds on the Job, and provide what is missing.",
        when="may_stay_pending and has_no_deadline",
        info_when="needs_a_missing_config_map and not similar_config_map",
        field="containers",
    ),
    Finding(
        "cron-job-misses-its-start",
        "warning",
        "F2",
        "A CronJob may miss its runs, because its starting deadline is shorter than the interval of the checks.",
        "startingDeadlineSeconds is {starting_deadline}, but CronJobs are checked every 10 s: runs may be skipped",
        "A run that is later than the deadline is not started.",
        "Set startingDeadlineSeconds to 10 or more.",
        when="misses_its_start",
        owner_field="spec.startingDeadlineSeconds",
    ),
    Finding(
        "cron-job-runs-pile-up",
        "info",
        "10.5 F2",
        "A CronJob starts a run every few minutes, even while earlier runs are still active.",
        "a run starts every {minutes_between_runs} min while others may still run: concurrencyPolicy is Allow, and"
        " there is no deadline",
        "If one run hangs, further runs pile up until quotas or nodes are exhausted.",
        "Set `concurrencyPolicy: Forbid`, or activeDeadlineSeconds of the Job.",
        when="runs_may_pile_up and has_no_deadline",
        owner_field="spec.schedule",
    ),
    Finding(
        "finished-jobs-pile-up",
        "info",
        "F2",
        "Each use of the manifest creates another Job, and nothing deletes the finished ones.",
        "each `kubectl create` makes another Job {generate_name}…, and there is no ttlSecondsAfterFinished: finished"
        " Jobs and their Pods stay until somebody deletes them",
        "Finished Jobs and Pods count against object quotas and clutter the output of `kubectl get`.",
        "Set ttlSecondsAfterFinished.",
        when="leaves_finished_jobs",
        owner_field="metadata.generateName",
    ),
)
