"""`podproof.judge` gives a verdict on each Pod of a recording; what cannot be read raises an error at the end."""

from pathlib import Path

import pytest

import podproof

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"


def test_a_legal_history_has_a_trace_and_no_diagnosis():
    (verdict,) = podproof.judge(EXAMPLES / "job.jsonl")
    assert verdict.legal and verdict.diagnosis() is None
    trace = verdict.trace()
    assert trace is not None and trace.observations


def test_an_illegal_history_has_a_diagnosis():
    (verdict,) = podproof.judge(EXAMPLES / "impossible.jsonl")
    assert not verdict.legal and verdict.illegal is not None
    assert verdict.diagnosis() is not None


def test_damage_is_reported_after_the_verdicts(tmp_path):
    recording = tmp_path / "recording.jsonl"
    recording.write_bytes((EXAMPLES / "job.jsonl").read_bytes() + b'{"type": "MOD')
    verdicts = podproof.judge(recording)
    assert next(verdicts).legal
    with pytest.raises(podproof.RecordingError, match=r"recording\.jsonl:"):
        list(verdicts)


def test_a_missing_recording_is_an_error():
    with pytest.raises(podproof.RecordingError, match="No such file"):
        list(podproof.judge("nowhere.jsonl"))


def test_a_sequence_of_phases_is_possible_or_has_a_first_impossible_one():
    assert podproof.judge_phases(["Pending", "Running", "Succeeded"]).impossible is None
    assert podproof.judge_phases(["Pending", "Running", "Failed", "Running"]).impossible == 3
    with pytest.raises(podproof.UsageError, match="did you mean Running"):
        podproof.judge_phases(["Runing"])
