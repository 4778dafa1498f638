"""Histories that together show everything that a Pod can show."""

from collections.abc import Iterator

from podproof.checker.simulation.adversaries.covering import Covering
from podproof.checker.simulation.coverage import Coverage, CoverageReport
from podproof.checker.simulation.histories import SimulatedHistory, history
from podproof.checker.simulation.pod import SimulatedPod
from podproof.checker.simulation.sources import PodSource


class CoveringHistories:
    """Histories of one Pod: each shows a situation, or a transition of STATUS, that no history before it has shown.

    They are made as they are asked for, a dozen a second; `report` says what they have shown so far.
    """

    def __init__(self, source: PodSource, faults: frozenset[str] | None, *, with_clients: bool) -> None:
        self._source, self._faults, self._with_clients = source, faults, with_clients
        self.coverage = Coverage(source.pod, faults, with_clients=with_clients)

    @property
    def report(self) -> CoverageReport:
        """What was shown, how often, and what was not yet."""
        return self.coverage.report

    def __iter__(self) -> Iterator[SimulatedHistory]:
        while (adversary := self._adversary()) is not None:
            simulated = SimulatedPod(self._source, adversary, faults=self._faults, plays_clients=self._with_clients)
            yield history(simulated)

    def _adversary(self) -> Covering | None:
        """What leads to something new; None if everything was shown or tried."""
        route = self.coverage.next_route()
        return None if route is None else Covering(self.coverage, route[1], plays_clients=self._with_clients)
