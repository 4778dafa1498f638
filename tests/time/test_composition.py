"""Bounds of whole Pods are put together from those of their parts."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from podproof.checker.engines.zones.composition import TimeSpan, disturbed, in_turn, staggered, together

spans = st.builds(lambda least, longer: TimeSpan(least, least + longer), st.integers(0, 5), st.integers(0, 3))
several = st.lists(spans, min_size=1, max_size=3)


def times(span: TimeSpan) -> range:
    """All times of the span."""
    assert span.most is not None
    return range(span.least, span.most + 1)


@given(several)
def test_what_is_done_in_turn_adds_up(parts):
    possible = [sum(taken) for taken in product(*map(times, parts))]
    assert in_turn(parts) == TimeSpan(min(possible), max(possible))


@given(several)
def test_what_is_done_side_by_side_takes_as_long_as_the_longest(parts):
    possible = [max(taken) for taken in product(*map(times, parts))]
    assert together(parts) == TimeSpan(min(possible), max(possible))


@given(st.lists(st.tuples(spans, spans), min_size=1, max_size=2))
def test_containers_start_in_turn_and_become_ready_side_by_side(parts):
    starts, then = zip(*parts, strict=True)
    possible = [
        max(sum(taken[: position + 1]) + taken[len(starts) + position] for position in range(len(starts)))
        for taken in product(*map(times, (*starts, *then)))
    ]
    assert staggered(starts, then) == TimeSpan(min(possible), max(possible))


def test_a_part_without_an_upper_bound_leaves_the_whole_without_one():
    assert in_turn([TimeSpan(1, 2), TimeSpan(3, None)]) == TimeSpan(4, None)
    assert together([TimeSpan(1, 2), TimeSpan(3, None)]) == TimeSpan(3, None)
    assert staggered([TimeSpan(1, None), TimeSpan(1, 1)], [TimeSpan(5, 5), TimeSpan(1, 1)]) == TimeSpan(6, None)


def test_what_others_hold_up_is_bounded_but_no_longer_exactly():
    assert disturbed(TimeSpan(1, 2), 30) == TimeSpan(1, 32, exact=False)
    assert disturbed(TimeSpan(1, 2), 0) == TimeSpan(1, 2)
    assert disturbed(TimeSpan(1, 2), None) == TimeSpan(1, None, exact=False)
    assert not together([TimeSpan(1, 9), disturbed(TimeSpan(1, 2), 1)]).exact
