"""The phase that `getPhase` computes from statuses, knowing neither the old phase nor a deletion."""

from podproof.spec.pod.predicates.containers import all_stopped
from podproof.spec.pod.predicates.phase import counts_as_pending
from podproof.spec.pod.predicates.restarts import initialization_failed, regulars_have_ended_for_good


def counts_as_ended(containers, restart_policy, has_initialized, is_terminal):
    """All containers have stopped, for good or because the Pod is terminal. [1.2 1.7]"""
    return initialization_failed(containers, restart_policy) or (
        not counts_as_pending(containers, restart_policy, has_initialized)
        and all_stopped(containers)
        and (is_terminal or regulars_have_ended_for_good(containers, restart_policy))
    )
