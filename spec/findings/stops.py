"""Findings about termination: grace period, preStop hook, SIGTERM and traffic."""

from podproof.spec.findings.notation import Finding

FINDINGS = (
    Finding(
        "pre-stop-takes-the-grace",
        "warning",
        "9.12",
        "The preStop hook sleeps through the grace period, so SIGKILL follows SIGTERM almost at once.",
        "preStop of {name} runs `{pre_stop_sleep.text}`, and the grace period is {grace_period} s:"
        " {outcome_of_the_hook}",
        "The grace period includes the hook. SIGKILL follows SIGTERM when the rest has passed, after at least 2 s.",
        "Raise terminationGracePeriodSeconds, or sleep less.",
        advice="Raise terminationGracePeriodSeconds to {enough_grace} or more, or sleep less.",
        when="has_pre_stop and not grace_is_brief and hook_exhausts_the_grace and not ends_on_sigterm",
        reachable="pre_stop_was_cut",
        field="lifecycle.preStop.sleep.seconds lifecycle.preStop.exec.command",
    ),
    Finding(
        "probe-grace-below-pre-stop",
        "warning",
        "6.13 9.12 9.13",
        "After a failed probe the preStop hook takes the whole grace period of the probe.",
        "preStop of {name} runs `{pre_stop_sleep.text}`, and a failed probe allows {shortest_probe_grace} s",
        "terminationGracePeriodSeconds of a probe replaces that of the Pod when the probe stops the container.",
        "Raise terminationGracePeriodSeconds of the probe, or sleep less.",
        when="has_pre_stop and hook_outlasts_the_probe_grace and not ends_on_sigterm",
        reachable="pre_stop_runs and probe_has_failed",
        field="lifecycle.preStop.sleep.seconds lifecycle.preStop.exec.command",
    ),
    Finding(
        "no-grace-for-pre-stop",
        "error",
        "9.1 9.2 9.12 9.14",
        "There is a preStop hook, but the grace period is only 0 or 1 s.",
        "preStop of {name} never gets the time to run: the grace period is {grace_period} s",
        "With 0 a deletion removes the Pod without running the hook; with 1 the hook is cut off, and SIGKILL follows"
        " SIGTERM after 2 s.",
        "Raise terminationGracePeriodSeconds above the duration of the hook.",
        when="has_pre_stop and grace_is_brief",
        field="lifecycle.preStop",
    ),
    Finding(
        "sleep-command-in-hook",
        "warning",
        "9.12 9.15",
        "A preStop hook runs the command `sleep` in an image that has no commands, although the kubelet can sleep by"
        " itself.",
        "preStop of {name} runs `{pre_stop_sleep.text}`, a command that {image_of_the_hook}",
        "Where the command is missing, the hook fails at once, and SIGTERM follows without any delay.",
        "Replace `exec` by the `sleep` action, which Kubernetes has by default since 1.30.",
        when="hook_only_sleeps",
        field="lifecycle.preStop.exec.command",
        edit="sleep_action",
        offered_when="not image_has_no_commands",
    ),
    Finding(
        "ignores-sigterm",
        "info",
        "9.11 9.12",
        "A container that ignores SIGTERM makes every stop last the whole grace period.",
        "{process_that_ignores_sigterm}: each stop takes the whole grace period of {grace_period} s and ends"
        " with SIGKILL",
        "Rolling updates and drains wait that long, and the process cannot clean up.",
        "Handle SIGTERM: with a `trap` in a shell, or with an init such as tini as process 1.",
        when="ignores_sigterm and not has_pre_stop and not grace_is_brief and not is_init"
        " and (serves or never_exits or is_a_pod_that_stays)",
        field="command name",
    ),
    Finding(
        "no-grace-period",
        "warning",
        "9.1 9.2 9.12 9.24",
        "The grace period of a service is only 0 or 1 s, so its processes cannot shut down cleanly.",
        "the grace period of this {owner} is {grace_period} s: {brief_stop}",
        "Open requests and unwritten data are lost, and two Pods of a StatefulSet may run with one identity.",
        "Remove terminationGracePeriodSeconds, or set it to the time that the process needs to shut down.",
        when="grace_is_brief and serves and not nobody_needs_grace",
        info_when="not keeps_state",
        field="terminationGracePeriodSeconds",
    ),
    Finding(
        "sidecar-ends-first",
        "warning",
        "9.11 9.12 9.17",
        "The preStop hook of a sidecar ends it while the containers that need it are still stopping.",
        "preStop of the sidecar {name} ends it (`{hook_that_ends_it}`) at once, while the other containers are"
        " still stopping",
        "A sidecar gets its stop signal after all regular containers, but its preStop hook runs with theirs.",
        "Remove the hook, or let it wait: SIGTERM comes when the other containers have stopped.",
        when="is_sidecar and has_pre_stop and not grace_is_brief and hook_ends_it",
        reachable="has_exited and regular_runs and is_terminating",
        field="lifecycle.preStop",
    ),
)
