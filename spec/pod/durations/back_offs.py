"""The waits of restarts and pulls, and when a kubelet looks for their end."""

from podproof.spec.notation_of_time import Interval, exactly, up_to


def first_wait():
    """The first wait for a restart, and after a failed pull. [5.1 5.8]"""
    return 10


def longest_wait():
    """The longest wait for a restart, and after a failed pull. [5.1 5.8]"""
    return 300


def growth():
    """The factor by which a wait grows. [5.1 5.8]"""
    return 2


def wait_at(backoff_level):
    """The wait after it has grown this often. [5.1]"""
    return min(first_wait() * growth() ** backoff_level, longest_wait())


def doublings():
    """How often the wait grows until it is the longest one. [5.1]"""
    return sum(first_wait() * growth() ** level < longest_wait() for level in range(longest_wait()))


def seconds_remembered():
    """A container that runs longer than this starts its back-off over. [5.4]"""
    return growth() * longest_wait()


def retry_period():
    """After a failed sync the kubelet tries again in 10 s, or up to half as much later. [5.12]"""
    return 10


def resync_period():
    """Without a reason the kubelet syncs a Pod every 60 s, or up to half as much later. [5.12]"""
    return 60


def next_sync(latencies):
    """The time until the kubelet syncs without a reason. [5.12]"""
    return up_to(resync_period() * (1 + latencies.jitter)).plus(up_to(latencies.sync.most))


def delay_of_retry(wait, latencies, kubernetes):
    """How long after the end of a wait the kubelet tries again. [5.12]"""
    if kubernetes >= 35:  # it plans the next try for the end of the wait, but not more than 60 s ahead
        return min(wait, resync_period()) * latencies.jitter
    return min(wait * latencies.jitter, retry_period() * (1 + latencies.jitter))


def retry_time(latencies):
    """From a failed attempt to the next one, unless something else makes the kubelet sync earlier. [3.18 5.12]"""
    return up_to(retry_period() * (1 + latencies.jitter)).plus(up_to(latencies.sync.most))


def pull_wait(latencies):
    """From a failed pull to the next one. [5.8 5.12]"""
    return up_to(longest_wait() + resync_period() * latencies.jitter).plus(up_to(latencies.sync.most))


def crash_wait(backoff_level):
    """From an exit to the end of the wait. [5.1 5.2]"""
    return exactly(wait_at(backoff_level))


def crash_wait_seen(backoff_level, latencies, kubernetes):
    """From an exit to the sync after the end of the wait. [5.1 5.2 5.12]"""
    wait = wait_at(backoff_level)
    return Interval(wait, wait + delay_of_retry(wait, latencies, kubernetes)).plus(latencies.sync)


def back_off_memory():
    """A container that runs this long starts its back-off over. [5.4]"""
    return exactly(seconds_remembered())
