"""The conditions of findings use existing predicates over existing fields, and every predicate is used."""

import ast
import re
from inspect import getdoc, getmembers, getsource, isfunction
from string import Formatter

import pytest

from podproof.checker.gate.clock_questions import QUESTIONS
from podproof.spec.conditions import names
from podproof.spec.findings import FINDINGS, THRESHOLDS, declared, predicates
from podproof.spec.findings.behavior import BEHAVING, GUARDS
from podproof.spec.findings.facts import Facts, PodFacts
from podproof.spec.manifest.related import Related, Workload
from podproof.spec.notation import footprint
from podproof.spec.pod import durations
from podproof.spec.pod import predicates as pod_predicates
from podproof.spec.pod.state import Container, Pod
from podproof.spec.rules import rules

OWN = dict(
    getmembers(predicates, lambda each: isfunction(each) and each.__module__.startswith(f"{predicates.__name__}."))
)
DECLARED = dict(
    getmembers(declared, lambda predicate: isfunction(predicate) and predicate.__module__ == declared.__name__)
)
ABOUT_THE_POD = {*PodFacts._fields, *Workload._fields, *Related._fields, "owner", "file", "references", "containers"}
DECLARATIONS = {"declared", "declared_times"}
FIELDS = {*Pod._fields, *Container._fields, *Facts._fields, *ABOUT_THE_POD, *THRESHOLDS, "container", "index"}
FIELDS |= DECLARATIONS
DECIDING = [finding for finding in FINDINGS if finding.when]


def gaps(text):
    """The names that fill the gaps of a text."""
    return {re.split(r"[.\[]", name)[0] for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("finding", DECIDING, ids=lambda each: each.name)
def test_the_condition_of_a_finding_uses_predicates_over_the_configuration(finding):
    conditions = f"({finding.when}) and ({finding.info_when})" if finding.info_when else finding.when
    asked = [OWN.get(name) or getattr(pod_predicates, name) for name in names(conditions)]
    assert {field for predicate in asked for field in footprint(predicate)} <= FIELDS


@pytest.mark.parametrize("finding", DECIDING, ids=lambda each: each.name)
def test_a_finding_asks_the_model_in_predicates_of_the_specification(finding):
    assert [
        name for name in names(finding.reachable) + names(finding.never) if not hasattr(BEHAVING.predicates, name)
    ] == []
    assert [finding.reachable, finding.never, finding.clock].count("") >= 2


@pytest.mark.parametrize("finding", [each for each in FINDINGS if each.clock], ids=lambda each: each.name)
def test_a_finding_of_the_clock_asks_a_question_about_verdicts_that_exist(finding):
    assert finding.clock in QUESTIONS
    assert set(finding.verdicts.split()) <= {"broken", "depends"} and finding.verdicts


@pytest.mark.parametrize("finding", DECIDING, ids=lambda each: each.name)
def test_the_gaps_of_a_message_are_fields_and_predicates(finding):
    answered = {"verdict", "says"} if finding.clock else set()
    assert gaps(finding.message + finding.advice) <= FIELDS | set(OWN) | vars(durations).keys() | answered


def test_every_predicate_of_findings_is_used():
    conditions = " ".join(f"{each.when} {each.reachable} {each.never} {each.info_when} {each.at}" for each in FINDINGS)
    used = (
        set(re.findall(r"\w+", conditions))
        | set(GUARDS.values())
        | {name for each in FINDINGS for name in gaps(each.message + each.advice)}
    )
    calls = {
        node.func.id
        for predicate in (*OWN.values(), *DECLARED.values())
        for node in ast.walk(ast.parse(getsource(predicate)))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert {*OWN, *DECLARED} - used - calls == set()


@pytest.mark.parametrize("predicate", [*OWN.values(), *DECLARED.values()], ids=lambda predicate: predicate.__name__)
def test_a_predicate_of_findings_cites_existing_rules(predicate):
    cited = re.search(r"\[([\w. ]+)\]\Z", getdoc(predicate) or "")
    assert cited and set(cited[1].split()) <= rules().keys()
