"""What an engine can be asked about a model: for a state, or for a life that breaks a promise."""

from typing import NamedTuple

from podproof.checker.model import Formula


class LeadsTo(NamedTuple):
    """That the `goal` comes once `when` holds; the actions that are counted on, `by`, are positions in the model.

    With probability one (`lasting` is None): each of them has some chance whenever it may happen.  The promise is
    broken in the reachable states of `when` from which no row of those actions leads to the goal; if it is `certain` to
    come, also in those from which any actions, the goal not yet met, lead to where none does.

    Under weak fairness: none of them moves from some point on for ever without being taken, and only `lasting` actions
    are taken without end; a life may also stop.  The promise is broken by such a life, from a state of `when` on
    without the goal.  If it is not `certain`, only lives that never leave `when` again matter.
    """

    when: Formula
    goal: Formula
    by: frozenset[int]
    certain: bool
    lasting: frozenset[int] | None = None


Property = Formula | LeadsTo
"""What a trace can be about: a state in which the formula holds, or a life that breaks the promise."""
