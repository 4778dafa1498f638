"""The record of what test cases and recordings cover equals what is measured now."""

import evidence
import pytest
from covered import by_case, recorded_calls
from evidence import ONE_IN, cases, document, of_cases, of_recording, read
from recordings import VERSIONS, histories

from podproof.spec.kubernetes_tests import answer
from podproof.spec.pod import predicates

SAMPLE = 40
"""Of this many recordings one is measured again."""


def test_a_predicate_that_only_another_predicate_asks_is_recorded():
    with recorded_calls(predicates) as called:
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
    assert {"is_initialized", "has_started"} <= called


def test_calls_are_recorded_only_in_their_context():
    with recorded_calls(predicates) as called:
        pass
    predicates.runs("Running")
    assert called == set()


def test_a_test_case_that_disagrees_covers_nothing():
    (case,) = (case for _, case in cases() if case["id"] == "phase-003")
    assert by_case(case, answer, predicates).predicates
    assert by_case({**case, "expected": {"phase": "Failed"}}, answer, predicates) == (frozenset(), frozenset())


def test_a_test_case_about_a_probe_covers_the_transitions_of_its_machine():
    (case,) = (case for _, case in cases() if case["id"] == "probe-031")
    assert "Readiness" in {each.machine for each in by_case(case, answer, predicates).transitions}


def test_the_record_of_test_cases_is_what_is_measured():
    assert read()[0] == of_cases()


@pytest.mark.parametrize("version", VERSIONS)
def test_the_record_of_recordings_is_what_is_measured(version):
    recorded, measured = read()[1][version], of_recording(version, SAMPLE)
    assert list(recorded) == list(histories(version))[::ONE_IN]
    assert {name: recorded[name] for name in measured} == measured


def test_the_document_is_written_as_it_is_read():
    assert document(*read()) == evidence.RECORD.read_text(encoding="utf-8")
