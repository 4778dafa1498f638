"""What restarts all containers in place, and ephemeral containers, which nothing restarts (SEMANTICS 3.16 and 4.13)."""


def is_reset(runtime):
    """The runtime knows the instance: it is removed, so that all containers can start over. [4.13]"""
    return runtime != "Absent"


def is_killed_to_reset(runtime):
    """The instance has not exited: it is killed before it is removed, without grace or hook. [4.13]"""
    return runtime not in ("Absent", "Exited")


def ephemeral_needs_start(runtime, sandbox):
    """An ephemeral container starts once there is a sandbox, even during initialization, and only once. [3.16]"""
    return runtime == "Absent" and sandbox == "Ready"
