"""A model as text: predicates are definitions, names are identifiers, and the same Pod is the same text."""

import re

import pytest
from strategies import SCENARIOS

import podproof
from podproof.checker.export.definitions import Definition, Definitions
from podproof.checker.export.formats import FORMATS, MODELS
from podproof.checker.export.languages.identifiers import Identifiers
from podproof.checker.export.simplification import assuming, either, implies_other
from podproof.checker.formulas import And, Not, Or, atom, conjunction, disjunction, negation

DEFINED = {"promela": "#define {} (", "tla": "{} ==", "prism": "formula {} =", "murphi": "function {}(): boolean;"}
A, B, C, D, E = (atom(number, "yes") for number in range(5))


@pytest.fixture(scope="module", params=MODELS)
def model(request):
    """The language, and the model of a Pod with an init container in it."""
    return request.param, podproof.export(SCENARIOS["init-never"], request.param, faults="none")


def test_a_predicate_is_defined_once_with_its_meaning_and_rules(model):
    language, text = model
    for name in ("object_exists", "first_start_is_due"):
        (line,) = [line for line in text.splitlines() if line.startswith(DEFINED[language].format(name))]
        before = text[: text.index(f"\n{line}\n")].splitlines()[-1]
        assert re.search(r"[A-Z].*\. \[[\d. ]+\]", before)
        assert len(re.findall(rf"\b{name}\b", text)) > 1


def test_every_action_is_a_block_with_its_actor_and_rules(model):
    _, text = model
    assert "kubelet: starts (first) [3.12 3.13 3.14 4.4 4.10 5.3 5.9 5.10]" in text
    assert "kubelet: starts (app) [" in text


def test_no_line_is_much_wider_than_a_screen(model):
    _, text = model
    lines = [line for line in text.splitlines() if "vars ==" not in line and "VARIABLES" not in line]
    assert sorted(map(len, lines))[-len(lines) // 100] < 160


def test_a_truth_value_that_a_predicate_computes_is_a_number():
    text = podproof.export(SCENARIOS["hooks"], faults="none")
    assert not re.search(r"= True|-> True", text)


def test_every_format_has_a_suffix_of_its_own():
    assert len({each.suffix for each in FORMATS.values()}) == len(FORMATS)


def test_laws_can_be_chosen_by_name():
    text = podproof.export(SCENARIOS["single-never"], faults="none", laws=["never-means-once"])
    assert re.findall(r"^hidden byte (\w+);$", text, re.MULTILINE) == ["never_means_once"]


# Identifiers ---------------------------------------------------------------------------------------------------------


def test_different_names_are_different_identifiers_even_if_case_is_ignored():
    names = [("a-b", "c"), ("a", "b", "c"), ("A.b", "C"), ("a_b_c_2",), ("é", "c"), ("c",)]
    identifiers = list(map(Identifiers().identifier, names))
    assert identifiers == ["a_b_c", "a_b_c_2", "A_b_C_3", "a_b_c_2_2", "c", "c_2"]


@pytest.mark.parametrize("name", [("c", "code"), ("d", "step"), ("9", "times"), ("", ""), ("x" * 500, "end")])
def test_an_identifier_is_no_keyword_begins_with_a_letter_and_is_not_too_long(name):
    identifier = Identifiers(["c_code", "d_step"]).identifier(name)
    assert re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,125}", identifier)
    assert identifier not in ("c_code", "d_step")


# Formulas ------------------------------------------------------------------------------------------------------------


def defined(named, *roots):
    return Definitions({formula: Definition((name,), formula, "") for name, formula in named.items()}, roots)


def test_a_predicate_is_found_again_among_the_operands_that_it_was_joined_with():
    p, q = conjunction([A, B]), disjunction([D, E])
    found = defined({"p": p, "q": q}, conjunction([C, A, B, q]))
    body = found.body(conjunction([C, A, B, q]))
    assert isinstance(body, And)
    assert [found.names.get(each, each) for each in body.operands] == [("p",), C, ("q",)]
    assert [each.name for each in found.definitions] == [("p",), ("q",)]


def test_a_predicate_is_found_again_whatever_the_order_of_its_operands():
    found = defined({"p": conjunction([A, B])}, disjunction([conjunction([B, A]), C]))
    assert [each.name for each in found.definitions] == [("p",)]


def test_what_two_formulas_share_is_defined_once():
    shared = disjunction([conjunction([A, B]), conjunction([C, D])])
    found = defined({}, conjunction([shared, E]), negation(shared))
    assert [each.name for each in found.definitions] == [("shared", "1")]


def test_an_unused_predicate_is_not_defined():
    assert defined({"p": conjunction([A, B])}, conjunction([A, C])).definitions == []


def test_what_a_guard_says_is_not_said_again():
    simplified = assuming(conjunction([A, negation(B)]))
    assert simplified(conjunction([A, C])) is C
    assert simplified(disjunction([atom(0, "no"), B])) is False
    assert simplified(Not(B)) is True


def test_a_value_excludes_the_others():
    assert implies_other(conjunction([A, B]), 0, "no")
    assert implies_other(Or((A, negation(atom(0, "no")))), 0, "no")
    assert not implies_other(disjunction([A, B]), 0, "no")
    assert not implies_other(A, 0, "yes")


def test_a_formula_or_its_negation_is_true():
    assert either([A, B, negation(A)]) is True
    assert either([A, B]) is disjunction([A, B])
