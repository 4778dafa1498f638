"""Timed traces as bars over time."""

import pytest
from pictures import check_labels, check_svg

import podproof
from podproof.checker.diagrams import timed
from podproof.checker.gate.configuration import DEFAULT
from podproof.checker.gate.tables import BehaviorTable
from podproof.checker.rendering.pod_traces import time_taken, timed_trace_renderer

PROBED = """
apiVersion: v1
kind: Pod
metadata: {name: probed}
spec:
  containers:
  - name: app
    image: nginx:1.27
    imagePullPolicy: IfNotPresent
    command: [sleep, "600"]
    livenessProbe: {exec: {command: [check]}, periodSeconds: 5}
"""


@pytest.fixture(scope="module")
def answer():
    """The answer about the first restart of a container that hangs after 12 seconds."""
    (manifest,) = podproof.parse(PROBED)
    own = BehaviorTable(pull="0s", starts="0s", hangs="12s", exits="never", drains="never")
    times = podproof.time(manifest, configuration=DEFAULT._replace(containers=(own,)), ideal=True)
    return times, times.between("created", "Restarted")


@pytest.fixture(scope="module")
def drawn(answer):
    """The execution that takes the most time, as bars."""
    _, restart = answer
    trace = restart.duration.trace("most")
    return timed.history(timed_trace_renderer(restart.duration.compiled), restart.question, trace), trace


def test_the_bars_of_a_container_show_hang_and_grace_period_until_the_restart(drawn):
    pod, _ = drawn
    bars = {track.name: track.spans for track in pod.tracks}["app"]
    assert [span.kind for span in bars if span.end - span.start > 1] == ["Healthy", "Hanging", "Signalled"]
    assert bars[-1].end - bars[-1].start == 30


def test_each_result_of_the_probe_is_a_tick_at_its_moment(drawn):
    pod, trace = drawn
    ticks = {track.name: track.ticks for track in pod.tracks}["liveness probe"]
    assert [tick.is_good for tick in ticks][-3:] == [False, False, False]
    assert {tick.time for tick in ticks} <= {moment / timed.UNITS_PER_SECOND for moment in trace.moments}


def test_the_asked_span_takes_the_time_of_the_answer(answer, drawn):
    pod, _ = drawn
    asked = pod.tracks[0].spans[0]
    assert asked.end - asked.start == answer[1].most


def test_the_picture_is_self_contained_and_its_texts_do_not_overlap(answer, drawn):
    times, restart = answer
    check_svg(times.timeline(restart, "most"))
    check_labels(timed.draw(drawn[0], restart.question, drawn[1]))


def test_the_names_of_bars_have_room_in_a_font_that_is_a_quarter_wider(answer, drawn):
    canvas = timed.draw(drawn[0], answer[1].question, drawn[1])
    names = {track.name for track in drawn[0].tracks}
    bars = [label for label in canvas.labels if label.text in names and label.left < 200]
    assert len(bars) >= len(names)
    assert all(label.right - 1.25 * (label.right - label.left) >= 0 for label in bars)


def test_a_name_from_a_stranger_is_text_in_the_picture(answer, drawn):
    pod, trace = drawn
    canvas = timed.draw(pod._replace(name="<script>&\x1b"), answer[1].question, trace)
    check_svg(canvas.svg("x", "y"))
    assert "<script" not in canvas.svg("x", "y")


def test_an_execution_without_end_says_so_instead_of_a_time(drawn):
    _, trace = drawn
    endless = trace._replace(trace=trace.trace._replace(loop=2))
    assert time_taken("a → b", endless) == "a → b: no upper bound, as the last 2 steps repeat forever"


def test_there_is_no_picture_of_a_time_that_is_impossible(answer):
    times, restart = answer
    assert times.timeline(restart, restart.most + 1) is None


def test_the_axis_names_round_seconds_from_the_beginning_of_the_asked_time(drawn):
    axis = timed.SecondsAxis(drawn[0]._replace(began=-4.0, ended=87.0), 0, 910)
    assert [text for _, text in axis.labels] == [f"{number} s" for number in range(0, 90, 10)]
    assert axis.x(-4) == 0
    assert axis.x(87) == 910
