"""What a path costs: its weight and, among paths of the same weight, its number of steps, as one number to add up."""

from podproof.checker.model import Action

MANY = 1 << 20
"""More steps than a path has."""


def cost(action: Action) -> int:
    """What a step by the action adds to the cost of a path."""
    return action.weight * MANY + 1


def steps(of: int) -> int:
    """The number of steps of every path that costs so much."""
    return of % MANY
