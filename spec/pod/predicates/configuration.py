"""What the manifest says of containers, hooks, gates and grace, once for all states."""


def always_true(kubernetes):
    """True of every state. [2.1]"""
    return kubernetes > 0


def is_init(kind):
    """An init container that runs to its end. [3.6]"""
    return kind == "init"


def is_sidecar(kind):
    """An init container with restartPolicy Always. [3.9]"""
    return kind == "sidecar"


def is_regular(kind):
    """A container of `spec.containers`. [1.5]"""
    return kind == "regular"


def is_ephemeral(kind):
    """A container that was added to the existing Pod for debugging. [3.16]"""
    return kind == "ephemeral"


def is_init_or_sidecar(kind):
    """A container of `spec.initContainers`. [3.6 3.9]"""
    return kind in ("init", "sidecar")


def is_regular_or_sidecar(kind):
    """A regular container or sidecar: the Pod is ready when all of these are. [7.4]"""
    return kind in ("regular", "sidecar")


def is_first(index):
    """The container is the first in the start order. [3.6]"""
    return index == 0


def has_init_containers(containers):
    """The Pod has init containers or sidecars. [3.6]"""
    return any(is_init_or_sidecar(each.kind) for each in containers)


def has_sidecars(containers):
    """The Pod has a sidecar. [3.9]"""
    return any(each.kind == "sidecar" for each in containers)


def has_ephemeral_containers(containers):
    """The Pod has an ephemeral container. [3.16]"""
    return any(is_ephemeral(each.kind) for each in containers)


def has_post_start(post_start):
    """The container has a postStart hook. [3.13]"""
    return post_start is not None


def has_pre_stop(pre_stop):
    """The container has a preStop hook. [9.12]"""
    return pre_stop is not None


def has_scheduling_gates(scheduling_gates):
    """The Pod is not scheduled before its scheduling gates are removed. [3.1]"""
    return len(scheduling_gates) > 0


def has_readiness_gates(readiness_gates):
    """The Pod is not Ready before others have set these conditions. [7.5]"""
    return len(readiness_gates) > 0


def has_finalizers(finalizers):
    """The Pod has finalizers: the object stays until others have removed them. [9.5]"""
    return len(finalizers) > 0


def has_deadline(active_deadline):
    """The Pod has `activeDeadlineSeconds`. [10.5]"""
    return active_deadline is not None


def has_grace(grace_period):
    """The grace period of the Pod is not 0. [9.1]"""
    return grace_period > 0


def grace_is_brief(grace_period):
    """The grace period is below the minimum of 2 s that the kubelet leaves after the stop signal. [9.12]"""
    return grace_period < 2


def grace_can_shrink(grace_period):
    """A second delete can ask for less grace than the first. [9.3]"""
    return grace_period > 1
