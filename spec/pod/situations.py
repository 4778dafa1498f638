"""Named situations; most names are what `kubectl get pods` shows."""

from podproof.spec.notation import Situation

SITUATIONS = (
    Situation("Pending", "phase_is_pending", "The phase is Pending.", "1.6"),
    Situation("Running", "phase_is_running", "The phase is Running.", "1.6"),
    Situation("Succeeded", "phase_is_succeeded", "The phase is Succeeded.", "1.7"),
    Situation("Failed", "phase_is_failed", "The phase is Failed.", "1.7"),
    Situation("Unknown", "phase_is_unknown", "The phase is Unknown.", "1.17"),
    Situation("Scheduled", "is_scheduled", "The condition PodScheduled is True.", "7.1"),
    Situation("Initialized", "is_initialized_condition", "The condition Initialized would be True.", "7.3"),
    Situation("ContainersReady", "containers_are_ready", "The condition ContainersReady would be True.", "7.4"),
    Situation("Ready", "ready_condition_is_true", "The API says that the Pod is Ready.", "7.5"),
    Situation("Endpoint", "endpoint_is_ready", "The Pod is a ready endpoint.", "8.1"),
    Situation("ImagePullBackOff", "image_pull_backs_off", "An image cannot be pulled.", "5.8"),
    Situation(
        "ErrImageNeverPull", "image_is_never_pulled", "An image is missing that the pull policy forbids to pull.", "2.3"
    ),
    Situation("InvalidImageName", "image_name_is_invalid", "The name of an image cannot be parsed.", "2.3"),
    Situation("CreateContainerConfigError", "has_config_error", "A ConfigMap or Secret is missing.", "2.3"),
    Situation("CreateContainerError", "creation_failed", "The runtime cannot create a container.", "2.3"),
    Situation(
        "NoSandbox",
        "sandbox_creation_failed",
        "The containers wait (ContainerCreating), because volumes do not mount or the network of the Pod fails.",
        "3.18",
    ),
    Situation("RunContainerError", "is_created", "The runtime failed to start a container.", "3.17"),
    Situation("ImageChanged", "is_outdated", "A container is being stopped because its image has changed.", "4.10"),
    Situation(
        "RestartsAll",
        "must_restart_all",
        "A container has exited, and a rule restarts all containers in place.",
        "4.13",
    ),
    Situation("PostStartHook", "post_start_runs", "A postStart hook runs and holds the sync.", "3.13"),
    Situation("PostStartHookError", "post_start_failed", "A postStart hook has failed.", "3.14"),
    Situation("CrashLoopBackOff", "crash_loops", "A container waits for its restart.", "2.5"),
    Situation("Restarted", "has_restarted", "A container has been restarted.", "2.1"),
    Situation("RestartedTwice", "has_restarted_twice", "A container has been restarted twice or more.", "2.1"),
    Situation(
        "ProbeFailed", "probe_has_failed", "A liveness or startup probe has reached its failure threshold.", "4.10"
    ),
    Situation("Error", "exited_nonzero", "A container has exited with an error.", "2.4"),
    Situation("Killed", "was_killed", "A container got SIGKILL, exit code 137.", "9.12"),
    Situation("PreStop", "pre_stop_runs", "A preStop hook runs.", "9.12"),
    Situation("PreStopCutOff", "pre_stop_was_cut", "A preStop hook used up the grace period.", "9.12"),
    Situation("Terminating", "is_terminating", "The Pod has a deletionTimestamp and still exists.", "9.2"),
    Situation("HeldByFinalizers", "held_by_finalizers", "The Pod is deleted, and finalizers hold the object.", "9.5"),
    Situation("GraceShortened", "grace_was_shortened", "A second delete has shortened the grace period.", "9.3"),
    Situation(
        "EndpointWhileTerminating",
        "endpoint_is_ready and is_terminating",
        "Traffic reaches a Pod that is being deleted.",
        "8.3",
    ),
    Situation(
        "RunningAfterForce",
        "removed_by_force and runs",
        "The object was removed by force, and a process still runs.",
        "9.24",
    ),
    Situation("Evicted", "is_evicted", "The Pod has failed, reason Evicted.", "10.1"),
    Situation("DeadlineExceeded", "is_past_its_deadline", "The Pod has failed, reason DeadlineExceeded.", "10.5"),
    Situation("Rejected", "is_rejected", "The kubelet has rejected the Pod.", "10.6"),
    Situation(
        "RejectedAfterStart",
        "is_rejected and has_exited",
        "A kubelet that started again has rejected the Pod, whose containers it stopped.",
        "10.6",
    ),
    Situation(
        "SucceededEarly",
        "succeeded_although_ended_early",
        "The Pod was terminated early, and yet its phase is Succeeded.",
        "9.22",
    ),
    Situation(
        "FailedButRunning",
        "was_collected and runs",
        "PodGC has marked the Pod Failed, and a process still runs.",
        "10.8",
    ),
    Situation("SandboxLost", "sandbox_is_not_ready", "The pause container has died.", "3.3"),
    Situation("KubeletDown", "not kubelet_is_up", "The kubelet does not run.", "9.26"),
    Situation("Gone", "removed_gracefully", "The Pod is gone, and everything has stopped.", "9.21"),
)
