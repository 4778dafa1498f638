"""The record of all mutants, `docs/mutants.json`, as `python -m checker mutate --killers 2 --format json` writes it."""

import json
import random
from pathlib import Path

import pytest

from podproof.checker.cli.mutate import SCENARIOS, Asked
from podproof.checker.mutation import mutants
from podproof.checker.reports import mutants as report
from podproof.spec.expected import reviewed
from podproof.spec.pod.laws import LAWS
from podproof.spec.pod.lifecycle import LIFECYCLE

DOCUMENT = json.loads(Path(__file__).parents[2].joinpath("docs", "mutants.json").read_text(encoding="utf-8"))
RECORDED = {each.name: each for each in report.judgements(DOCUMENT)}
ALONE = report.killed_alone(list(RECORDED.values()))
MUTANTS = {mutant.name: mutant for mutant in mutants(LIFECYCLE)}

SAMPLE = random.Random(11).sample(sorted(MUTANTS), 40)
"""Mutants that are judged again in each run of the tests, by lot; all of them take minutes."""


@pytest.fixture(scope="module")
def judge():
    """Who judges, with the Pods and laws of the record."""
    return Asked(list(SCENARIOS), [], DOCUMENT["killers"]).judge()


def test_every_mutant_is_in_the_record():
    assert list(RECORDED) == list(MUTANTS)


def test_the_record_was_made_with_all_laws():
    assert DOCUMENT["laws"] == [law.name for law in LAWS]


@pytest.mark.parametrize("name", SAMPLE)
def test_a_mutant_is_found_by_the_recorded_laws_or_its_survival_has_been_reviewed(judge, name):
    judgement = judge(MUTANTS[name])
    assert judgement.kills == RECORDED[name].kills
    assert judgement.status != "survived" or name in reviewed().survivors


def test_every_survivor_has_been_reviewed():
    assert {name for name, each in RECORDED.items() if each.status == "survived"} == reviewed().survivors.keys()


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.name)
def test_every_law_alone_kills_a_mutant_or_has_its_reason_to_exist(law):
    assert (law.name in ALONE) != (law.name in reviewed().laws)
