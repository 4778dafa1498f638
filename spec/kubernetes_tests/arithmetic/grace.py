"""How long a Pod and each of its containers have to stop, in whole seconds; None where nobody gives a number."""

from podproof.spec.pod.durations import grace_of
from podproof.spec.pod.predicates.deletion import nothing_to_stop


def first_given(first, second, default):
    """The first of two numbers that is given, else the default. [9.1]"""
    return first if first is not None else second if second is not None else default


def asked_grace(asked):
    """The grace that a delete asks for; a negative one means 1 s. [9.1]"""
    return 1 if asked < 0 else asked


def granted_grace(scheduling, phase, asked, grace_period):
    """The grace of a first delete: what it asks for, else the Pod's; 0 where nothing has to be stopped. [9.1]"""
    return 0 if nothing_to_stop(scheduling, phase) else asked_grace(first_given(asked, grace_period, 0))


def deletes_now(is_deleted, deletion_grace):
    """A further delete finds a grace of 0: it removes the object. [9.2 9.3]"""
    return is_deleted and (deletion_grace is None or deletion_grace == 0)


def delete_is_late(is_deleted, deletion_grace, asked):
    """A further delete that does not ask for less changes nothing. [9.3]"""
    return (
        is_deleted
        and not deletes_now(is_deleted, deletion_grace)
        and (asked is None or asked_grace(asked) >= deletion_grace)
    )


def marked_grace(is_deleted, deletion_grace, scheduling, phase, asked, grace_period):
    """The grace that a delete leaves in the object. [9.2 9.3]"""
    return (
        granted_grace(scheduling, phase, asked, grace_period)
        if not is_deleted
        else deletion_grace
        if deletes_now(is_deleted, deletion_grace) or delete_is_late(is_deleted, deletion_grace, asked)
        else asked_grace(asked)
    )


def smaller_grace(known, other):
    """The smaller of two grace periods; 0 counts as unset. [9.7]"""
    return known if other is None or (known != 0 and other >= known) else other


def effective_grace(current, deletion_grace, override, grace_period):
    """The grace of the pod worker: never longer than before, the Pod's own by default, at least 1 s. [9.7]"""
    return max(
        smaller_grace(smaller_grace(current, deletion_grace), override)
        if current != 0 or deletion_grace is not None or override is not None
        else first_given(grace_period, None, 0),
        1,
    )


def grace_is_shortened(current, effective):
    """The pod worker has less time than before. [9.8]"""
    return current not in (0, effective)


def base_grace(deletion_grace, probe, grace_period):
    """The grace of a kill: the deletion's, else that of the failed probe, else the Pod's, else 2 s. [9.13]"""
    return (
        deletion_grace if deletion_grace is not None else 2 if grace_period is None else grace_of(probe, grace_period)
    )


def pre_stop_starts(grace):
    """There is time for the preStop hook. [9.12 9.14]"""
    return grace > 0


def grace_after(grace, seconds):
    """What is left of the grace after this many seconds. [9.12]"""
    return max(grace - seconds, 0)


def restarts_while_terminating(is_restartable, kind, runtime, grace, others_run):
    """A sidecar that exits before its turn is restarted while the Pod terminates, if there is time. [4.15]"""
    return is_restartable and kind == "sidecar" and runtime == "Exited" and grace > 1 and others_run
