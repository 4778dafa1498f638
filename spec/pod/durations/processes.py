"""What a process and its hooks take, as far as manifest and owner say."""

from podproof.spec.notation_of_time import ANY_TIME, Interval, exactly


def own_exit_time(declared):
    """From the start of a process to its exit by itself. [2.4]"""
    return declared.exits


def drain_time(declared):
    """From the stop signal to the exit, by itself at the latest if the signal is ignored. [2.4 9.12]"""
    if declared.exits is None or declared.exits.most is None:
        return declared.drains
    # How soon it exits by itself is not known; a process that handles the signal may take longer than without it.
    return Interval(0, declared.exits.most if declared.drains is None else declared.drains.most)


def healthy_time(declared):
    """From the start of a process to the first moment at which its probes succeed. [F7]"""
    return declared.starts


def hang_time(declared):
    """From the start of a process to the moment from which its probes fail. [F7]"""
    return declared.hangs


def sleeps(hook):
    """The hook says itself how long it takes. [9.15]"""
    return hook is not None and hook.seconds is not None


def length_of_hook(hook, declared):
    """A `sleep` takes as long as it says, another hook as long as its owner declares. [3.13 9.14]"""
    return exactly(hook.seconds) if sleeps(hook) else declared


def post_start_time(post_start, declared):
    """From the start of a process to the end of its postStart hook. [3.13]"""
    return length_of_hook(post_start, declared.post_start)


def post_start_failure_time(post_start, declared):
    """From the start of a process to the failure of its postStart hook: never if it sleeps, or is declared. [3.14]"""
    return ANY_TIME if declared.post_start == ANY_TIME and not sleeps(post_start) else None
