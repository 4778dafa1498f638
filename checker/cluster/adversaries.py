"""Who chooses what happens to each Pod: from the settings of a Pod to an adversary."""

from podproof.checker.cluster.settings import PodSettings
from podproof.checker.simulation import Adversary
from podproof.checker.simulation.adversaries import Covering, adversary, named, toward
from podproof.checker.simulation.coverage import CoverageReport, Coverages
from podproof.spec.pod.state import Pod

TOWARD, COVER = "toward ", "cover"
"""The modes that need more than their name: what the first begins with, and the second."""


class Adversaries:
    """Makes adversaries; the Pods of one configuration with the mode `cover` share what they have shown."""

    def __init__(self, faults: frozenset[str] | None = None) -> None:
        self.faults = faults
        self._coverages = Coverages(faults)

    def check(self, settings: PodSettings) -> None:
        """Raise `UsageError` for names that do not exist."""
        if settings.execution or settings.mode != COVER:
            self.of(settings, None)

    def of(self, settings: PodSettings, pod: Pod | None) -> Adversary:
        """The adversary of a Pod; raises `UsageError` for names that do not exist, or a Pod that is too large."""
        if settings.execution:
            return named(settings.execution)
        if settings.mode.startswith(TOWARD):
            return toward(settings.mode.removeprefix(TOWARD))
        if settings.mode == COVER and pod is not None:
            return Covering(self._coverages.of(pod))
        return adversary(settings.mode)

    def reports(self) -> list[CoverageReport]:
        """What was shown of each configuration, and what not."""
        return [each.report for each in self._coverages.known.values()]
