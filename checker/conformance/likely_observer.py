"""An observer of executions with few faults: most Pods need none, and without them sets of states are much smaller."""

from podproof.checker.conformance.automaton import Automaton, Belief, Symbol
from podproof.checker.conformance.observer import Observer
from podproof.checker.engines.symbolic.diagrams import Set


class LikelyObserver(Automaton):
    """Reads the observations of Pods to which faults happen only where nothing else explains an observation.

    Its beliefs hold some of the states in which a Pod may be, so what it accepts is legal.  What it does not accept is
    judged by the `observer` of all executions, from the beginning.
    """

    def __init__(self, observer: Observer) -> None:
        super().__init__()
        self.observer = observer

    def initial_states(self) -> Set:
        """The initial state."""
        return self.observer.initial_states()

    def states_after(self, belief: Belief, symbol: Symbol) -> Set:
        """The states to which executions without a fault since the last observation lead, else those with faults."""
        states = self.observer.ordinary.states_after(belief, symbol)
        return states if states.satisfiable() else self.observer.states_after(belief, symbol)
