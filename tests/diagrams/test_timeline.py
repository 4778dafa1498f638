"""Recorded Pods as bars over time."""

from pathlib import Path

import pytest
from pictures import check_labels, check_svg

from podproof.checker.diagrams import theme, timeline
from podproof.checker.diagrams.history import history
from podproof.spec.observation.entries import Observed
from podproof.spec.observation.recordings import entries

TRACES = sorted((Path(__file__).parents[1] / "reality" / "traces").glob("*.zst"))


@pytest.fixture(scope="module")
def recorded():
    """The observations of each Pod of the recordings."""
    observations: dict[tuple[str, str, str], list[Observed]] = {}
    for path in TRACES:
        with path.open("rb") as stream:
            for each in entries(stream):
                if isinstance(each, Observed):
                    observations.setdefault((path.stem, each.pod.metadata.name, each.pod.metadata.uid), []).append(each)
    return observations


def named(recorded, name):
    return next(each for (file, pod, _), each in recorded.items() if pod == name and file == "v1.36.2.jsonl")


def events_of(recorded, name):
    return [(event.container, event.text) for event in history(named(recorded, name)).events]


def test_every_recorded_pod_has_a_timeline_without_overlapping_texts(recorded):
    assert len(recorded) > 400
    for seen in recorded.values():
        check_labels(timeline.draw(history(seen)))


def test_the_bars_of_a_row_follow_one_another(recorded):
    for seen in recorded.values():
        pod = history(seen)
        for track in pod.tracks:
            for before, after in zip(track.spans, track.spans[1:], strict=False):
                assert before.start <= before.end <= after.start
            assert all(span.start >= pod.began and span.end <= pod.ended for span in track.spans)


def test_a_crash_loop_has_its_exits_and_restarts(recorded):
    events = events_of(recorded, "del-crashloop")
    assert events.index(("a", "starts again, restart 1")) < events.index(("a", "waits: CrashLoopBackOff"))
    assert events.index(("a", "waits: CrashLoopBackOff")) < events.index(("a", "starts again, restart 2"))
    assert events.count(("a", "exits, code 1")) == 3


def test_each_failure_of_a_readiness_probe_is_an_event(recorded):
    events = events_of(recorded, "ready-flap-ft3-st2")
    assert events.count(("a", "is no longer ready: its readiness probe fails")) == 3


def test_a_deletion_has_its_grace_period_and_the_sigkill_at_its_end(recorded):
    events = events_of(recorded, "sidecar-order-del-ignoreterm")
    asked, over = events.index(("", "the Pod is deleted, grace 4 s")), events.index(("", "the grace period is over"))
    assert asked < over < events.index(("s1", "exits, code 137, killed by SIGKILL")) < len(events) - 1
    assert events[-1] == ("", "the object is removed")


def test_the_picture_says_where_a_long_time_without_events_is_cut_short(recorded):
    text = timeline.svg(named(recorded, "sidecar-crash-always"))
    assert "time left out" in text


def test_a_recording_without_times_is_drawn_by_the_times_in_the_status(recorded):
    seen = [each._replace(time="") for each in named(recorded, "del-crashloop")]
    assert ("a", "starts again, restart 2") in [(event.container, event.text) for event in history(seen).events]
    check_labels(timeline.draw(history(seen)))


def test_a_timeline_is_self_contained_and_the_same_recording_is_drawn_the_same(recorded):
    seen = named(recorded, "del-crashloop")
    check_svg(timeline.svg(seen))
    assert timeline.svg(seen) == timeline.svg(seen)


def test_the_page_of_a_timeline_has_every_event(recorded):
    seen = named(recorded, "del-crashloop")
    assert timeline.markdown(seen).count("\n| ") == len(history(seen).events) + 1


FILLED = (theme.PAPER, theme.GREY, theme.BLUE, theme.GREEN, theme.YELLOW, theme.RED, theme.PURPLE)
DEEP = (theme.DEEP_BLUE, theme.DEEP_GREEN, theme.DEEP_YELLOW, theme.DEEP_RED, theme.DEEP_PURPLE, theme.LINE)


@pytest.mark.parametrize("side", ["light", "dark"])
def test_text_and_lines_have_enough_contrast(side):
    for paper in FILLED:
        assert theme.contrast(getattr(theme.INK, side), getattr(paper, side)) >= 4.5
    assert theme.contrast(getattr(theme.MUTED, side), getattr(theme.PAPER, side)) >= 4.5
    for line in DEEP:
        assert theme.contrast(getattr(line, side), getattr(theme.PAPER, side)) >= 3


def test_a_color_stands_for_one_thing_on_each_side():
    assert len({color.light for color in theme.COLORS.values()}) == len(theme.COLORS)
