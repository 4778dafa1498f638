"""Strategies prove that goals stay reachable, and never more than a search by definition."""

import pytest
from equal_components import models_of_equal_components
from hypothesis import given
from hypothesis import strategies as st
from random_models import counter, distances, formulas, models

from podproof.checker.engines.symbolic.backward import SymbolicBackwardSearch
from podproof.checker.engines.symbolic.leads_to import SymbolicLeadsTo
from podproof.checker.formulas import State, atom, evaluate
from podproof.checker.model import Model
from podproof.checker.properties import LeadsTo


def missing(model: Model, leads_to: LeadsTo) -> bool:
    """Whether the property is violated, by definition."""
    states = set(distances(model))
    goal = {state for state in states if evaluate(leads_to.goal, state)}
    bad = states - leading(model, states, goal, leads_to.progress)
    if leads_to.on_every_path:
        bad = leading(model, states - goal, bad, frozenset(range(len(model.actions))))
    return any(evaluate(leads_to.when, state) for state in bad)


def leading(model: Model, within: set[State], found: set[State], actions: frozenset[int]) -> set[State]:
    """The states from which the actions lead to those found, without leaving the set."""
    while True:
        more = {s for s in within - found if any(model.successor(model.actions[n], s) in found for n in actions)}
        if not more:
            return found
        found = found | more


def by_strategies(model: Model) -> SymbolicLeadsTo:
    engine = SymbolicLeadsTo(model, bits_for_search=0)
    engine.explore()
    return engine


@given(models | models_of_equal_components, st.data())
def test_properties_are_decided_as_by_definition_one_after_the_other(model: Model, data: st.DataObject) -> None:
    engine = by_strategies(model)
    numbers = st.frozensets(st.integers(0, len(model.actions) - 1), min_size=1)
    over = (
        formulas if len(model.variables) == 5 else st.builds(atom, st.integers(0, 3), st.sampled_from(("low", "top")))
    )
    for _ in range(2):
        drawn = LeadsTo(data.draw(over), data.draw(over), data.draw(numbers), data.draw(st.booleans()))
        assert engine.violated(drawn) is missing(model, drawn)


def test_strategies_prove_a_property_without_a_search(monkeypatch: pytest.MonkeyPatch) -> None:
    model = counter(5)
    ticks = frozenset(range(len(model.actions)))
    to_the_top = LeadsTo(True, atom(0, 5), ticks, on_every_path=True)
    assert by_strategies(model).violated(to_the_top._replace(progress=ticks - {3})) is True
    monkeypatch.setattr(SymbolicBackwardSearch, "search", lambda *_: pytest.fail("a search was begun"))
    assert by_strategies(model).violated(to_the_top) is False
