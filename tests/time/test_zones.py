"""Zones and digital clocks agree on random timed models."""

from digital import Digital, TooLarge
from hypothesis import assume, given
from random_timed import questions

from podproof.checker.engines.zones import Question

MOST = 4000


@given(questions)
def test_zones_and_digital_clocks_find_the_same_bounds(question):
    timed, start, end, first, times = question
    try:
        digital = Digital(timed, start, end, first, times, MOST)
    except TooLarge:
        assume(False)
    asked = Question(timed, start, end, first=first, times=times, slicing=False)
    for time in range(1, times + 1):
        bounds = asked.bounds(time)
        assert not bounds.undecided
        assert bounds.begins == bool(digital.roots)
        assert bounds.least == digital.least(time)
        kind, most = digital.most(time)
        assert (bounds.endless is not None, bounds.most) == (kind == "endless", most)
