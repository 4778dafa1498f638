"""What only laws and situations say of a world: the same facts, put as a reader of the API would."""

from spec.words.configuration import deletion_ends_in_terminal_phase, is_regular, policy
from spec.words.publishing import ended_well, is_over, shows_ready


def phase_is_pending(phase):
    """The API shows Pending. [1.1]"""
    return phase == "Pending"


def phase_is_running(phase):
    """The API shows Running. [1.6]"""
    return phase == "Running"


def phase_is_succeeded(phase):
    """The API shows Succeeded. [1.7]"""
    return phase == "Succeeded"


def phase_is_failed(phase):
    """The API shows Failed. [1.7]"""
    return phase == "Failed"


def phase_is_unknown(phase):
    """The API shows Unknown. [1.17]"""
    return phase == "Unknown"


def api_says_ready(ready):
    """The condition Ready that the API shows is True. [7.5]"""
    return ready == "Ready"


def is_absent(runtime):
    """The runtime does not know the container. [4.4]"""
    return runtime == "Absent"


def exited_zero(runtime, exit_code):
    """The container's last exit is 0. [2.4]"""
    return runtime == "Exited" and exit_code == "Zero"


def exited_nonzero(runtime, exit_code):
    """The container's last exit is its own, and not 0. [2.4]"""
    return runtime == "Exited" and exit_code == "NonZero"


def was_killed(runtime, exit_code):
    """The container's last end was SIGKILL: exit code 137. [9.12]"""
    return runtime == "Exited" and exit_code == "Killed"


def has_restarted(restarts):
    """The restart count is 1 or more. [2.1]"""
    return restarts != 0


def has_restarted_twice(restarts):
    """The restart count is 2 or more. [2.1]"""
    return restarts == 2


def crash_loops(backoff):
    """The container waits with reason CrashLoopBackOff. [2.5]"""
    return backoff == "CrashLoopBackOff"


def image_pull_backs_off(image):
    """The container waits with reason ImagePullBackOff. [5.8]"""
    return image == "ImagePullBackOff"


def image_is_never_pulled(image):
    """The container waits with reason ErrImageNeverPull. [2.3]"""
    return image == "ErrImageNeverPull"


def hook_runs(hook):
    """The postStart hook runs. [3.13]"""
    return hook == "Running"


def hook_failed(hook):
    """The container waits with reason PostStartHookError, or is being killed for it. [3.14]"""
    return hook == "Failed"


def no_hook_runs(containers):
    """No postStart hook holds the sync. [3.13]"""
    return all(each.hook != "Running" for each in containers)


def earlier_inits_are_done(index, containers):
    """Every init container before this one has exited 0. [3.6]"""
    return all(
        containers[before].runtime == "Exited" and containers[before].exit_code == "Zero"
        for before in range(index)
        if containers[before].kind == "init"
    )


def no_later_container_runs(index, containers):
    """Of the containers after this one in the start order, none runs. [3.6 3.9]"""
    return all(containers[after].runtime != "Running" for after in range(index + 1, len(containers)))


def all_inits_are_done(containers):
    """Every init container has exited 0. [3.6]"""
    return all(each.runtime == "Exited" and each.exit_code == "Zero" for each in containers if each.kind == "init")


def all_sidecars_run(containers):
    """Every sidecar runs. [3.9]"""
    return all(each.runtime == "Running" for each in containers if each.kind == "sidecar")


def last_sidecar_has_started(containers):
    """Of the sidecars after the last init container, the last runs and its startup probe, if any, has succeeded. [3.9 3.10]"""
    return all(
        containers[index].runtime == "Running"
        and (containers[index].startup_probe is None or containers[index].startup == "Success")
        for index in range(len(containers) - 1)
        if containers[index].kind == "sidecar" and containers[index + 1].kind == "regular"
    )


def no_regular_runs(containers):
    """No regular container runs. [9.17]"""
    return all(each.runtime != "Running" for each in containers if is_regular(each.kind))


def has_its_signal(stop):
    """The stop signal has been sent. [9.12]"""
    return stop in ("Term", "Brief")


def pre_stop_runs(stop):
    """The preStop hook runs. [9.12]"""
    return stop == "PreStop"


