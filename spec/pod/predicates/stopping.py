"""How far a container is stopped, and in which order."""

from podproof.spec.pod.predicates.configuration import is_regular
from podproof.spec.pod.predicates.versions import stops_sidecars_in_order


def is_being_stopped(stop):
    """The kubelet is stopping the container. [9.12]"""
    return stop in ("PreStop", "AwaitingTurn", "Signalled", "SignalledLate")


def is_not_being_stopped(stop):
    """The kubelet is not stopping the container, and no restart of it is pending. [9.12]"""
    return stop == "Idle"


def is_awaiting_turn(stop):
    """The sidecar waits for its turn to be stopped. [9.17]"""
    return stop == "AwaitingTurn"


def stops_in_order(container, worker, kubernetes):
    """The container is a sidecar of a terminating Pod: it gets its stop signal in its turn. [9.17]"""
    return container.kind == "sidecar" and stops_sidecars_in_order(kubernetes) and worker in ("Killing", "Terminating")


def stop_order_allows(index, containers):
    """No regular container and no later sidecar runs any more. [9.17]"""
    return all(
        containers[other].runtime != "Running"
        for other in range(len(containers))
        if is_regular(containers[other].kind) or (other > index and containers[other].kind == "sidecar")
    )


def stop_signal_is_sent(stop):
    """The stop signal is sent. [9.12]"""
    return stop in ("Signalled", "SignalledLate")


def stop_signal_is_sent_in_time(stop):
    """The stop signal is sent, and all of the remaining grace period applies. [9.12]"""
    return stop == "Signalled"


def stop_signal_is_sent_late(stop):
    """The stop signal is sent, and the minimum of 2 s applies. [9.12]"""
    return stop == "SignalledLate"


def sigkill_is_due(stop, grace):
    """The stop signal is sent, and the grace period and the minimum of 2 s have passed. [9.12]"""
    return stop == "Signalled" and grace == "Over"


def no_stop_has_begun(containers):
    """No container is being stopped yet. [9.10]"""
    return all(each.stop == "Idle" for each in containers)


def every_stop_has_begun(containers):
    """All containers that run are being stopped, each with the whole grace period. [9.11]"""
    return all(each.runtime != "Running" or each.stop != "Idle" for each in containers)


def sync_kills_it(stop, sync):
    """This sync kills the container. [4.12]"""
    return sync == "InKill" and is_being_stopped(stop)


def stop_can_be_signalled_late(grace_period, pre_stop):
    """Less than 2 s can be left for the stop signal: the grace is brief, or a hook uses it up. [9.12]"""
    return grace_period < 2 or pre_stop is not None
