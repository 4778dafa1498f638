"""Conditions are read by one small evaluator, which refuses everything but names, `and`, `or` and `not`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podproof.spec.conditions import Connectives, conjuncts, evaluate, interpret, names

CONDITIONS = st.recursive(
    st.sampled_from("abc"),
    lambda inner: (
        st.builds("not ({})".format, inner)
        | st.builds("({}) and ({})".format, inner, inner)
        | st.builds("({}) or ({})".format, inner, inner)
    ),
)


@given(CONDITIONS, st.fixed_dictionaries(dict.fromkeys("abc", st.booleans())))
def test_a_condition_has_the_value_that_python_gives_it(condition, values):
    assert evaluate(condition, values.__getitem__) == eval(condition, {}, values)


@given(CONDITIONS)
def test_the_names_of_a_condition_are_those_that_python_would_look_up(condition):
    assert set(names(condition)) == set(compile(condition, "", "eval").co_names)


def test_the_empty_condition_is_true_and_has_no_names():
    assert evaluate("", {}.__getitem__)
    assert (names(""), conjuncts("")) == ((), ())


def test_a_name_is_looked_up_only_where_it_matters():
    assert evaluate("a or missing", {"a": True}.__getitem__)
    assert not evaluate("not a and missing", {"a": True}.__getitem__)


def test_conjuncts_are_the_parts_that_the_outermost_and_joins():
    assert conjuncts("a and not b and (c or d)") == ("a", "not b", "(c or d)")
    assert conjuncts("a and b or c") == ("(a and b or c)",)


def test_a_condition_can_be_interpreted_as_something_else_than_a_truth_value():
    counting = Connectives(sum, max, lambda value: -value)
    assert interpret("a and (b or c) and not d", {"a": 1, "b": 2, "c": 3, "d": 4}.__getitem__, counting) == 0


@pytest.mark.parametrize(
    "condition", ["runs(1)", "runs == 1", "__import__('os')", "a.b", "True", "a if b else c", "a b"]
)
def test_anything_but_names_and_connectives_is_refused(condition):
    with pytest.raises(ValueError, match="a condition has only names, and, or, not: "):
        evaluate(condition, lambda name: True)
    with pytest.raises(ValueError, match="only names"):
        names(condition)
