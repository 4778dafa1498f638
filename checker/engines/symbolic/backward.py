"""From where something can still be reached."""

from podproof.checker.engines.symbolic.diagrams import Set
from podproof.checker.engines.symbolic.steps import System


def able(system: System, worlds: Set, goal: Set) -> Set:
    """Those of the worlds from which the system's steps lead to the goal.

    EF of computation tree logic as a least fixpoint (Clarke and Emerson, 1981), with the closed relations read from
    right to left.  Exact where no step leads out of the worlds.
    """
    found = worlds & goal
    while True:
        before = found
        for steps in (*system.joint, *system.shared, *reversed(system.sites)):
            found |= steps.closure.preimage(found) & worlds
        if found == before:
            return found
