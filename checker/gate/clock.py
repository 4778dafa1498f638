"""Findings that the clock decides, with what is known about the durations of a Pod."""

from functools import cached_property
from typing import TYPE_CHECKING

from podproof.checker.gate.configuration import GateConfiguration
from podproof.checker.gate.declared_times import declared_durations
from podproof.spec.findings import FINDINGS, Finding
from podproof.spec.findings.scopes import FindingScopes, Site
from podproof.spec.manifest import Manifest

if TYPE_CHECKING:
    from podproof.checker.gate.clock_questions import ClockAnswer


class ManifestClock:
    """A Pod with what is known about its durations, and with the sites where findings may hold."""

    def __init__(self, manifest: Manifest, configuration: GateConfiguration) -> None:
        self.manifest, self.configuration = manifest, configuration
        self.durations = declared_durations(manifest, configuration)
        self._scopes = FindingScopes(manifest, configuration.thresholds, self.durations.times)

    @cached_property
    def sites(self) -> tuple[tuple[Finding, Site], ...]:
        """The findings that may hold, each with a site at which its condition holds, in the order of the findings."""
        return tuple((finding, site) for finding in FINDINGS for site in self._scopes.sites(finding))

    def answer(self, question: str, container: str) -> "ClockAnswer":
        """The answer to the question about this container, or about the Pod (empty)."""
        from podproof.checker.gate.clock_questions import answer  # here: few Pods need it, and it takes 0.05 s

        containers, *others = self.durations.times
        declared = tuple(containers.items()), tuple(others)
        return answer(question, container, self.manifest.pod._replace(name=""), declared, self.durations.latencies)
