"""Groups of events that several machines, laws or walkthroughs treat alike."""

FAILING_EXITS = "exits_nonzero exits_ruled exits_resetting runs_out_of_memory"
"""The process of a container exits by itself, but not with a plain exit 0."""

EXITS = f"exits_zero {FAILING_EXITS}"
"""The process of a container exits by itself."""

CONTAINER_ENDS = f"{EXITS} dies kills"
"""The process of a container ends: it exits, dies with the pause process, or gets SIGKILL."""

FAILED_STARTS = "pull_fails lacks_settings creation_fails start_fails backs_off"
"""A container is due to start and does not run."""

EARLY_TERMINATIONS = "evicts preempts shuts_down exceeds_deadline"
"""The kubelet starts terminating a Pod whose work is not over and that nobody has deleted."""

TERMINATION_CAUSES = f"sees_deletion finishes {EARLY_TERMINATIONS} rejects_again"
"""The kubelet starts terminating a Pod.  `rejects` is not among them: a new Pod has no container to stop."""
