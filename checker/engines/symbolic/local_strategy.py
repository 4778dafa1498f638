"""How a group of actions comes to rest: one end for each of its local states."""

from collections.abc import Iterable
from functools import cached_property

from podproof.checker.engines.symbolic.diagrams import Set
from podproof.checker.engines.symbolic.local_relation import LocalRelation


class LocalStrategy:
    """A function from the local states of a group to an end to which its actions lead.

    The actions of a group lead each local state into a terminal strongly connected component of their graph, whatever
    holds elsewhere.  The states of such a component lead to each other, so one of them stands for all.
    """

    def __init__(self, local_relation: LocalRelation) -> None:
        self._diagrams, self._stay = local_relation.diagrams, local_relation.stay
        self._plain, self._primed = local_relation.written_bits
        self._later, self._local_relation = self._diagrams.cube(self._primed), local_relation
        self._arriving = self._diagrams.renaming(self._plain, self._primed)

    def towards(self, preferred: Iterable[Set]) -> Set:
        """The strategy whose ends lie in the preferred sets, the first ones first, and then have the lowest codes.

        Where the closure of the group was left unfinished, a state may have no end: it stays.
        """
        ends = self._ends
        lowest = (self._diagrams.manager.not_var(bit) for bit in self._primed)
        for liked in (*(each.substitute(self._arriving) for each in preferred), *lowest):
            possible = (ends & liked).exists(self._later)
            ends &= possible.ite(liked, ~liked)
        return ends | self._stay & ~ends.exists(self._later)

    @cached_property
    def _ends(self) -> Set:
        """Each local state with all the states of terminal components to which it leads."""
        closure, variable = self._local_relation.closure, self._diagrams.manager.var
        pairs = [*zip(self._plain, self._primed, strict=True), *zip(self._primed, self._plain, strict=True)]
        back = closure.substitute(self._diagrams.substitution((old, variable(new)) for old, new in pairs))
        terminal = ~(closure & ~back).exists(self._later)
        return closure & terminal.substitute(self._arriving)
