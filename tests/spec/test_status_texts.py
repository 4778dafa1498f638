"""Every text that kubectl prints in the column STATUS is understood."""

import pytest

import podproof
from podproof.spec.observation.status_texts import specified_texts

POSSIBLE = [
    "Evicted",
    "OOMKilled",
    "Init:0/2",
    "Init:OOMKilled",
    "NodeLost",
    "NodeShutdown",
    "OutOfmemory",
    "UnexpectedAdmissionError",
    "StartError",
    "NotReady",
    "SchedulingGated",
    "ExitCode:2",
    "Init:Signal:9",
    "ImageInspectError",
    "ErrImageNeverPull",
    "Init:InvalidImageName",
    "Init:Unknown",
    "SMTAlignmentError",
]


@pytest.mark.parametrize("text", POSSIBLE)
def test_a_text_of_the_status_column_is_understood_and_some_pod_shows_it(text):
    verdict = podproof.judge_phases([text])
    assert verdict.impossible is None


def test_the_smallest_pod_has_the_images_that_the_texts_are_about():
    texts = ["ErrImageNeverPull", "ErrImagePull", "Running"]
    assert podproof.judge_phases(texts).impossible is None
    assert podproof.judge_phases(["InvalidImageName", "ErrImageNeverPull"], faults="none").impossible is None


def test_a_container_whose_reason_is_unknown_shows_the_text_of_a_phase():
    assert podproof.judge_phases(["CrashLoopBackOff", "Unknown"]).impossible is None
    assert podproof.judge_phases(["Unknown"], faults="none").impossible == 0


def test_before_1_22_an_early_end_wipes_the_containers_and_its_reason_is_the_status():
    assert podproof.judge_phases(["Shutdown"], kubernetes="1.21").impossible is None
    assert podproof.judge_phases(["Shutdown"], kubernetes="1.36").impossible == 0


def test_a_text_that_nothing_prints_is_refused_with_the_nearest_one():
    assert specified_texts("OOMKiled") == ()
    with pytest.raises(podproof.UsageError, match="did you mean OOMKilled"):
        podproof.judge_phases(["OOMKiled"])


def test_without_faults_a_sequence_that_needs_one_is_impossible():
    lost = ["Running", "Failed", "Failed"]
    assert podproof.judge_phases(["Evicted"], faults="none").impossible == 0
    assert podproof.judge_phases(lost, faults="eviction").impossible is None
