"""Which sandbox of the runtime counts, and whether the Pod needs a new one."""


def ready_sandboxes(sandboxes):
    """How many sandboxes are READY. [3.3]"""
    return len([each for each in sandboxes if each.ready])


def new_sandbox_reason(sandboxes, host_network):
    """Why the Pod needs a new sandbox; "" if the newest one serves. [3.3 7.2]"""
    return (
        "NoPodSandbox"
        if len(sandboxes) == 0
        else "MultipleSandboxes"
        if ready_sandboxes(sandboxes) > 1
        else "SandboxNotReady"
        if not sandboxes[0].ready
        else "SandboxNetworkNamespaceChanged"
        if sandboxes[0].host_network != host_network
        else "NoIPAddress"
        if sandboxes[0].ip == "" and not host_network
        else ""
    )


def sandbox_attempt(sandboxes, host_network):
    """The number of the sandbox: the newest one's, or the next. [3.3]"""
    return (
        0
        if len(sandboxes) == 0
        else sandboxes[0].attempt + (0 if new_sandbox_reason(sandboxes, host_network) == "" else 1)
    )
