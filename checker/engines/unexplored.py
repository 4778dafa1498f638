"""An engine for a model that was not explored, because the time was over before."""

from podproof.checker.formulas import Formula
from podproof.checker.model import Size
from podproof.checker.properties import LeadsTo
from podproof.checker.trace import Trace


class Unexplored:
    """Has reached no state, and so leaves every question open; `bound` is what stopped the work."""

    leaves_open = ""
    representatives = None

    def __init__(self, bound: str) -> None:
        self.bound = bound

    def explore(self) -> Size:
        """No state."""
        return Size(0, 0, None, None, False, self.bound)

    def reachable(self, formula: Formula) -> None:
        """Not known."""

    def trace(self, formula: Formula) -> Trace | None:
        """No trace."""
        return None

    def distance(self, formula: Formula) -> int | None:
        """Not known."""
        return None

    def violated(self, leads_to: LeadsTo) -> None:
        """Not known."""

    def counterexample(self, leads_to: LeadsTo) -> Trace | None:
        """No trace."""
        return None

    def why_undecided(self) -> str:
        """What stopped the work."""
        return self.bound
