"""Groups of events that several machines follow in the same way."""

EXITS = "exits_zero exits_nonzero exits_ruled exits_resetting"
"""The process of a container exits by itself."""

CONTAINER_ENDS = f"{EXITS} dies kills"
"""The process of a container ends: it exits, dies with the sandbox's pause process, or gets SIGKILL."""

FAILED_STARTS = "pull_fails lacks_settings start_fails backs_off"
"""The kubelet tries to start a container, and it does not run."""

EARLY_TERMINATIONS = "evicts preempts shuts_down exceeds_deadline"
"""The kubelet terminates a Pod whose work is not over and that nobody has deleted."""

TERMINATION_CAUSES = f"sees_deletion finishes {EARLY_TERMINATIONS}"
"""The pod worker starts terminating a Pod.  Only the worker follows `rejects`, which finds no container to stop."""
