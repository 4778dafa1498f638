"""Bounds of time by zones: the same as those of digital clocks, and what must hold of any bounds."""

from math import inf

from digital import Digital, TooLarge
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from random_timed import questions, scaled, widened, with_an_onlooker

from podproof.checker.engines.timed_run import objection
from podproof.checker.engines.zones import Limits, Question, TimeBounds
from podproof.checker.engines.zones.dbm import constrained, delayed, with_stopwatch, with_stopwatch_restarted

CONFIGURATIONS = 3000
"""More than so many are too many for digital clocks in a test."""

MANY = settings(max_examples=2 * settings.default.max_examples)
FEW = settings(max_examples=settings.default.max_examples // 3)
"""What follows where both engines agree needs fewer examples."""


def answers(question, **options) -> list[TimeBounds]:
    """The bounds for each time that the end is met."""
    timed, start, end, first, times = question
    asked = Question(timed, start, end, first=first, times=times, **options)
    return [asked.bounds(time) for time in range(1, times + 1)]


def figures(bounds: TimeBounds) -> tuple[bool, float | None, float | None]:
    """Whether the time begins, and its bounds."""
    return bounds.begins, bounds.least, inf if bounds.endless else bounds.most


@MANY
@given(questions)
def test_zones_and_digital_clocks_find_the_same_bounds(question):
    timed, start, end, first, times = question
    try:
        digital = Digital(timed, start, end, first, times, CONFIGURATIONS)
    except TooLarge:
        assume(False)
    for time, bounds in enumerate(answers(question, slicing=False), 1):
        assert not bounds.undecided
        assert figures(bounds) == (bool(digital.roots), digital.least(time), digital.most(time))


@FEW
@given(questions)
def test_each_extreme_has_an_execution_that_replays(question):
    timed, start, end, first, times = question
    asked = Question(timed, start, end, first=first, times=times, slicing=False)
    for time in range(1, times + 1):
        bounds = asked.bounds(time)
        found = [(asked.trace_of_least(time), bounds.least)] if bounds.least is not None else []
        found += [(asked.trace_of_most(time), bounds.most)] if bounds.most is not None or bounds.endless else []
        for trace, units in found:
            assert trace is not None
            assert objection(timed, trace) == ""
            assert units is None or trace.units == units


@FEW
@given(questions, st.integers(0, 12))
def test_a_time_has_an_execution_or_is_impossible(question, units):
    timed, start, end, first, _ = question
    try:
        digital = Digital(timed, start, end, first, 1, CONFIGURATIONS)
    except TooLarge:
        assume(False)
    trace = Question(timed, start, end, first=first, slicing=False).trace_of(units)
    assert (trace is not None) == digital.can_take(units)
    assert trace is None or (trace.units == units and objection(timed, trace) == "")


@FEW
@given(st.data(), questions)
def test_wider_intervals_never_narrow_a_bound(data, question):
    wider = (data.draw(widened(question[0])), *question[1:])
    for narrow, wide in zip(answers(question, slicing=False), answers(wider, slicing=False), strict=True):
        assert wide.begins >= narrow.begins
        assert narrow.least is None or (wide.least is not None and wide.least <= narrow.least)
        assert narrow.most is None or wide.endless or (wide.most or 0) >= narrow.most
        assert wide.endless or not narrow.endless


@FEW
@given(questions)
def test_bounds_are_multiplied_as_all_constants_are(question):
    timed, *rest = question
    for one, three in zip(answers(question), answers((scaled(timed, 3), *rest)), strict=True):
        begins, least, most = figures(one)
        assert figures(three) == (begins, least and 3 * least, most and 3 * most)


@FEW
@given(st.data(), questions)
def test_what_cannot_influence_a_question_changes_no_bound(data, question):
    timed, *rest = question
    watched = (data.draw(with_an_onlooker(timed)), *rest)
    whole = list(map(figures, answers(watched, slicing=False)))
    assert list(map(figures, answers(watched))) == whole == list(map(figures, answers(question, slicing=False)))


@FEW
@given(st.data(), questions)
def test_an_execution_of_a_slice_is_completed_to_one_of_the_whole(data, question):
    timed, start, end, first, _ = question
    watched = data.draw(with_an_onlooker(timed))
    asked = Question(watched, start, end, first=first)
    for trace, units in ((asked.trace_of_least(), asked.bounds().least), (asked.trace_of_most(), asked.bounds().most)):
        if units is not None and trace is not None:
            assert objection(watched, trace) == ""
            assert trace.units == units


@FEW
@given(questions)
def test_the_analysis_of_constants_changes_no_bound(question):
    assert list(map(figures, answers(question, analysis=False))) == list(map(figures, answers(question)))


@FEW
@given(questions)
def test_a_limit_leaves_open_what_it_cuts_and_nothing_else(question):
    for limited, whole in zip(answers(question, limits=Limits(zones=6)), answers(question), strict=True):
        if "begins" not in limited.undecided and limited.exact:
            assert limited.begins == whole.begins
            assert "least" in limited.undecided or limited.least == whole.least
            assert "most" in limited.undecided or (limited.most, bool(limited.endless)) == (
                whole.most,
                bool(whole.endless),
            )


@FEW
@given(questions)
def test_assumed_beginnings_give_bounds_that_contain_the_exact_ones(question):
    for assumed, exact in zip(answers(question, eager=0), answers(question), strict=True):
        assert assumed.begins >= exact.begins
        assert exact.least is None or (assumed.least is not None and assumed.least <= exact.least)
        assert exact.most is None or assumed.endless or (assumed.most or 0) >= exact.most
        assert assumed.endless or not exact.endless
        if assumed.exact:
            assert figures(assumed) == figures(exact)


def test_a_stopwatch_that_is_restarted_leaves_the_other_clock_as_it_was():
    running = constrained(delayed(with_stopwatch((0, -3, 5, 0), 2), 3, []), 3, [(1, 0, 7)])
    assert with_stopwatch_restarted(running, 3) == with_stopwatch((0, -3, 7, 0), 2)
