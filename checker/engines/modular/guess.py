"""Local states of a small model that are closed under its steps: what the whole model is then checked against."""

from collections.abc import Sequence
from typing import NamedTuple

from podproof.checker.engines.modular.history import lock_of, only_components_take, with_holders
from podproof.checker.engines.modular.local_sets import LocalSets, LocalStates, Lock
from podproof.checker.engines.modular.reduction import Classes, Reduced, reduced
from podproof.checker.engines.symbolic.diagrams import Diagrams
from podproof.checker.engines.symbolic.encoding import DiagramEncoding
from podproof.checker.engines.symbolic.exploration import Reachability
from podproof.checker.engines.symbolic.partition import partition
from podproof.checker.engines.symbolic.partitioned_relation import PartitionedRelation
from podproof.checker.model import Bounds, Model

MOST_KEPT = 12
"""Components of a small model, at most."""


class Stopped(Exception):
    """A bound was hit, or the user has interrupted; the argument says which."""


class Guess(NamedTuple):
    """Local states by class, and the small model that they are of, explored by itself: all that it can really reach."""

    local: Sequence[LocalStates]
    sets: LocalSets
    small: Reduced
    reached: Reachability


def selections(classes: Classes) -> list[Classes]:
    """Members of each class to keep, fewest first: one each and a second of the largest class, then two, then three."""
    largest = max(classes, key=len)
    few = [tuple(members[: 2 if members is largest else 1] for members in classes)]
    more = [tuple(members[:number] for members in classes) for number in (2, 3)]
    size = sum(map(len, classes))
    return [each for each in dict.fromkeys(few + more) if sum(map(len, each)) <= min(MOST_KEPT, size - 1)]


def guess(diagrams: Diagrams, model: Model, kept: Classes, classes: Classes, bounds: Bounds) -> Guess:
    """The least products of local states, of these components alone, that no step leaves.

    A fixpoint of two closures in turn: under the steps, and from a set to the product of its local states.
    """
    small = reduced(model, kept, classes)
    lock = _with_lock(small.model)
    stateful, held = (small.model, None) if lock is None else lock
    parts = partition(stateful, range(len(stateful.actions)))
    encoding = DiagramEncoding(diagrams, stateful, parts.parameters, choices=0)
    relation = PartitionedRelation(encoding, stateful, parts)
    sets = LocalSets(encoding, stateful, kept, held)
    reached = first = Reachability(encoding, relation, stateful.initial, bounds)
    while True:
        reached.explore()
        if reached.bound:
            raise Stopped(reached.bound)
        local = sets.apart(reached.states)
        grown = reached.states | sets.together(local)
        if grown == reached.states:
            return Guess(local, sets, small._replace(model=stateful), first)
        reached = Reachability(encoding, relation, stateful.initial, bounds)
        reached.states = grown


def _with_lock(model: Model) -> tuple[Model, Lock] | None:
    place = lock_of(model)
    if place is None:
        return None
    remembering, holders = with_holders(model, place)
    return remembering, Lock(place, holders, only_components_take(model, place))
