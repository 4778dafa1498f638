"""The modular engine: decides by local states of classes of components what is unreachable, and by replay what is."""

from collections.abc import Collection, Iterator

from oxidd.util import DDMemoryError

from podproof.checker.engines.modular.guess import Guess, Stopped, guess, selections
from podproof.checker.engines.modular.inductive import InductiveInvariant
from podproof.checker.engines.modular.reduction import Classes, classes_of, components_in
from podproof.checker.engines.modular.replay import Execution
from podproof.checker.engines.modular.witnesses import Witnesses
from podproof.checker.engines.symbolic.diagrams import Diagrams, Set, Table
from podproof.checker.engines.symbolic.encoding import DiagramEncoding
from podproof.checker.engines.symbolic.engine import DEFAULT_MEMORY, UNBOUNDED
from podproof.checker.engines.symbolic.partition import partition
from podproof.checker.formulas import And, Formula, Or, conjunction, disjunction
from podproof.checker.model import Bounds, Model, Size
from podproof.checker.properties import LeadsTo
from podproof.checker.trace import Trace

NOT_INDUCTIVE = "no inductive sets of local states"
"""The bound of an exploration that has found no invariant, so that every question is open."""


class Modular:
    """Answers questions about a model with many equal components, by sets of local states.

    A formula is unreachable if no state of an inductive invariant satisfies it, and reachable if an execution that
    shows it was found and replayed; else it is left open, unless the invariant without the states of the formula is
    inductive, too.  Properties of liveness are left open.
    """

    leaves_open = "its sets of local states leave it open; --engine symbolic decides it exactly"

    def __init__(self, model: Model, bounds: Bounds = UNBOUNDED) -> None:
        self.model, self._bounds = model, bounds
        self._parts = partition(model, range(len(model.actions)))
        self._classes = classes_of(model, self._parts)
        self._diagrams = Diagrams(Table(DEFAULT_MEMORY if bounds.memory is None else bounds.memory, model.bits))
        self._encoding = DiagramEncoding(self._diagrams, model, self._parts.parameters, choices=0)
        self._states: Set | None = None
        self._check: InductiveInvariant | None = None
        self._witnesses: Witnesses | None = None
        self._found: dict[Formula, Execution | None] = {}

    def explore(self) -> Size:
        """Find an invariant; `states` then is the number of states in it, of which not all need be reachable."""
        try:
            states = self._invariant()
        except DDMemoryError:
            return Size(0, 0, None, None, False, "memory")
        except Stopped as stopped:
            return Size(0, 0, None, None, False, str(stopped))
        except KeyboardInterrupt:
            return Size(0, 0, None, None, False, "interrupted")
        if states is None:
            return Size(0, 0, None, None, False, NOT_INDUCTIVE)
        return Size(self._encoding.count(states), 0, None, states.node_count(), True, "", exact=False)

    def _invariant(self) -> Set | None:
        self._check = InductiveInvariant(self._encoding, self.model, self._parts, self._classes)
        for kept in selections(self._classes):
            guessed = guess(self._diagrams, self.model, kept, self._classes, self._bounds)
            states = guessed.sets.in_whole(guessed.local, self._encoding, guessed.small.places, self._classes)
            if self._check.holds(states):
                self._remember(states, guessed, kept)
                return states
        return None

    def _remember(self, states: Set, guessed: Guess, kept: Classes) -> None:
        self._states = states
        self._witnesses = Witnesses(self.model, guessed, kept, self._classes)
        self._representatives = frozenset(each for members in kept for each in members)

    @property
    def representatives(self) -> Collection[int] | None:
        """The components whose situations are asked first: those of which executions are sought."""
        return self._representatives if self._states is not None else None

    def reachable(self, formula: Formula) -> bool | None:
        """Whether a reachable state satisfies the formula; None where that is left open."""
        if self._states is None:
            return None
        try:
            part = next((part for part in _parts(formula) if self._meets(self._states, part)), False)
            if part is False:
                return False
            self._found[formula] = self._execution(part) or self._execution(formula)
            if self._found[formula]:
                return True
            return False if self._excludes(formula) else None
        except DDMemoryError:
            return None

    def _excludes(self, formula: Formula) -> bool:
        """Leave the states of the formula out of the invariant, if it is one without them.

        One step of induction, relative to what is known already (Bradley, "SAT-based model checking without unrolling",
        VMCAI 2011).
        """
        excluded = self._encoding.set_of(formula)
        if self._states is None or self._check is None or not self._check.is_symmetric(excluded):
            return False
        stronger = self._states & ~excluded
        if not self._check.holds(stronger):
            return False
        self._states = stronger
        return True

    def _meets(self, states: Set, formula: Formula) -> bool:
        """Whether some of the states satisfy the formula.

        Of a conjunction, what each component must satisfy by itself is asked first: little is left for the rest, and
        the diagram of all of it would be large.
        """
        alone: dict[int, list[Formula]] = {}
        others: list[Formula] = []
        for each in formula.operands if isinstance(formula, And) else (formula,):
            components = components_in(self.model, each)
            if len(components) > 1:
                others.append(each)
            else:
                alone.setdefault(max(components, default=-1), []).append(each)
        local = [self._encoding.set_of(conjunction(alone[each])) for each in sorted(alone, reverse=True)]
        states = states & self._diagrams.intersection(local)
        for each in others:
            if not states.satisfiable():
                return False
            states = states & self._encoding.set_of(each)
        return states.satisfiable()

    def _execution(self, formula: Formula) -> Execution | None:
        if formula not in self._found:
            self._found[formula] = None if self._witnesses is None else self._witnesses.find(formula)
        return self._found[formula]

    def trace(self, formula: Formula) -> Trace | None:
        """An irreducible trace to a state of the formula, or None where no execution was found."""
        found = self._execution(formula)
        return None if found is None or self._witnesses is None else self._witnesses.trace(found, formula)

    def distance(self, formula: Formula) -> int | None:
        """Not known."""
        return None

    def violated(self, leads_to: LeadsTo) -> bool | None:
        """Not known."""
        return None

    def counterexample(self, leads_to: LeadsTo) -> Trace | None:
        """No trace."""
        return None

    def why_undecided(self) -> str:
        """Which engine decides liveness."""
        return self.leaves_open


def _parts(formula: Formula) -> Iterator[Formula]:
    """Parts of a disjunction, each twice as large as the one before it.

    What is reachable is mostly so in the first component that it is said of, and what is not takes few questions.
    """
    operands = formula.operands if isinstance(formula, Or) else (formula,)
    begin, size = 0, 1
    while begin < len(operands):
        yield disjunction(operands[begin : begin + size])
        begin, size = begin + size, 2 * size
