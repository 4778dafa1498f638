"""Edited recordings that violate a rule which the API shows are rejected."""

import json

import pytest
from history import KINDS
from recordings import VERSIONS, histories, is_legal
from tampering import RECORD, shares

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
    """For each kind of edit how many are rejected in a few recordings."""
    return shares("v1.36.2", NAMES)


@pytest.mark.parametrize("kind", KINDS)
def test_every_edit_of_this_kind_is_rejected(sample, kind):
    assert sample[kind].made > 0
    assert sample[kind].rejected == sample[kind].made


@pytest.mark.parametrize("version", VERSIONS)
def test_the_record_counts_all_edits_of_all_recordings_and_nearly_all_are_rejected(version):
    kinds = json.loads(RECORD.read_text(encoding="utf-8"))[version]["kinds"]
    assert kinds.keys() == KINDS.keys()
    rejected, made = (sum(share[place] for share in kinds.values()) for place in (0, 1))
    assert rejected >= 0.99 * made > 0


def test_the_same_recordings_without_edits_are_legal():
    recorded = histories("v1.36.2")
    assert all(is_legal(recorded[name], VERSIONS["v1.36.2"]) for name in NAMES)
