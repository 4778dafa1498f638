"""Questions to an engine: whether a state is reachable, and whether a leads-to property is violated."""

from typing import NamedTuple

from podproof.checker.formulas import Formula


class LeadsTo(NamedTuple):
    """Every state of `when` leads to the `goal`; `progress` are the actions that are counted on, by position.

    Almost surely, that is with probability one (`recurrent` is None): each progress action has some probability
    wherever it is enabled.  Violated in the reachable states of `when` from which no sequence of progress actions
    leads to the goal.  If the goal must be met `on_every_path`, violated also in the states of `when` from which any
    actions, the goal not yet met, lead to such a state.

    Under weak fairness: a progress action that stays enabled is eventually taken, and only `recurrent` actions may be
    taken infinitely often; an execution may also stop.  Violated by such an execution from a state of `when` on that
    never meets the goal.  If not `on_every_path`, only executions that stay in `when` count.
    """

    when: Formula
    goal: Formula
    progress: frozenset[int]
    on_every_path: bool
    recurrent: frozenset[int] | None = None


Property = Formula | LeadsTo
"""What a trace is about: a state in which the formula holds, or an execution that violates the leads-to property."""
