"""How long a restart or a pull waits, in seconds, for any setting of the node: what the durations do not ask."""

from podproof.spec.pod.durations import first_wait, growth, longest_wait, seconds_remembered


def slowest_crash_backoff(reduces_default, node_maximum):
    """The longest wait for a restart: the node's own maximum, else the default. [5.1 5.7]"""
    return node_maximum if node_maximum is not None else 60 if reduces_default else longest_wait()


def first_crash_backoff(reduces_default, node_maximum):
    """The wait for the second restart, which is the first one that waits: never above the longest. [5.1 5.3 5.7]"""
    return min(1 if reduces_default else first_wait(), slowest_crash_backoff(reduces_default, node_maximum))


def backoff_factor():
    """The factor by which a wait grows. [5.1 5.8]"""
    return growth()


def crash_backoff_memory():
    """A container that runs longer than this starts its back-off over. [5.4]"""
    return seconds_remembered()


def backoff_memory(longest):
    """How long a back-off is remembered by default: twice its longest wait. [5.4]"""
    return backoff_factor() * longest


def backoff_is_forgotten(idle, memory):
    """Nothing has happened for longer than the back-off is remembered. [5.4]"""
    return idle > memory


def next_backoff(known, first, longest, is_forgotten):
    """The next wait: the first one if none is remembered, else twice the last one, up to the longest. [5.1 5.4]"""
    return first if known is None or is_forgotten else min(known * backoff_factor(), longest)


def wait_for(known, is_forgotten):
    """The wait from the exit: 0 if no back-off is remembered, so the first restart is immediate. [5.3]"""
    return 0 if known is None or is_forgotten else known


def backoff_holds(idle, known, is_forgotten):
    """The wait from the exit is not over after this time. [5.2]"""
    return idle < wait_for(known, is_forgotten)


def first_pull_backoff():
    """The first wait after a failed pull. [5.8]"""
    return first_wait()


def slowest_pull_backoff():
    """The longest wait between pulls. [5.8]"""
    return longest_wait()
