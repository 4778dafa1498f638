"""From the creation of a Pod to its processes."""

from podproof.spec.notation_of_time import ANY_TIME, AT_ONCE
from podproof.spec.pod.durations.processes import sleeps


def schedule_time(latencies):
    """From the creation to the binding. [3.1]"""
    return latencies.schedule


def sandbox_time(latencies):
    """From the binding, or the loss of the last one, to a sandbox. [3.3]"""
    return latencies.sandbox


def follows_another(index, containers):
    """Its first start waits until the kubelet knows that an init container has ended or a sidecar started. [3.6 3.9]"""
    return index > 0 and containers[index - 1].kind in ("init", "sidecar")


def pull_time(declared, image_pull_policy, latencies, runtime, index, containers):
    """From the moment at which nothing but the image holds up the start to the image. [3.13 5.11]"""
    pull = AT_ONCE if image_pull_policy == "Never" else declared.pull
    return pull.plus(latencies.relist) if runtime == "Absent" and follows_another(index, containers) else pull


def pull_failure_time(declared, image_pull_policy):
    """From the wish to start to a failed pull; a pull that is declared succeeds. [3.13 5.8]"""
    return None if declared.pull != ANY_TIME else AT_ONCE if image_pull_policy == "Never" else ANY_TIME


def least_time_of_hook(hook):
    """The least time that a hook takes, as far as it says it itself. [9.15]"""
    return hook.seconds if sleeps(hook) else 0


def least_delay(probe):
    """The least time from the start of a container to the first success of the probe, if there is one. [6.3]"""
    return 0 if probe is None else probe.initial_delay


def least_turn(container):
    """The least time from the start of a container to the turn of the next one. [3.9 3.12 3.13]"""
    startup = container.startup_probe if container.kind == "sidecar" else None
    return max(least_time_of_hook(container.post_start), least_delay(startup))


def least_time_to_ready(container):
    """The least time from the start of a container until it is ready: hook and delays all count from there. [6.3]"""
    delays = least_delay(container.startup_probe), least_delay(container.readiness_probe)
    return max(least_time_of_hook(container.post_start), *delays)


def shortest_start(containers):
    """The least time before every container is ready, from the configured delays. [3.9 3.12 3.13 6.3]"""
    return max(
        sum(least_turn(before) for before in containers[:index]) + least_time_to_ready(containers[index])
        for index in range(len(containers))
        if containers[index].kind in ("sidecar", "regular")
    )


def start_time(latencies, runtime, backoff, restart_by_kill):
    """From the image to the process; the kubelet must first learn of an exit that it did not cause. [3.13 5.11]"""
    is_known = runtime != "Exited" or backoff == "Elapsed" or restart_by_kill != "Ordinary"
    return latencies.create if is_known else latencies.relist.plus(latencies.create)


def notice_time(latencies):
    """From an exit, or the loss of the sandbox, to the sync that knows of it. [5.11]"""
    return latencies.relist
