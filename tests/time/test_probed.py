"""The questions that people ask, of a model whose answers are known: a probe, a hang, a stop signal and its grace."""

import pytest
from probed import FAILS, HANGS, KILLS, PROCESS, PUBLISHES, SIGNALS, STARTS, STOP, SUCCEEDS, probed

from podproof.checker.engines.timed_run import objection
from podproof.checker.engines.zones import Limits, Question
from podproof.checker.formulas import atom
from podproof.checker.timed_model import Timing
from podproof.checker.trace import TimedTrace

KILLED = atom(PROCESS, "killed")


def bounds(start, end, timed=None, **options):
    """The least and the most time between two situations."""
    answer = Question(timed or probed(), start, end, **options).bounds()
    return answer.least, answer.most


def events(trace: TimedTrace) -> list[tuple[int, str]]:
    """The moments of a trace, in seconds, and their events."""
    return [(moment // 10, step.action.event) for step, moment in zip(trace.trace.steps, trace.moments, strict=True)]


def test_the_time_from_creation_to_the_kill_adds_up():
    # 0 to 4 s to start; the first bad result at 30 s, where the hang may come first, or at 40 s; then two more.
    assert bounds(None, KILLED) == (300 + 200 + 300, 40 + 400 + 200 + 10 + 300)


def test_a_hang_is_found_after_threshold_minus_one_periods_at_the_earliest_and_threshold_periods_at_the_latest():
    found = frozenset({SIGNALS})
    anytime = Timing()
    assert bounds(frozenset({HANGS}), found, probed(100, 3, anytime)) == (200, 300 + 10)
    assert bounds(frozenset({HANGS}), found, probed(50, 4, anytime)) == (150, 200 + 10)


def test_a_time_between_the_extremes_has_a_trace_unless_the_grid_of_the_probe_excludes_it():
    timed = probed()
    question = Question(timed, None, KILLED)
    for possible in (800, 843, 850, 900, 950):
        trace = question.trace_of(possible)
        assert trace is not None
        assert objection(timed, trace) == ""
        assert trace.units == possible
        assert [event for _, event in events(trace)].count("fails") == 3
    assert [question.trace_of(impossible) for impossible in (799, 851, 870, 951)] == [None] * 4


def test_a_situation_that_is_left_open_has_no_upper_bound_and_names_what_is_not_declared():
    question = Question(probed(hang=Timing()), None, KILLED)
    answer = question.bounds()
    assert (answer.least, answer.most) == (600, None)
    assert answer.endless is not None
    assert answer.endless.unforced == {HANGS}
    trace = question.trace_of_most()
    assert trace is not None
    assert [event for _, event in events(trace)][-1] == "succeeds"
    assert trace.trace.loop == 1


def test_a_wait_without_end_is_an_execution_that_stays_where_it_is():
    timed = probed()
    timed = timed._replace(timings=(*timed.timings[:KILLS], Timing(), timed.timings[PUBLISHES]))
    question = Question(timed, frozenset({SIGNALS}), KILLED)
    answer = question.bounds()
    assert (answer.least, answer.most) == (0, None)
    assert answer.endless is not None
    assert answer.endless.unforced == {KILLS}
    trace = question.trace_of_most()
    assert trace is not None
    assert trace.trace.loop == 0
    assert objection(timed, trace) == ""


def test_an_end_that_cannot_be_met_has_no_bounds_and_a_start_that_cannot_be_met_does_not_begin():
    never = Question(probed(), KILLED, frozenset({STARTS})).bounds()
    assert (never.begins, never.least, never.most) == (True, None, None)
    assert not Question(probed(), atom(STOP, "nothing"), KILLED).bounds().begins


def test_the_end_is_met_as_often_as_is_asked():
    question = Question(probed(), frozenset({STARTS}), frozenset({SUCCEEDS, FAILS}), times=4)
    assert [question.bounds(time)[1:3] for time in range(1, 5)] == [(100, 100), (200, 200), (300, 300), (400, 400)]


def test_only_the_first_start_counts_if_that_is_asked():
    healthy = frozenset({SUCCEEDS})
    assert bounds(healthy, frozenset({HANGS})) == (0, 200)
    assert bounds(healthy, frozenset({HANGS}), first=True) == (200, 200)


def test_what_nothing_depends_on_is_left_out_of_the_search_but_happens_in_time_in_the_trace():
    timed = probed()
    question = Question(timed, None, KILLED)
    assert question.cone.model.actions[PUBLISHES].guard is False
    trace = question.trace_of_least()
    assert trace is not None
    assert events(trace)[:2] == [(0, "starts"), (1, "publishes")]
    assert objection(timed, trace) == ""


@pytest.mark.parametrize(
    ("limits", "why"), [(Limits(states=3), "3 states"), (Limits(zones=4), "4 zones"), (Limits(seconds=0), "0 seconds")]
)
def test_a_limit_is_named_where_it_leaves_a_question_open(limits, why):
    question = Question(probed(), None, KILLED, limits=limits)
    assert set(question.bounds().undecided.values()) <= {why}


def faulty(trace: TimedTrace, position: int, units: int) -> TimedTrace:
    """The trace with one moment changed."""
    moments = list(trace.moments)
    moments[position] += units
    return trace._replace(moments=tuple(moments))


def test_an_execution_that_is_late_early_or_out_of_order_is_rejected():
    timed = probed()
    trace = Question(timed, None, KILLED).trace_of(843)
    assert trace is not None
    assert objection(timed, trace) == ""
    last = len(trace.moments) - 1
    assert "since the signal is 299, not 300" in objection(timed, faulty(trace, last, -1))
    assert "kills must happen until" in objection(timed, faulty(trace, last, 1))
    assert "the step before it" in objection(timed, faulty(trace, last, -1000))
    shorter = trace._replace(trace=trace.trace._replace(steps=trace.trace.steps[1:]), moments=trace.moments[1:])
    assert "it is not enabled" in objection(timed, shorter)
    steps = trace.trace.steps
    skipped = trace._replace(
        trace=trace.trace._replace(steps=(*steps[:2], *steps[3:])), moments=(*trace.moments[:2], *trace.moments[3:])
    )
    assert "must happen until" in objection(timed, skipped)
