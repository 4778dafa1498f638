"""A model that forgets variables can do all that the whole model can: its bounds contain those of the whole one."""

from math import inf

from hypothesis import assume, given
from hypothesis import strategies as st
from random_timed import questions

from podproof.checker.engines.zones import Question
from podproof.checker.engines.zones.forgetting import forgetting, spoken_of


def bounds(timed, start, end, first):
    """Whether it begins, the least time (infinite if it never ends), and the most."""
    found = Question(timed, start, end, first=first, slicing=False).bounds()
    endless = found.endless is not None
    return found.begins, inf if found.least is None else found.least, inf if endless else found.most or 0


@given(questions, st.integers(0, 2))
def test_what_a_coarser_model_answers_contains_what_the_model_answers(question, forgotten):
    timed, start, end, first, _ = question
    assume(forgotten not in spoken_of(timed, start) | spoken_of(timed, end))
    coarser = forgetting(timed, frozenset({forgotten}))
    asked = [None if each is None else coarser.situation(each) for each in (start, end)]
    begins, least, most = bounds(timed, start, end, first)
    may_begin, least_of_coarser, most_of_coarser = bounds(coarser.timed, *asked, first)
    assert begins <= may_begin
    if begins:
        assert least_of_coarser <= least
        assert most <= most_of_coarser
