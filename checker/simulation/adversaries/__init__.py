"""Adversaries: each chooses what happens next to a Pod.

pleasant  no fault and no failure: the Pod becomes ready, or succeeds
random    anything that the specification allows, by the seed of the Pod
"""

from collections.abc import Callable, Mapping

from podproof.checker.names import nearest
from podproof.checker.simulation.adversaries.pleasant import Pleasant
from podproof.checker.simulation.adversaries.random_choices import RandomChoices
from podproof.checker.simulation.pod import Adversary

MODES: Mapping[str, Callable[[], Adversary]] = {"pleasant": Pleasant, "random": RandomChoices}
"""What makes an adversary that needs nothing else, by its name."""


def adversary(mode: str) -> Adversary:
    """A new adversary by its name; each serves one Pod.  Raises `UsageError` for an unknown name."""
    return MODES[nearest(mode, list(MODES), "mode")]()


__all__ = ["MODES", "Pleasant", "RandomChoices", "adversary"]
