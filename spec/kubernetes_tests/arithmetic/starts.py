"""What one sync starts beside the containers of the model: debug containers, and containers that it has killed."""

from podproof.spec.pod.predicates.policies import policy


def ephemeral_needs_start(runtime, sandbox):
    """An ephemeral container starts once there is a sandbox, even during initialization, and only once. [3.16]"""
    return runtime == "Absent" and sandbox == "Ready"


def can_restart(container, restart_policy):
    """Some exit restarts the container, by its policy or by a rule, alone or with all others. [4.1 4.3]"""
    return len(container.exit_rules) > 0 or policy(container, restart_policy) != "Never"


def may_start_after_kill(container, restart_policy, has_changed):
    """The sync that kills the container restarts it: its policy allows it, or its definition has changed. [4.10]"""
    return has_changed or policy(container, restart_policy) != "Never"


def removes_containers(is_restarting_all):
    """Only a restart of all containers removes them; it kills and starts none one by one. [4.13]"""
    return is_restarting_all


def changes_resources(specs, resized):
    """Some container has resources, which a sync may change while it runs. [4.10]"""
    return any(field in each for each in specs for field in resized)
