"""The monitor has teeth: edits that break a rule which the API shows are rejected."""

import json

import pytest
from history import KINDS
from recordings import VERSIONS, histories, is_legal
from tampering import FOUND, shares

NAMES = [
    "crp-onfailure-in-never",
    "del-two-mixed",
    "init3-ok-never",
    "kr-running-startup-live",
    "sidecar-order-del",
    "single-exit0-always",
    "single-exit1-never",
    "two-exit0-run-never",
]
"""Recordings in which every kind of edit can be made."""


@pytest.fixture(scope="module")
def sample():
    """For each kind of edit how many were caught in a few recordings."""
    return shares("v1.36.2", NAMES)


@pytest.mark.parametrize("kind", KINDS)
def test_every_edit_of_this_kind_that_breaks_a_rule_is_rejected(sample, kind):
    assert sample[kind].made > 0
    assert sample[kind].caught == sample[kind].made


@pytest.mark.parametrize("version", VERSIONS)
def test_all_edits_of_all_recordings_were_counted_and_all_but_a_few_were_caught(version):
    found = json.loads(FOUND.read_text(encoding="utf-8"))[version]["kinds"]
    assert found.keys() == KINDS.keys()
    caught, made = (sum(share[place] for share in found.values()) for place in (0, 1))
    assert caught >= 0.99 * made > 0


def test_a_history_as_it_was_recorded_is_no_forgery():
    recorded = histories("v1.36.2")
    assert all(is_legal(recorded[name], VERSIONS["v1.36.2"]) for name in NAMES)
