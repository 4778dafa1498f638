"""The engines: each takes a model, explores its states and answers questions about them."""

from collections.abc import Callable, Collection
from typing import Literal, Protocol

from podproof.checker.formulas import Formula
from podproof.checker.model import Bounds, Model, Size
from podproof.checker.properties import LeadsTo
from podproof.checker.trace import Trace

EngineName = Literal["explicit", "symbolic", "modular"]


class Engine(Protocol):
    """What every engine can be asked about its model.

    `leaves_open` says why a question about a model is open although all of its reachable states are covered.
    """

    leaves_open: str

    @property
    def representatives(self) -> Collection[int] | None:
        """The components about which an execution is sought; None: an execution is known of every reachable state."""

    def explore(self) -> Size:
        """Find every reachable state, within the bounds."""

    def reachable(self, formula: Formula) -> bool | None:
        """Whether a reachable state satisfies the formula; None where a bound left that open."""

    def trace(self, formula: Formula) -> Trace | None:
        """A trace to a state that satisfies the formula, or None where none was found."""

    def distance(self, formula: Formula) -> int | None:
        """The length of a most plausible trace to a state of the formula, or None where it is not soon known."""

    def violated(self, leads_to: LeadsTo) -> bool | None:
        """Whether some execution violates the property; None where a bound left that open."""

    def counterexample(self, leads_to: LeadsTo) -> Trace | None:
        """A trace that violates the property, a lasso where it has no end, or None if there is none."""

    def why_undecided(self) -> str:
        """How far the last leads-to property that was left open came."""


def explicit(model: Model, bounds: Bounds) -> Engine:
    """The explicit engine, which visits every state; imported when it is first used."""
    from podproof.checker.engines.explicit import Graph

    return Graph(model, bounds)


def symbolic(model: Model, bounds: Bounds) -> Engine:
    """The symbolic engine, which computes with sets of states; imported when it is first used."""
    from podproof.checker.engines.symbolic.leads_to import SymbolicLeadsTo

    return SymbolicLeadsTo(model, bounds)


def modular(model: Model, bounds: Bounds) -> Engine:
    """The modular engine, for many components of which most are alike; imported when it is first used."""
    from podproof.checker.engines.modular.engine import Modular

    return Modular(model, bounds)


ENGINES: dict[EngineName, Callable[[Model, Bounds], Engine]] = {
    "explicit": explicit,
    "symbolic": symbolic,
    "modular": modular,
}
