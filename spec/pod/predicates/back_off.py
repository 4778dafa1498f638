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


def backoff_allows(backoff, stop):
    """No back-off holds the container back; the sync that killed it may find the wait over. [5.3 5.9 5.10]"""
    return backoff in ("Fresh", "Elapsed") or (backoff == "Armed" and stop == "RestartPending")


def restart_makes_entry(restarts, stop):
    """A restart makes a back-off entry, unless the sync that killed the first instance makes it. [5.3 5.10]"""
    return stop != "RestartPending" or restarts != 0
