"""The crash-loop back-off of a container."""


def backoff_is_fresh(backoff):
    """The next restart does not have to wait. [5.3]"""
    return backoff == "Fresh"


def backoff_is_armed(backoff):
    """The next restart has to wait. [5.3]"""
    return backoff == "Armed"


def crash_loops(backoff):
    """The container waits with reason CrashLoopBackOff. [2.5]"""
    return backoff == "CrashLoopBackOff"


def has_backoff_entry(backoff):
    """There is a back-off entry, and no restart waits now. [5.1 5.3]"""
    return backoff in ("Armed", "Elapsed")


def backoff_allows(backoff):
    """No back-off holds the container back. [5.3 5.9]"""
    return backoff in ("Fresh", "Elapsed")
