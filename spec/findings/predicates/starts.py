"""Predicates about the order, the delays and the gates of a start."""

from podproof.spec.pod.durations import shortest_start
from podproof.spec.pod.predicates import is_regular


def deadline_comes_first(active_deadline, containers):
    """The deadline of the Pod passes before it can become ready. [10.5]"""
    return active_deadline is not None and active_deadline <= shortest_start(containers)


def least_work(containers, declared_times):
    """The least time that the containers work, one init container after the other, as is declared or shown. [3.6]"""
    exits = {each: declared_times.of(each.name).exits for each in containers if each.kind in ("init", "regular")}
    if None in exits.values():
        return 0  # what never exits by itself has no work to do
    init = sum(interval.least for each, interval in exits.items() if each.kind == "init")
    return init + max(interval.least for each, interval in exits.items() if each.kind == "regular")


def work_outlasts_the_deadline(active_deadline, restart_policy, containers, declared_times):
    """The containers of a Pod that ends work at least until its deadline. [3.6 10.5]"""
    ends = active_deadline is not None and restart_policy != "Always"
    return ends and least_work(containers, declared_times) >= active_deadline


def has_deadline(active_deadline):
    """The Pod has a deadline. [10.5]"""
    return active_deadline is not None


def needs_others(needs):
    """The container is declared to need others that run before it. [3.9]"""
    return len(needs) > 0


def needed_but_not_earlier(container, containers, index):
    """The needed containers that do not start before it: later ones and regular ones. [3.6 3.12 3.15]"""
    late = (each for number, each in enumerate(containers) if number > index or is_regular(each.kind))
    return " and ".join(each.name for each in late if each.name in container.needs)


def needs_a_sidecar_that_is_not_awaited(container, containers):
    """It needs a sidecar whose start nothing awaits: no startup probe, no postStart hook. [3.9 3.13]"""
    return any(
        each.name in container.needs
        and each.kind == "sidecar"
        and each.startup_probe is None
        and each.post_start is None
        for each in containers
    )


def has_unset_gates(unset_gates):
    """A readiness gate of the Pod is declared as one that nobody sets. [7.5]"""
    return len(unset_gates) > 0


def image_is_invalid(image_flaw):
    """The kubelet cannot parse the name of the image. [2.3]"""
    return image_flaw != ""
