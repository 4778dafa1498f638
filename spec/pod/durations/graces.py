"""Grace periods, in seconds: plain numbers, of which durations are made."""


def grace_of(probe, grace_period):
    """The grace period of a kill for this probe. [6.13 9.13]"""
    return grace_period if probe is None or probe.grace is None else probe.grace


def stop_timeout(grace):
    """From the stop signal to SIGKILL: what is left of the grace, at least 2 s. [9.12]"""
    return max(grace, 2)


def grace_of_termination(grace_period, reason):
    """The grace period of a Pod that terminates: 1 s if it is evicted or rejected, and never less. [9.7 10.1 10.6]"""
    return 1 if reason in ("Evicted", "Rejected") else max(grace_period, 1)


def failed_probe(liveness, liveness_probe, startup, startup_probe):
    """The probe for whose failure the container is killed; None if none has failed. [4.10]"""
    return liveness_probe if liveness == "Failure" else startup_probe if startup == "Failure" else None


def grace_of_kill(grace_period, liveness, liveness_probe, startup, startup_probe):
    """The grace period of a kill by a sync: of the probe that has failed, else the Pod's. [6.13 9.13]"""
    return max(grace_of(failed_probe(liveness, liveness_probe, startup, startup_probe), grace_period), 1)


def grace_of_stop(worker, grace_period, reason, liveness, liveness_probe, startup, startup_probe):
    """The grace period of the stop under way. [9.12 9.13]"""
    if worker == "Syncing":
        return grace_of_kill(grace_period, liveness, liveness_probe, startup, startup_probe)
    return grace_of_termination(grace_period, reason)
