"""Predicates about Jobs and CronJobs: retries, deadlines, and what keeps them from finishing."""

import re

from podproof.spec.findings.failure_policy import fails_the_job
from podproof.spec.findings.helpers import may_stop_others, never_exits_by_its_image
from podproof.spec.findings.predicates.references import missing_config_text, needs_a_missing_config_map
from podproof.spec.pod.predicates import is_regular


def tries_only_once(owner, backoff_limit):
    """Nobody creates another Pod when this one fails: there is no Job, or it has no retries. [F2]"""
    return owner == "Pod" or (owner in ("Job", "CronJob") and backoff_limit == 0)


def retry_advice(owner):
    """What lets a failed Pod be tried again. [F2]"""
    return "let a Job create the Pod" if owner == "Pod" else "raise backoffLimit"


def fails_the_job_when_killed(node):
    """The podFailurePolicy of the Job fails it for exit code 137. [2.4]"""
    return fails_the_job(node, 137)


def replaces_failed_pods(owner, backoff_limit, node):
    """A Job creates another Pod when a probe has killed this one. [F2]"""
    is_job = owner in ("Job", "CronJob")
    return is_job and backoff_limit != 0 and not fails_the_job_when_killed(node)


def has_no_deadline(active_deadline, job_deadline):
    """Neither the Pod nor its Job has a deadline. [10.5]"""
    return active_deadline is None and job_deadline is None


def retries_without_end(owner, backoff_limit):
    """The Job retries so often that it fails only after many hours. [F2]"""
    return owner in ("Job", "CronJob") and backoff_limit is not None and backoff_limit >= 100


def retries_for_some_days(backoff_limit):
    """The retries end after some days, as somebody may have meant it. [F2]"""
    return backoff_limit <= 1000


def helpers_that_never_exit(owner, containers, facts, share_process_namespace):
    """The regular containers of a Job beside others whose images are known to run until they are stopped.

    With a shared process namespace another container may stop them. [4.9]
    """
    regular = [index for index, each in enumerate(containers) if is_regular(each.kind)]
    if owner not in ("Job", "CronJob") or len(regular) < 2 or share_process_namespace:
        return ""
    if any(may_stop_others((*facts[index].command, *facts[index].arguments)) for index in regular):
        return ""
    return " and ".join(
        containers[index].name
        for index in regular
        if "never-exits" not in containers[index].behavior
        and never_exits_by_its_image(facts[index].image, facts[index].command, facts[index].arguments)
    )


def has_a_helper_that_never_exits(owner, containers, facts, share_process_namespace):
    """A helper keeps the Job from being complete. [4.9]"""
    return helpers_that_never_exit(owner, containers, facts, share_process_namespace) != ""


def misses_its_start(owner, starting_deadline):
    """The CronJob is checked every 10 s, and may then be later than its starting deadline allows. [F2]"""
    return owner == "CronJob" and starting_deadline is not None and 0 <= starting_deadline < 10


def minutes_between_runs(schedule):
    """The minutes between two runs, if the schedule says `*` or `*/n` for minutes and `*` for the rest. [F2]"""
    match = re.fullmatch(r"\s*\*(?:/(\d{1,2}))?(\s+\*){4}\s*", schedule)
    return int(match[1] or 1) if match else None


def runs_may_pile_up(owner, concurrency, schedule, is_suspended):
    """The CronJob starts a run every few minutes, whether or not the runs before it have ended. [F2]"""
    minutes = minutes_between_runs(schedule) if owner == "CronJob" else None
    return minutes is not None and minutes <= 5 and concurrency == "Allow" and not is_suspended


def generate_name(node):
    """The beginning of the names of objects that the manifest creates, if they are generated. [F2]"""
    metadata = node.inner("metadata")
    return metadata.text("generateName") if metadata else ""


def leaves_finished_jobs(owner, ttl, node):
    """Each use of the manifest creates a Job of a new name, and nothing deletes it when it has finished. [F2]"""
    return owner == "Job" and ttl is None and generate_name(node) != ""


def is_no_job(owner):
    """The object is neither a Job nor a CronJob. [F2]"""
    return owner not in ("Job", "CronJob")


def stays_pending_text(missing, unused_config_maps, containers):
    """What may keep the Pod Pending forever. [2.3 5.8]"""
    never = " and ".join(each.name for each in containers if each.image_pull_policy == "Never")
    has_missing = needs_a_missing_config_map(missing, unused_config_maps)
    return missing_config_text(missing, unused_config_maps) if has_missing else f"the image of {never} is never pulled"


def may_stay_pending(owner, missing, unused_config_maps, containers):
    """A Pod of a Job may wait forever for a ConfigMap or for an image that the node does not have. [2.3 5.8]"""
    never = any(each.image_pull_policy == "Never" for each in containers)
    return owner in ("Job", "CronJob") and (never or needs_a_missing_config_map(missing, unused_config_maps))
