"""The phase and the reason that kubelets with a bug publish."""


def an_init_container_ran_out_of_memory(containers):
    """An init container was killed for its memory, and exited 0. [4.16]"""
    return any(
        each.kind == "init" and each.runtime == "Exited" and each.exit_code == "OutOfMemory" for each in containers
    )


def is_shut_down(phase, reason):
    """The API says reason Terminated, whatever the phase. [10.4]"""
    return reason == "Terminated"


def status_has_reason(phase, reason):
    """The status has a reason, after a shutdown in any phase. [1.14 10.1 10.4]"""
    return reason == "Terminated" or (
        phase == "Failed" and reason in ("Evicted", "Preempting", "DeadlineExceeded", "Rejected")
    )
