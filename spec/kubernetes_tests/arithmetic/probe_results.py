"""What a probe worker makes of an answer of its handler."""


def is_answered_in_time(seconds, timeout):
    """The answer comes before the timeout. [6.9]"""
    return seconds < timeout


def http_health(code, leads_nowhere):
    """What an HTTP status means; a redirect that leads nowhere is a warning. [6.7]"""
    return "Failure" if code < 200 or code >= 400 else "Warning" if leads_nowhere else "Success"


def redirect_is_followed(is_local, follows_others):
    """A redirect to another host is followed only where the prober may. [6.7]"""
    return is_local or follows_others


def counted_result(health):
    """What the worker counts: a warning is a success, and everything else but a success a failure. [6.7 6.8]"""
    return "Success" if health in ("Success", "Warning") else "Failure"


def initial_delay_is_over(probe, seconds):
    """The container has run for the initial delay. [6.3]"""
    return seconds >= probe.initial_delay


def run_of_results(run, is_same, is_on_hold):
    """How many equal results in a row the worker has counted; 0 while the probe is on hold. [6.5 6.6]"""
    return 0 if is_on_hold else run + 1 if is_same else 1
