"""Predicates about hooks, grace periods and SIGTERM."""

import re
from math import ceil, inf

from podproof.spec.findings.behavior_of_commands import recognized
from podproof.spec.findings.commands import only_sleeps
from podproof.spec.manifest.fields import FIELDS
from podproof.spec.notation_of_time import ANY_TIME, AT_ONCE
from podproof.spec.pod.durations import enough_grace_period, length_of_hook, may_outlast_grace
from podproof.spec.pod.predicates import has_pre_stop

SLEEP_ACTION = FIELDS["LifecycleHandler"]["sleep"].settled
"""The minor version from which the sleep action needs no feature gate."""


def hook_exhausts_the_grace(pre_stop_sleep, grace_period, stop_room, declared):
    """The preStop hook sleeps so long that less than the threshold remains after SIGTERM.

    Where the owner declares how long the process drains, the clock decides whether the rest is enough. [9.12]
    """
    room = stop_room if declared.drains in (ANY_TIME, None) else 0
    return pre_stop_sleep is not None and grace_period - pre_stop_sleep.seconds < room


def drain_is_declared(declared, behavior):
    """The owner says how long the process takes to exit after SIGTERM, beyond what its behavior says. [9.12]"""
    is_said_by_behavior = "ends-on-sigterm" in behavior or (declared.drains is None and "ignores-sigterm" in behavior)
    return declared.drains != ANY_TIME and not is_said_by_behavior


def length_of_pre_stop(pre_stop, declared):
    """How long the preStop hook takes, as far as it or its owner says. [9.12 9.15]"""
    return AT_ONCE if pre_stop is None else length_of_hook(pre_stop, declared.pre_stop)


def length_of_pre_stop_is_open(pre_stop, declared):
    """Nobody says how long the preStop hook can take. [9.12]"""
    return length_of_pre_stop(pre_stop, declared).most is None


def drain_may_outlast_the_grace(kind, pre_stop, declared, grace_period):
    """The preStop hook and the declared drain can last until the grace period is over; a sidecar waits before.

    How long a sidecar waits for its turn is left to the clock. [9.12 9.17]
    """
    if kind == "sidecar":
        return True
    drains = None if declared.drains is None else declared.drains.most
    return may_outlast_grace(grace_period, length_of_pre_stop(pre_stop, declared).most, drains)


def enough_grace_text(kind, pre_stop, declared):
    """How to give the shutdown enough time. [9.12 9.17]"""
    if kind == "sidecar":
        return "Raise terminationGracePeriodSeconds, or shorten the shutdown of the containers that stop before it."
    hook = length_of_pre_stop(pre_stop, declared).most
    if hook is None or declared.drains is None or declared.drains.most is None:
        return "Let the process exit on SIGTERM, or declare the longest hook and shutdown and allow for them."
    grace = enough_grace_period(hook, declared.drains.most)
    return f"Raise terminationGracePeriodSeconds to {grace} or more, or shorten the hook or the shutdown."


def hook_may_outlast_the_grace(pre_stop, pre_stop_sleep, declared, grace_period):
    """The hook does not say how long it takes, its owner does, and it can last until the grace is over. [9.12]"""
    longest = length_of_pre_stop(pre_stop, declared).most
    return pre_stop_sleep is None and longest is not None and longest >= grace_period


def grace_for_the_hook(declared, pre_stop):
    """A grace period that leaves 10 s after the longest hook. [9.12]"""
    return ceil(length_of_pre_stop(pre_stop, declared).most) + 10


def hook_only_sleeps(pre_stop_target, kubernetes, grace_period):
    """The preStop hook is a command that only sleeps, no longer than the sleep action may. [9.15]"""
    if pre_stop_target is None:
        return False
    handler, fields = pre_stop_target
    seconds = only_sleeps(fields.get("command", ())) if handler == "exec" else 0
    return kubernetes >= SLEEP_ACTION and 0 < seconds <= grace_period


NO_COMMANDS = re.compile(r"(.*/)?(distroless|chainguard)/.*(?<!-dev)(?<!debug)(?<!debug-nonroot)")
"""Images of families that contain no shell and no commands, except those for development and debugging."""


def image_has_no_commands(image):
    """The image is known to contain no commands: a `sleep` in it fails. [9.12]"""
    return NO_COMMANDS.fullmatch(image.partition("@")[0]) is not None


