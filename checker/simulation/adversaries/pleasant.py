"""The pleasant execution: no fault and no failure, and everybody sees everything."""

from podproof.checker.simulation.model import Choice
from podproof.checker.simulation.pod import SimulatedPod
from podproof.spec.pod.events import FAILING_EXITS
from podproof.spec.pod.kubectl import PUBLISHING

_FAILURES = f"""
{FAILING_EXITS} dies kills pull_fails hook_fails fails_readiness_gate startup_fails liveness_fails readiness_fails
startup_fails_early liveness_fails_early readiness_succeeds_early pre_stop_cut pre_stop_ends_late turn_cut grace_over
kill_grace_over exceeds_deadline deletes deletes_sooner forces updates_image
"""

FAILURES = frozenset(_FAILURES.split())
"""Events that are not faults and yet nothing that an owner hopes for, or that only a client decides."""


LATER = {"skips_restart": 1, "backs_off": 1, "exits_zero": 2}
"""Events that wait until nothing else happens: a start that is possible comes first, and an exit last."""


class Pleasant:
    """Publishes whatever has changed, and else takes the first step that is not a failure.

    Processes exit 0: init containers soon, those of a Pod that does not restart them once they were seen running, and
    every one on its stop signal.
    """

    plays_clients = False

    def choose(self, pod: SimulatedPod) -> Choice | None:
        """The next step; None where the Pod is as its owner wants it, or has ended."""
        return pleasant_choice(pod)


def news(pod: SimulatedPod) -> list[Choice]:
    """The kubelet's writes that would change the object now."""
    return [each for each in pod.choices if each.event in PUBLISHING and pod.would_write(each)]


def pleasant_choice(pod: SimulatedPod) -> Choice | None:
    """The most pleasant step that is not a failure: news, then progress, and exits last; None if there is none."""
    others = (each for each in pod.choices if each.event not in PUBLISHING and _is_pleasant(pod, each))
    shown = next(iter(news(pod)), None)
    return shown or min(others, key=lambda each: LATER.get(each.event, 0), default=None)


def _is_pleasant(pod: SimulatedPod, choice: Choice) -> bool:
    if pod.model.actions[choice.action].kind or choice.event in FAILURES:
        return False
    if choice.event != "exits_zero":
        return True
    assert choice.site is not None
    return _may_exit(pod, choice.site)


def _may_exit(pod: SimulatedPod, site: int) -> bool:
    """Whether the owner hopes that this process exits now."""
    answers = pod.answers[site]
    return answers["stop_signal_is_sent"] or answers["is_init"] or answers["success_is_final"]
