"""Dead-variable reduction: when each variable of the state is live.  Where it is not, it is reset to its initial value.

A dead variable is one that nobody reads before it is written again.  If it kept its value, states would differ only by
their history, and the number of states would multiply with every container: one forgotten flag for each of thirteen
containers quadrupled the time of a check (Bozga, Fernandez and Ghirvu, "State space reduction based on live variables
analysis", SAS 1999).  The machines reset the variables themselves; `tests/spec/test_live_variables.py` checks it.
"""

LIVE_WHEN = {
    "scheduling_gate": "always_true",
    "scheduling": "always_true",
    "kubelet": "always_true",
    "sandbox": "is_scheduled",
    "worker": "kubelet_is_up and is_scheduled",
    "sync": "kubelet_is_up and worker_syncs",
    "grace": "grace_runs",
    "reason": "is_scheduled or deletion_is_requested",
    "phase": "always_true",
    "readiness_gate": "always_true",
    "ready": "is_scheduled",
    "endpoint": "is_scheduled",
    "deletion": "always_true",
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
"""The condition under which each field of the state is live: in it the Pod, or the container that has the field."""
