"""What rows and recordings exercise is measured, and what is written down of it is what would be measured now."""

import evidence
import pytest
from evidence import lives, of_lives, of_rows, read, rows, written
from recordings import VERSIONS

from podproof.checker.conformance.exercise import by_row, listening
from podproof.spec.kubernetes_tests import answer
from podproof.spec.pod import predicates

SAMPLE = 40
"""Every so manieth recording is measured anew."""


def test_a_word_that_only_another_word_asks_is_heard():
    with listening(predicates) as heard:
        predicates.is_initialized(
            type(
                "Container",
                (),
                {
                    "kind": "sidecar",
                    "runtime": "Running",
                    "startup_probe": None,
                    "startup": "Success",
                    "post_start_hook": "Idle",
                },
            )
        )
    assert {"is_initialized", "has_started"} <= heard


def test_nothing_is_heard_afterwards():
    with listening(predicates) as heard:
        pass
    predicates.runs("Running")
    assert heard == set()


def test_a_row_that_disagrees_exercises_nothing():
    (row,) = (row for _, row in rows() if row["id"] == "phase-003")
    assert by_row(row, answer, predicates).predicates
    assert by_row({**row, "expected": {"phase": "Failed"}}, answer, predicates) == (frozenset(), frozenset())


def test_a_row_about_a_probe_exercises_the_transitions_of_its_machine():
    (row,) = (row for _, row in rows() if row["id"] == "probe-031")
    assert "Readiness" in {each.machine for each in by_row(row, answer, predicates).transitions}


def test_what_rows_exercise_is_written_down_as_it_is_measured():
    assert read()[0] == of_rows()


@pytest.mark.parametrize("version", VERSIONS)
def test_what_recordings_exercise_is_written_down_as_it_is_measured(version):
    found, known = lives(version), read()[1][version]
    assert known.keys() == found.keys()
    names = list(found)[::SAMPLE]
    assert {name: known[name] for name in names} == of_lives({name: found[name] for name in names})


def test_the_document_is_written_as_it_is_read():
    assert written(*read()) == evidence.FOUND.read_text(encoding="utf-8")