def image_of_the_hook(image):
    """What is known of the image in which the hook runs. [9.12]"""
    return f"the image {image} does not contain" if image_has_no_commands(image) else "its image must contain"


def outcome_of_the_hook(pre_stop_sleep, grace_period):
    """What becomes of a hook that sleeps through the grace period. [9.12]"""
    cut = pre_stop_sleep.seconds > grace_period
    return "the hook is cut off, and SIGKILL follows 2 s after SIGTERM" if cut else "2 s remain after SIGTERM"


def enough_grace(pre_stop_sleep):
    """What the grace period should be, so that 10 s remain after the hook. [9.12]"""
    return "the duration of the hook" if pre_stop_sleep.seconds == inf else f"{ceil(pre_stop_sleep.seconds) + 10} s"


def shortest_probe_grace(container):
    """The shortest grace period that a probe of the container sets. [6.13 9.13]"""
    probes = (container.startup_probe, container.liveness_probe)
    return min((probe.grace for probe in probes if probe is not None and probe.grace is not None), default=None)


def hook_outlasts_the_probe_grace(container, pre_stop_sleep, stop_room):
    """After a failed probe the preStop hook sleeps longer than the grace period of that probe. [6.13 9.12]"""
    grace = shortest_probe_grace(container)
    return grace is not None and pre_stop_sleep is not None and grace - pre_stop_sleep.seconds < stop_room


def ends_on_sigterm(behavior):
    """The process is declared to end at once on SIGTERM. [9.16]"""
    return "ends-on-sigterm" in behavior


def ignores_sigterm(behavior):
    """The process ignores SIGTERM, as its owner declares or its command says. [9.16]"""
    return "ignores-sigterm" in behavior


def never_exits(behavior):
    """The process does not exit by itself, as its owner declares or its command says. [2.4]"""
    return "never-exits" in behavior


def command_that_ignores_sigterm(command, share_process_namespace, host_pid):
    """The process in short, if its command says that it ignores SIGTERM. [9.16 F1]"""
    return recognized(command, is_first=not (share_process_namespace or host_pid)).get("ignores-sigterm", "")


def process_that_ignores_sigterm(name, command, share_process_namespace, host_pid):
    """What ignores SIGTERM, and how that is known. [9.16]"""
    text = command_that_ignores_sigterm(command, share_process_namespace, host_pid)
    return (
        f"{name} runs `{text}` as process 1, which has no handler for SIGTERM"
        if text
        else f"{name} is declared as ignores-sigterm"
    )


def process_that_never_exits(name, command):
    """What never exits, and how that is known. [3.6]"""
    text = recognized(command, is_first=True).get("never-exits", "")
    return f"{name} runs `{text}`, which never exits" if text else f"{name} is declared as never-exits"


def nobody_needs_grace(containers, grace_period):
    """A brief grace period ends no process that would use more of it: each has a hook, or ignores SIGTERM. [9.12]"""
    return any(has_pre_stop(each.pre_stop) for each in containers) or all(
        "ignores-sigterm" in each.behavior or "ends-on-sigterm" in each.behavior
        for each in containers
        if each.kind == "regular"
    )


def keeps_state(owner):
    """The Pods of the object have an identity and, as a rule, data. [9.24]"""
    return owner == "StatefulSet"


def brief_stop(grace_period):
    """What a brief grace period means. [9.1 9.2 9.12]"""
    return (
        "a deletion removes the Pod at once, and its replacement may start while the old containers still run"
        if grace_period == 0
        else "SIGKILL follows SIGTERM after 2 s"
    )


ENDING = re.compile(r"quit|stop|shutdown|terminate|exit|\bkill|pkill")
"""What the command or the path of a hook contains that ends its container."""


def hook_that_ends_it(pre_stop_target):
    """The action of a preStop hook that ends its container, in short; empty if it does not say so. [9.12]"""
    if pre_stop_target is None:
        return ""
    handler, fields = pre_stop_target
    command = fields.get("command")
    text = " ".join(map(str, command)) if isinstance(command, tuple) else str(fields.get("path", ""))
    return f"{handler} {text}"[:60] if ENDING.search(text) else ""


def hook_ends_it(pre_stop_target):
    """The preStop hook ends the container. [9.12]"""
    return hook_that_ends_it(pre_stop_target) != ""
