"""The known bugs of Kubernetes are found again, and the catalog says which Pods of which versions they concern."""

from functools import cache

import pytest
from strategies import SCENARIOS

from podproof.checker.cli import main
from podproof.checker.exploration import Exploration, Options, explore
from podproof.checker.formulas import State, Value, evaluate
from podproof.checker.model import Model
from podproof.checker.properties import LeadsTo
from podproof.checker.reports.known_bugs import law_of
from podproof.checker.trace import Trace
from podproof.checker.verdict_table import expected_tables
from podproof.spec.manifest import read
from podproof.spec.pod.known_bugs import BEYOND, BUGS, bugs_of
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.state import NEWEST, OLDEST
from podproof.spec.pod.versions import Version

EDITED = [bug for bug in BUGS if not bug.expectation]
"""The bugs that are an edit of the specification."""

LEAVING_OUT = {"104531", "116676", "126543", "127793", "138889"}
"""The bugs that only leave something out: the steps to their violation are possible without them, too."""

ACTING = [bug for bug in EDITED if bug.issue not in LEAVING_OUT]
"""The bugs that do something wrong."""

MODELED = [bug for bug in EDITED if any(bug.affected.include(Version(minor)) for minor in range(OLDEST, NEWEST + 1))]
"""The bugs of versions that the specification describes."""

NEIGHBORS = ("single-onfailure", "probe-grace")
"""Small Pods of which some bugs concern one and some none."""

every_bug = pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.issue)
every_edited_bug = pytest.mark.parametrize("bug", EDITED, ids=lambda bug: bug.issue)


def faults_of(bug) -> frozenset[str]:
    """The classes of fault that the bug and its law need."""
    return frozenset({*bug.faults.split(), *law_of(bug).faults.split()})


@cache
def explored(issue: str, with_bug: bool = True) -> Exploration:
    """The exploration, with the bug or without it, of the Pod that shows it."""
    (bug,) = (bug for bug in BUGS if bug.issue == issue)
    (manifest,) = read([str(bug.manifest)], kubernetes=bug.kubernetes).pods
    options = Options(laws=(bug.law,), faults=faults_of(bug))
    return explore(bug.specification if with_bug else LIFECYCLE, manifest.pod, options)


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
    assert [verdict.outcome for verdict in explored(bug.issue).verdicts] == ["violated"]


@every_edited_bug
def test_the_law_holds_without_the_bug(bug):
    assert [verdict.outcome for verdict in explored(bug.issue, with_bug=False).verdicts] == ["holds"]


@every_bug
def test_the_counterexample_of_a_bug_is_most_plausible_and_ends_in_a_violation(bug):
    exploration = explored(bug.issue)
    (verdict,) = exploration.verdicts
    trace = exploration.trace(verdict.question)
    assert trace.minimality == "most plausible"
    if isinstance(verdict.question, LeadsTo):
        assert evaluate(verdict.question.when, trace.end) and not evaluate(verdict.question.goal, trace.end)
    else:
        assert evaluate(verdict.question, trace.end)


@pytest.mark.parametrize("bug", ACTING, ids=lambda bug: bug.issue)
def test_the_counterexample_of_a_bug_replays_with_the_bug_and_not_without_it(bug):
    exploration, true = explored(bug.issue), explored(bug.issue, with_bug=False)
    (verdict,) = exploration.verdicts
    trace, model = exploration.trace_of(verdict), exploration.compiled.model
    assert replays(trace, model, model)
    assert not replays(trace, model, true.compiled.model)


@every_edited_bug
def test_a_bug_changes_transitions_that_exist(bug):
    every = [(machine, each) for machine in LIFECYCLE.machines for each in machine.transitions]
    assert bug.changes or bug.predicates
    assert all(any(change.applies_to(machine, each) for machine, each in every) for change in bug.changes)


@pytest.mark.parametrize("bug", MODELED, ids=lambda bug: bug.issue)
def test_the_catalog_says_in_which_pods_a_bug_violates_its_law(bug):
    newest = max(minor for minor in range(OLDEST, NEWEST + 1) if bug.affected.include(Version(minor)))
    for name in NEIGHBORS:
        pod = SCENARIOS[name]._replace(kubernetes=newest)
        (verdict,) = explore(bug.specification, pod, Options(laws=(bug.law,), faults=faults_of(bug))).verdicts
        assert bug.violates_its_law_in(pod, faults_of(bug)) == (verdict.outcome == "violated"), name


def test_a_bug_strikes_only_if_its_faults_do():
    (bug,) = (bug for bug in BUGS if bug.issue == "137710")
    (manifest,) = read([str(bug.manifest)]).pods
    assert bug.violates_its_law_in(manifest.pod, LIFECYCLE.faults)
    assert not bug.violates_its_law_in(manifest.pod, LIFECYCLE.faults - {"sandbox"})


@pytest.mark.parametrize(
    ("version", "issues"),
    [
        (Version(21, 0), {"101064"}),
        (Version(21, 1), set()),
        (Version(22, 2), {"104531", "105358", "108594"}),
        (Version(22, 5), {"108594"}),
        (Version(31), {"126543", "127793", "137710"}),
        (Version(36), {"141155", "142305", "138889", "137710"}),
    ],
)
def test_a_version_has_the_bugs_of_its_patch(version, issues):
    unspecified = {"78733", "115817", "116410"}  # whole minor versions, without a known patch release that ends them
    assert {bug.issue for bug in bugs_of(version)} - unspecified == issues


def test_every_range_of_versions_can_be_read_and_says_on_what_it_rests():
    assert [bug.issue for bug in BUGS if not bug.source or not (bug.affected.ranges or not bug.versions)] == []


def test_each_issue_is_either_one_known_bug_or_beyond_the_model():
    issues = [*BEYOND, *(bug.issue for bug in BUGS)]
    assert len(issues) == len(set(issues))


def test_the_record_says_what_each_bug_breaks():
    recorded = expected_tables()["bugs"]
    assert [bug.issue for bug in BUGS if bug.law not in recorded[bug.issue]["laws"]["violated"]] == []


def test_explore_with_a_bug_exits_1_and_prints_the_counterexample(capsys):
    assert main(["explore", "--bug", "58711", "--law", "failed-is-final"]) == 1
    assert "publishes the status: Succeeded" in capsys.readouterr().out


def test_a_bug_that_every_version_has_is_shown_by_the_law_that_people_expect(capsys):
    assert main(["explore", "--bug", "123602", "--law", "every-restart-waits", "--faults", "none"]) == 1
    assert "A container starts again only after a back-off." in capsys.readouterr().out


def test_a_bug_beyond_the_model_is_refused_with_its_reason(capsys):
    assert main(["explore", "--bug", "105523"]) == 2
    assert "needs several Pods on a node" in capsys.readouterr().err


def test_an_unknown_bug_is_refused(capsys):
    assert main(["explore", "--bug", "58712"]) == 2
    assert "did you mean 58711?" in capsys.readouterr().err
