"""The known bugs of Kubernetes are found again."""

from functools import cache

import pytest
from strategies import SCENARIOS

from podproof.checker.cli import main
from podproof.checker.exploration import Exploration, Options, explore
from podproof.checker.model import Model, State, Value, evaluate
from podproof.checker.properties import LeadsTo
from podproof.checker.trace import Trace
from podproof.spec.pod.known_bugs import BEYOND, BUGS

ACTING = [bug for bug in BUGS if any(change.becomes or change.also for change in bug.changes)]
"""The bugs that do something wrong; the others only leave something out."""

every_bug = pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.issue)


@cache
def explored_with(issue: str) -> Exploration:
    """The exploration, with the bug, of the Pod that shows it."""
    (bug,) = (bug for bug in BUGS if bug.issue == issue)
    return explore(bug.specification, SCENARIOS[bug.scenario], Options(laws=(bug.law,)))


def verdict_on(exploration: Exploration, law: str):
    """The verdict on the law."""
    return next(verdict for verdict in exploration.verdicts if verdict.law.name == law)


def replays(trace: Trace, own: Model, other: Model) -> bool:
    """Whether the other model can take the steps of the trace, through states that are the same as in its own model."""
    actions = {(action.event, action.component): action for action in other.actions}
    state = other.initial
    for step in trace.steps:
        action = actions.get((step.action.event, step.action.component))
        after = None if action is None else other.successor(action, state)
        if after is None or not agree(named(other, after), named(own, step.state)):
            return False
        state = after
    return True


def named(model: Model, state: State) -> dict[str, Value]:
    """The values of a state by the names of the variables."""
    return {variable.name: value for variable, value in zip(model.variables, state, strict=True)}


def agree(one: dict[str, Value], other: dict[str, Value]) -> bool:
    """Whether both states agree on every variable that they share."""
    return all(one[name] == other[name] for name in one.keys() & other.keys())


@every_bug
def test_a_bug_violates_its_law(bug):
    assert verdict_on(explored_with(bug.issue), bug.law).outcome == "violated"


@every_bug
def test_the_law_holds_without_the_bug(decide, bug):
    assert decide(bug.scenario, bug.law).outcome == "holds"


@every_bug
def test_the_counterexample_of_a_bug_is_shortest_and_ends_in_a_violation(bug):
    exploration = explored_with(bug.issue)
    question = verdict_on(exploration, bug.law).question
    trace = exploration.trace(question)
    assert trace.shortest
    if isinstance(question, LeadsTo):
        assert evaluate(question.when, trace.end) and not evaluate(question.goal, trace.end)
    else:
        assert evaluate(question, trace.end)


@pytest.mark.parametrize("bug", ACTING, ids=lambda bug: bug.issue)
def test_the_counterexample_of_a_bug_replays_with_the_bug_and_not_without_it(explored, bug):
    exploration = explored_with(bug.issue)
    trace = exploration.trace_of(verdict_on(exploration, bug.law))
    model, true = exploration.compiled.model, explored(bug.scenario).compiled.model
    assert replays(trace, model, model)
    assert not replays(trace, model, true)


@every_bug
def test_a_bug_changes_transitions_that_exist(bug):
    every = [
        (machine, each)
        for machine in bug.specification.machines
        for each in bug.specification._replace(edit=None).transitions(machine)
    ]
    assert all(any(change.applies_to(machine, each) for machine, each in every) for change in bug.changes)


def test_each_issue_is_either_one_known_bug_or_beyond_the_model():
    issues = [*BEYOND, *(bug.issue for bug in BUGS)]
    assert len(issues) == len(set(issues))


def test_explore_with_a_bug_exits_1_and_prints_the_counterexample(capsys):
    assert main(["explore", "--bug", "58711", "--law", "failed-is-final"]) == 1
    assert "publishes the status: Succeeded" in capsys.readouterr().out


def test_a_bug_beyond_the_model_is_refused_with_its_reason(capsys):
    assert main(["explore", "--bug", "105523"]) == 2
    assert "needs several Pods on a node" in capsys.readouterr().err


def test_an_unknown_bug_is_refused(capsys):
    assert main(["explore", "--bug", "58712"]) == 2
    assert "did you mean 58711?" in capsys.readouterr().err
