"""What depends on the version of Kubernetes."""


def stops_sidecars_in_order(kubernetes):
    """Sidecars get their stop signal after the regular containers, in reverse order. [9.17]"""
    return kubernetes >= 29


def oom_fails_init_containers(kubernetes):
    """An init container that was killed for its memory has failed, even if its exit code is 0. [4.16]"""
    return kubernetes >= 23


def withholds_terminal_phase(kubernetes):
    """The kubelet withholds a terminal phase until no container can run. [10.7]"""
    return kubernetes >= 24


def deletion_ends_in_terminal_phase(kubernetes):
    """Every deleted Pod gets a terminal phase before its object is removed. [9.21 9.22]"""
    return kubernetes >= 27


def remembers_started(kubernetes):
    """A kubelet that restarts keeps `started` and `ready` of running containers. [6.14]"""
    return kubernetes >= 35


def shuts_down_gracefully(kubernetes):
    """A node that shuts down ends its Pods first. [10.4]"""
    return kubernetes >= 21


def podgc_fails_pods(kubernetes):
    """The garbage collector marks a Pod as Failed before it deletes it by force. [10.8]"""
    return kubernetes >= 26
