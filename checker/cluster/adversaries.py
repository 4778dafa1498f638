"""Who chooses what happens to each Pod: from the settings of a Pod to an adversary."""

from podproof.checker.cluster.settings import PodSettings
from podproof.checker.errors import UsageError
from podproof.checker.simulation import Adversary
from podproof.checker.simulation.adversaries import Pleasant, RandomChoices


class Adversaries:
    """Makes adversaries; those of the mode `cover` share what they have shown."""

    def __call__(self, settings: PodSettings, seed: int) -> Adversary:
        """The adversary of a Pod; raises `UsageError` for names that do not exist."""
        if settings.mode == "pleasant":
            return Pleasant()
        if settings.mode == "random":
            return RandomChoices()
        raise UsageError(f"unknown mode {settings.mode!r}: pleasant, random, cover, or toward SITUATIONS")
