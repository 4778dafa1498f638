"""The record of mutants: it is up to date, what it says of survivors is reviewed, and some of it is judged again."""

from collections import Counter

import pytest
from strategies import SCENARIOS

from podproof.checker.model import Bounds
from podproof.checker.mutation import Mutant, MutantJudge, record, transition_of
from podproof.checker.mutation.record import by_transition, digest, digest_of_law
from podproof.checker.mutation.workers import by_name
from podproof.checker.verdict_table import expected_tables
from podproof.spec.expected import reviewed
from podproof.spec.pod.laws import LAWS
from podproof.spec.pod.lifecycle import LIFECYCLE

RECORD = record.read()
SIZES = {name: each["states"] for name, each in expected_tables()["scenarios"].items()}

REPRESENTATIVES = {law: each.representative for law, each in RECORD.laws.items() if each.representative}
BY_SIZE = sorted((SIZES[each.scenario], law) for law, each in REPRESENTATIVES.items() if each.scenario in SIZES)
SMALLEST = {law: REPRESENTATIVES[law] for _, law in BY_SIZE[:12]}
"""The representatives on the smallest Pods: judging them again takes seconds."""


def mutants_of(transition: str) -> list[Mutant]:
    """The mutants of a transition."""
    return by_transition(by_name().values())[transition]


def test_the_record_has_the_mutants_of_every_transition():
    digests = {name: digest(each.name for each in those) for name, those in by_transition(by_name().values()).items()}
    assert {name: each.digest for name, each in RECORD.transitions.items()} == digests


@pytest.mark.parametrize("transition", ["Stop.kills Signalled→Idle", "Scheduling.schedules Unscheduled→Scheduled"])
def test_the_tally_of_a_transition_counts_each_of_its_mutants_once(transition):
    assert sum(RECORD.transitions[transition].tally) == len(mutants_of(transition))


def test_the_record_has_every_law_as_it_is():
    assert {name: each.digest for name, each in RECORD.laws.items()} == {law.name: digest_of_law(law) for law in LAWS}


def test_every_representative_is_a_mutant():
    assert {each.mutant for each in REPRESENTATIVES.values()} <= by_name().keys()


@pytest.mark.parametrize("law", SMALLEST)
def test_a_law_kills_its_representative(law):
    known = SMALLEST[law]
    pods = {known.scenario: SCENARIOS[known.scenario]}
    judge = MutantJudge(LIFECYCLE, pods, [each for each in LAWS if each.name == law], bounds=Bounds())
    assert judge(by_name()[known.mutant]).kills == ((law, known.outcome, known.scenario),)


def test_every_survivor_has_been_reviewed():
    reasons = Counter(map(transition_of, reviewed().survivors))
    assert {name: each.tally.survived for name, each in RECORD.transitions.items() if each.tally.survived} == reasons


def test_fewer_than_thirty_mutants_survive():
    assert RECORD.tally.survived < 30


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.name)
def test_every_law_alone_kills_a_mutant_or_has_its_reason_to_exist(law):
    known = REPRESENTATIVES.get(law.name)
    assert bool(known and known.alone) != (law.name in reviewed().laws)
