"""Recorded lives as bars over time."""

from pathlib import Path

import pytest
from pictures import check_labels, check_svg

from podproof.checker.diagrams import theme, timeline
from podproof.checker.diagrams.history import history
from podproof.spec.observation.recordings import Observed, recording

TRACES = sorted((Path(__file__).parents[1] / "reality" / "traces").glob("*.zst"))


@pytest.fixture(scope="module")
def lives():
    """The observations of each Pod of the recordings."""
    found: dict[tuple[str, str, str], list[Observed]] = {}
    for path in TRACES:
        with path.open("rb") as stream:
            for each in recording(stream):
                if isinstance(each, Observed):
                    found.setdefault((path.stem, each.pod.metadata.name, each.pod.metadata.uid), []).append(each)
    return found


def named(lives, name):
    return next(seen for (file, pod, _), seen in lives.items() if pod == name and file == "v1.36.2.jsonl")


def told(lives, name):
    return [(event.who, event.text) for event in history(named(lives, name)).events]


def test_every_recorded_life_has_a_timeline_in_which_no_two_texts_overlap(lives):
    assert len(lives) > 400
    for seen in lives.values():
        check_labels(timeline.drawn(history(seen)))


def test_the_bars_of_a_row_follow_on_one_another(lives):
    for seen in lives.values():
        life = history(seen)
        for track in life.tracks:
            for before, after in zip(track.spans, track.spans[1:], strict=False):
                assert before.start <= before.end <= after.start
            assert all(span.start >= life.began and span.end <= life.ended for span in track.spans)


def test_a_crash_loop_is_told_with_its_exits_and_restarts(lives):
    events = told(lives, "del-crashloop")
    assert events.index(("a", "starts again, restart 1")) < events.index(("a", "waits: CrashLoopBackOff"))
    assert events.index(("a", "waits: CrashLoopBackOff")) < events.index(("a", "starts again, restart 2"))
    assert events.count(("a", "exits, code 1")) == 3


def test_a_readiness_probe_that_fails_is_told_each_time(lives):
    events = told(lives, "ready-flap-ft3-st2")
    assert events.count(("a", "is not ready any more: its readiness probe fails")) == 3


def test_a_deletion_is_told_with_its_grace_and_the_kill_that_ends_it(lives):
    events = told(lives, "sidecar-order-del-ignoreterm")
    asked, over = events.index(("", "the Pod is deleted, grace 4 s")), events.index(("", "the grace period is over"))
    assert asked < over < events.index(("s1", "exits, code 137, killed by SIGKILL")) < len(events) - 1
    assert events[-1] == ("", "the object is gone")


def test_a_long_time_without_any_event_is_cut_short_and_the_picture_says_so(lives):
    text = timeline.svg(named(lives, "sidecar-crash-always"))
    assert "time left out" in text


def test_a_recording_without_times_of_its_own_is_drawn_by_the_times_in_the_status(lives):
    seen = [each._replace(time="") for each in named(lives, "del-crashloop")]
    assert ("a", "starts again, restart 2") in [(event.who, event.text) for event in history(seen).events]
    check_labels(timeline.drawn(history(seen)))


def test_a_timeline_needs_nothing_from_outside_and_is_drawn_twice_the_same(lives):
    seen = named(lives, "del-crashloop")
    check_svg(timeline.svg(seen))
    assert timeline.svg(seen) == timeline.svg(seen)


def test_the_page_of_a_timeline_has_every_event(lives):
    seen = named(lives, "del-crashloop")
    assert timeline.markdown(seen).count("\n| ") == len(history(seen).events) + 1


FILLED = (theme.PAPER, theme.GREY, theme.BLUE, theme.GREEN, theme.YELLOW, theme.RED, theme.PURPLE)
DEEP = (theme.DEEP_BLUE, theme.DEEP_GREEN, theme.DEEP_YELLOW, theme.DEEP_RED, theme.DEEP_PURPLE, theme.LINE)


@pytest.mark.parametrize("side", ["light", "dark"])
def test_text_and_lines_stand_out_from_what_is_behind_them(side):
    for paper in FILLED:
        assert theme.contrast(getattr(theme.INK, side), getattr(paper, side)) >= 4.5
    assert theme.contrast(getattr(theme.MUTED, side), getattr(theme.PAPER, side)) >= 4.5
    for line in DEEP:
        assert theme.contrast(getattr(line, side), getattr(theme.PAPER, side)) >= 3


def test_a_colour_stands_for_one_thing_on_each_side():
    assert len({colour.light for colour in theme.COLOURS.values()}) == len(theme.COLOURS)
