"""What an engine can be asked about a model: for a world, or for a life that breaks a promise."""

from typing import NamedTuple

from checker.model import Formula


class Promise(NamedTuple):
    """That the `goal` comes once `when` holds, if every action of `by` (their positions in the model) has some chance.

    It is broken in the reachable worlds of `when` from which no row of those actions leads to the goal; if it is
    `certain` to come, also in those from which any actions, the goal not yet met, lead to where none does.
    """

    when: Formula
    goal: Formula
    by: frozenset[int]
    certain: bool


Question = Formula | Promise
"""What a story can be about: a world in which the formula holds, or a life that breaks the promise."""