def pre_stop_was_cut(container):
    """The preStop hook used up the grace period, and 2 s are left. [9.12]"""
    return container.stop == "Brief" and container.pre_stop is not None


def has_the_minimum(stop):
    """The container has the stop signal and 2 s. [9.12]"""
    return stop == "Brief"


def had_its_grace(stop, grace):
    """The stop signal was sent, the minimum of 2 s has passed and the grace period too. [9.12]"""
    return stop == "Term" and grace == "Over"


def grace_has_passed(grace):
    """The grace period has passed. [9.12]"""
    return grace == "Over"


def worker_terminates(worker):
    """The pod worker ends the Pod. [9.6]"""
    return worker == "Terminating"


def worker_is_done(worker):
    """The pod worker has stopped everything. [9.20]"""
    return worker == "Terminated"


def probe_has_failed(container):
    """The liveness or the startup probe has failed for good. [4.10]"""
    return container.liveness == "Failure" or container.startup == "Failure"


def readiness_succeeded(readiness):
    """The stored readiness result is Success. [2.12]"""
    return readiness == "Success"


def startup_succeeded_if_any(container):
    """The container runs, and its startup probe, if any, has succeeded. [6.4]"""
    return container.runtime == "Running" and (container.startup_probe is None or container.startup == "Success")


def probes_may_restart_it(container, restart_policy):
    """A probe can kill the container, and its policy is OnFailure. [4.10 4.11]"""
    return (container.startup_probe is not None or container.liveness_probe is not None) and policy(
        container, restart_policy
    ) == "OnFailure"


def readiness_is_published(containers, readiness_gates, readiness_gate, ready):
    """If the API says Ready, every container and readiness gate says so. [7.5]"""
    return ready == "NotReady" or shows_ready(containers, readiness_gates, readiness_gate)


def end_is_published(containers, restart_policy, phase):
    """The terminal phase fits the exit codes. [1.7 9.22]"""
    return (phase != "Succeeded" or ended_well(containers, restart_policy)) and (
        phase != "Failed" or not ended_well(containers, restart_policy)
    )


def endpoint_is_ready(endpoint):
    """The Pod is a ready endpoint of its Services. [8.1]"""
    return endpoint == "Ready"


def is_gone(deletion):
    """The object is gone after a graceful end, or nobody had to be stopped. [9.21]"""
    return deletion == "Gone"


def is_forced(deletion):
    """The object was removed by force. [9.24]"""
    return deletion == "Forced"


def is_shortened(deletion):
    """A second delete has shortened the grace period. [9.3]"""
    return deletion == "Shortened"


def is_gone_for_good(deletion):
    """The API has the Pod no more. [9.2]"""
    return deletion in ("Gone", "Forced")


def sandbox_exists(sandbox):
    """The runtime has a sandbox for the Pod. [F1]"""
    return sandbox != "Absent"


def sandbox_is_gone(sandbox):
    """The Pod's sandbox is not READY any more. [3.3]"""
    return sandbox == "NotReady"


def restarts_as_a_whole(restart_policy):
    """A Pod that lost its sandbox may get a new one. [3.4]"""
    return restart_policy != "Never"


def pod_never_restarts(restart_policy):
    """The Pod's own policy is Never. [3.4]"""
    return restart_policy == "Never"


def can_end(containers, restart_policy, grace_period, kubernetes):
    """The Pod can get a terminal phase: by a graceful deletion, or because no policy forbids that it ends. [1.7 9.21 F5]"""
    return (grace_period > 0 and deletion_ends_in_terminal_phase(kubernetes)) or all(
        policy(each, restart_policy) != "Always" for each in containers if is_regular(each.kind)
    )


def is_first(index):
    """The container is the first in the start order. [3.6]"""
    return index == 0


def always_so(kubernetes):
    """Anything: a sentence that is true of every world. [2.1]"""
    return kubernetes > 0


def worker_brings_up(worker):
    """The pod worker syncs, or stops the Pod to bring it up again. [3.2 3.4]"""
    return worker in ("Syncing", "Killing")


def may_still_restart(container, restart_policy):
    """The container runs, or its exit lets it start again. [4.1]"""
    return not is_over(container, restart_policy) and container.runtime != "Absent"
