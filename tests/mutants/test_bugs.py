"""Bugs that Kubernetes had are found again."""

from functools import cache

import pytest
from strategies import SCENARIOS

from podproof.checker.cli import main
from podproof.checker.exploration import Exploration, explore
from podproof.spec.pod.known_bugs import BEYOND, BUGS
from podproof.spec.pod.laws import LAWS

every_bug = pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.issue)


@cache
def explored_with(issue: str) -> Exploration:
    """The Pod that shows the bug, explored with it."""
    (bug,) = (bug for bug in BUGS if bug.issue == issue)
    return explore(bug.specification, SCENARIOS[bug.scenario])


def verdict_on(exploration: Exploration, law: str):
    """What became of the law."""
    return next(verdict for verdict in exploration.verdicts if verdict.law.name == law)


@every_bug
def test_a_bug_breaks_the_law_that_is_named_for_it(bug):
    assert verdict_on(explored_with(bug.issue), bug.law).outcome == "violated"


@every_bug
def test_the_law_holds_without_the_bug(explored, bug):
    assert verdict_on(explored(bug.scenario), bug.law).outcome == "holds"


@every_bug
def test_a_bug_is_told_by_its_shortest_trace(bug):
    exploration = explored_with(bug.issue)
    assert exploration.trace_of(verdict_on(exploration, bug.law)).shortest


@every_bug
def test_a_bug_changes_rules_that_there_are(bug):
    every = [
        (machine, rule)
        for machine in bug.specification.machines
        for rule in bug.specification._replace(edit=None).transitions(machine)
    ]
    assert all(any(change.applies_to(machine, rule) for machine, rule in every) for change in bug.changes)


def test_at_least_fifteen_historic_bugs_are_found():
    assert len({bug.issue for bug in BUGS}) >= 15


def test_what_is_beyond_the_model_is_not_claimed_to_be_found():
    assert not BEYOND.keys() & {bug.issue for bug in BUGS}


def test_the_laws_that_find_bugs_are_laws():
    assert {bug.law for bug in BUGS} <= {law.name for law in LAWS}


def test_explore_with_a_bug_exits_one_and_tells_the_trace(capsys):
    assert main(["explore", "--bug", "58711", "--law", "failed-is-final"]) == 1
    assert "publishes the status: Succeeded" in capsys.readouterr().out


def test_a_bug_beyond_the_model_is_refused_with_its_reason(capsys):
    assert main(["explore", "--bug", "105523"]) == 2
    assert "needs several Pods on a node" in capsys.readouterr().err


def test_an_unknown_bug_is_refused(capsys):
    assert main(["explore", "--bug", "58712"]) == 2
    assert "did you mean 58711?" in capsys.readouterr().err
