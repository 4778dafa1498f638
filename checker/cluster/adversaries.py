"""Who chooses what happens to each Pod: from the settings of a Pod to an adversary."""

from podproof.checker.cluster.settings import PodSettings
from podproof.checker.simulation import Adversary
from podproof.checker.simulation.adversaries import adversary, named, toward

TOWARD = "toward "
"""What the mode begins with that leads to situations."""


class Adversaries:
    """Makes adversaries; those of the mode `cover` share what they have shown."""

    def __call__(self, settings: PodSettings, seed: int) -> Adversary:
        """The adversary of a Pod; raises `UsageError` for names that do not exist."""
        if settings.execution:
            return named(settings.execution)
        if settings.mode.startswith(TOWARD):
            return toward(settings.mode.removeprefix(TOWARD))
        return adversary(settings.mode)
