"""Model checkers that we did not write count the same states and find the same laws violated."""

import other_checkers
import pytest
from other_checkers import CHECKERS, Answer, answer, identifier, spin, storm, tlc
from strategies import SCENARIOS

import podproof
from podproof.checker.cli.table import shown_by
from podproof.checker.exploration import Exploration, Options, explore
from podproof.spec.notation import Specification
from podproof.spec.pod.known_bugs import BUGS
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.state import Pod

HOSTILE = '*/ do :: "end" -- \\\n==== é } od; MODULE \x1b[2J'
"""A name that ends comments, texts and blocks."""

SMALL = SCENARIOS["single-never"]


def named(pod: Pod, name: str) -> Pod:
    """The Pod of one container, which and whose container have this name."""
    return pod._replace(name=name, members=tuple(each._replace(name=name) for each in pod.members))


def ours(pod: Pod, specification: Specification = LIFECYCLE) -> Exploration:
    return explore(specification, pod, Options(faults=frozenset(), liveness="weak-fairness"))


@pytest.fixture(scope="module")
def small() -> Exploration:
    return ours(SMALL)


@pytest.mark.parametrize("language", ["promela", "murphi", "prism"])
def test_another_checker_counts_the_same_and_violates_no_law_whatever_the_pod_is_called(language, small):
    other_checkers.need(language)
    found = CHECKERS[language](podproof.export(named(SMALL, HOSTILE), language, faults="none"))
    expected = answer(small)
    assert found._replace(reached=None) == Answer(291, 921, frozenset()) == expected._replace(reached=None)
    assert found.reached in (None, expected.reached)


def test_spin_reaches_the_situation_of_every_law(small):
    other_checkers.need("promela")
    assert spin(podproof.export(SMALL, faults="none"), situations=True).reached == answer(small).reached


@pytest.mark.parametrize(("language", "issue"), [("promela", "17011"), ("prism", "58711"), ("prism", "103625")])
def test_another_checker_violates_the_same_laws_when_a_known_bug_is_back(language, issue):
    other_checkers.need(language)
    (bug,) = [each for each in BUGS if each.issue == issue]
    pod = shown_by(bug)
    expected = answer(ours(pod, bug.specification))
    found = {"promela": spin, "prism": storm}[language](podproof.export(pod, language, faults="none", bug=issue))
    assert identifier(bug.law) in found.violated
    assert (found.states, found.violated) == (expected.states, expected.violated)


def test_tlc_counts_the_same_states_and_agrees_on_every_liveness_law(small):
    other_checkers.need("tla")
    fair = {each.law.name: each.fair for each in small.verdicts if each.law.kind == "leads_to" and each.fair}
    unfair = [name for name, outcome in fair.items() if outcome == "violated"]
    assert len(unfair) < len(fair)
    text = podproof.export(named(SMALL, HOSTILE), "tla", faults="none")
    assert tlc(text, lambda line: line.split()[-1] not in map(identifier, unfair)) == Answer(291, None, frozenset())
    alone = podproof.export(SMALL, "tla", faults="none", laws=unfair[:1])
    assert tlc(alone, lambda line: True).violated == {"PROPERTY"}
