"""The record of what test cases and recordings exercise equals what is measured now."""

import evidence
import pytest
from evidence import cases, lives, of_cases, of_lives, read, written
from recordings import VERSIONS

from podproof.checker.conformance.exercise import by_case, listening
from podproof.spec.kubernetes_tests import answer
from podproof.spec.pod import predicates

SAMPLE = 40
"""Of this many recordings one is measured again."""


def test_a_predicate_that_only_another_predicate_asks_is_heard():
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


def test_a_test_case_that_disagrees_exercises_nothing():
    (row,) = (row for _, row in cases() if row["id"] == "phase-003")
    assert by_case(row, answer, predicates).predicates
    assert by_case({**row, "expected": {"phase": "Failed"}}, answer, predicates) == (frozenset(), frozenset())


def test_a_test_case_about_a_probe_exercises_the_transitions_of_its_machine():
    (row,) = (row for _, row in cases() if row["id"] == "probe-031")
    assert "Readiness" in {each.machine for each in by_case(row, answer, predicates).transitions}


def test_the_record_of_test_cases_is_what_is_measured():
    assert read()[0] == of_cases()


@pytest.mark.parametrize("version", VERSIONS)
def test_the_record_of_recordings_is_what_is_measured(version):
    found, known = lives(version), read()[1][version]
    assert known.keys() == found.keys()
    names = list(found)[::SAMPLE]
    assert {name: known[name] for name in names} == of_lives({name: found[name] for name in names})


def test_the_document_is_written_as_it_is_read():
    assert written(*read()) == evidence.FOUND.read_text(encoding="utf-8")
