"""The postStart and preStop hooks of a container."""


def post_start_runs(post_start_hook):
    """The postStart hook runs. [3.13]"""
    return post_start_hook == "Running"


def post_start_failed(post_start_hook):
    """The postStart hook has failed: its container is killed for it, or waits with reason PostStartHookError. [3.14]"""
    return post_start_hook == "Failed"


def no_post_start_runs(containers):
    """No postStart hook holds the sync. [3.13]"""
    return all(each.post_start_hook != "Running" for each in containers)


def post_start_holds_sync(post_start_hook, sync):
    """The sync waits for the postStart hook of this container. [3.13]"""
    return sync == "InHook" and post_start_hook == "Running"


def pre_stop_runs(stop):
    """The preStop hook runs. [9.12]"""
    return stop == "PreStop"


def pre_stop_was_cut(container, grace):
    """The preStop hook used up the grace period, and 2 s are left. [9.12]"""
    return container.stop == "SignalledLate" and container.pre_stop is not None and grace == "Over"
