"""When each variable means something: everywhere else it has its initial value, so that no history is kept for nothing.

Historys that nobody reads are what makes sets of states large: containers could be told apart by them.
"""

LIVE_WHEN = {
    "scheduling_gate": "always_so",
    "scheduling": "always_so",
    "kubelet": "always_so",
    "sandbox": "is_scheduled",
    "worker": "kubelet_is_up and is_scheduled",
    "sync": "kubelet_is_up and worker_syncs",
    "grace": "grace_runs",
    "reason": "is_scheduled or deletion_is_asked",
    "phase": "always_so",
    "readiness_gate": "always_so",
    "ready": "is_scheduled",
    "endpoint": "is_scheduled",
    "deletion": "always_so",
    "preparation": "worker_brings_up",
    "runtime": "is_scheduled",
    "exit_code": "has_exited",
    "restarts": "is_scheduled",
    "backoff": "kubelet_is_up and worker_brings_up and may_still_restart",
    "post_start_hook": "kubelet_is_up and worker_brings_up and not is_absent",
    "stop": "kubelet_is_up and not is_absent",
    "startup": "runs",
    "startup_streak": "kubelet_is_up and worker_brings_up and runs",
    "liveness": "kubelet_is_up and worker_brings_up and runs",
    "liveness_streak": "kubelet_is_up and worker_brings_up and runs",
    "readiness": "runs",
    "readiness_streak": "kubelet_is_up and runs",
}
