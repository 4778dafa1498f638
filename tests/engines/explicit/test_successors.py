"""Generated successors agree with the model, state by state."""

import pytest
from hypothesis import given
from random_models import distances, formulas, models

from podproof.checker.engines.successors import BitEncoding, Successors
from podproof.checker.formulas import Formula, atom, conjunction, evaluate
from podproof.checker.model import Action, Case, Model, Variable


@given(models)
def test_a_state_survives_packing(model: Model) -> None:
    encoding = BitEncoding(model.variables)
    assert all(encoding.unpack(encoding.pack(state)) == state for state in distances(model))


@given(models)
def test_all_actions_at_once_agree_with_the_model(model: Model) -> None:
    successors = Successors(model)
    for state in distances(model):
        found = dict(successors.of(successors.encoding.pack(state)))
        for number, action in enumerate(model.actions):
            after = model.successor(action, state)
            assert found.get(number) == (None if after is None else successors.encoding.pack(after))


@given(models)
def test_one_action_at_a_time_agrees_with_the_model(model: Model) -> None:
    successors = Successors(model)
    for state in distances(model):
        for number, action in enumerate(model.actions):
            assert successors.successor(number, state) == model.successor(action, state)


@given(formulas, models)
def test_a_generated_formula_is_true_where_the_formula_is(formula: Formula, model: Model) -> None:
    successors = Successors(model)
    holds = successors.holds(formula)
    assert all(holds(successors.encoding.pack(state)) == evaluate(formula, state) for state in distances(model))


def test_a_conjunction_over_many_variables_is_one_comparison() -> None:
    variables = tuple(Variable(name, (False, True), False, None) for name in "abc")
    formula = conjunction([atom(0, True), atom(1, False), atom(2, True)])
    assert BitEncoding(variables).expression(formula) == "(state & 0x7 == 0x5)"


def test_a_value_outside_the_domain_is_named() -> None:
    action = Action("painter", "paint", None, True, {0: (Case(True, "green"),)})
    model = Model((Variable("color", ("red", "blue"), "red", None),), (action,))
    with pytest.raises(ValueError, match="color has no value 'green'"):
        Successors(model).of(0)


def test_one_action_may_count_to_thousands() -> None:
    top = 3_000
    count = Variable("count", tuple(range(top + 1)), 0, None)
    ticks = tuple(Case(atom(0, now), now + 1) for now in range(top))
    successors = Successors(Model((count,), (Action("clock", "tick", None, True, {0: ticks}),)))
    assert [successors.successor(0, (now,)) for now in (0, 99, 100, top - 1, top)] == [
        (1,),
        (100,),
        (101,),
        (top,),
        None,
    ]
