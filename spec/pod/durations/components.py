"""What the components of Kubernetes take, and what clients do."""

from podproof.spec.notation_of_time import Interval, up_to
from podproof.spec.pod.durations.back_offs import next_sync


def sync_time(latencies):
    """From a reason for a sync to what the sync does. [9.6]"""
    return latencies.sync


def publish_time(latencies, kubernetes, containers):
    """From a change of the status to the status in the API. [6.17 7.7]"""
    waits_for_sync = kubernetes < 21 and any(each.startup_probe is not None for each in containers)
    return latencies.publish.plus(next_sync(latencies)) if waits_for_sync else latencies.publish


def removal_time(latencies):
    """From the last exit to the end of the pod worker: the sandbox is stopped. [9.19]"""
    return latencies.remove


def confirm_time(latencies, kubernetes):
    """From the end of the pod worker to the removal of the object. [9.21 9.30]"""
    late = 70 if kubernetes == 20 else 10 if kubernetes < 22 else 0
    return latencies.confirm.plus(up_to(late))


def deadline_time(active_deadline):
    """From the acceptance by the kubelet to the end of the deadline, for which it looks every second. [10.5]"""
    return Interval(active_deadline, active_deadline + 1)


def endpoint_addition_time(declared_times):
    """From Ready until clients send requests. [8.1]"""
    return declared_times.endpoint_addition


def endpoint_removal_time(declared_times):
    """From the deletion, or not Ready, until no client sends requests any more. [8.3]"""
    return declared_times.endpoint_removal


def deletion_time(declared_times):
    """From the creation to the deletion. [9.1]"""
    return declared_times.deletion


def second_deletion_time(declared_times):
    """From the moment at which it is possible to a forced delete, or one with a shorter grace period. [9.3 9.24]"""
    return declared_times.second_deletion
