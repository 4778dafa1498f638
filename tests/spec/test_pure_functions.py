"""Predicates and arithmetic are pure, read only what they name, cite their rules, and are asked."""

import re
from pathlib import Path
from types import ModuleType
from typing import Annotated, get_args, get_origin

import lint
import pytest
from specified import ARITHMETIC, PREDICATES, conditions, every_transition

from podproof.spec import findings, kubernetes_tests, observation
from podproof.spec.conditions import names
from podproof.spec.pod import durations, kubectl, predicates
from podproof.spec.pod.state import Container, ContainerState, Pod, PodState
from podproof.spec.rules import numbers_cited

UNIT_TESTS = Path(kubernetes_tests.__path__[0])
FIELDS = {*Pod._fields, *PodState._fields, *Container._fields, *ContainerState._fields}
NAMES = {*FIELDS, "index", "container", "containers"} - {"members"}

every_predicate = pytest.mark.parametrize("predicate", PREDICATES.values(), ids=lambda predicate: predicate.__name__)
every_arithmetic = pytest.mark.parametrize("function", ARITHMETIC.values(), ids=lambda function: function.__name__)
every_function = pytest.mark.parametrize(
    "function", (PREDICATES | ARITHMETIC).values(), ids=lambda function: function.__name__
)


@every_predicate
def test_a_predicate_reads_only_its_parameters_and_other_predicates(predicate):
    assert list(lint.purity(predicate, predicates)) == []


@every_arithmetic
def test_arithmetic_reads_only_its_parameters_predicates_durations_and_other_arithmetic(function):
    both = ModuleType("both")
    vars(both).update(PREDICATES | ARITHMETIC | lint.functions_in(durations))
    assert list(lint.purity(function, both)) == []


@pytest.mark.parametrize(
    "predicate", sorted({name for text in conditions() for name in names(text)} & PREDICATES.keys())
)
def test_a_predicate_in_a_condition_reads_only_fields_of_the_pod(predicate):
    assert list(lint.reads_known_fields(PREDICATES[predicate], NAMES)) == []


@every_function
def test_a_predicate_has_a_one_line_docstring_that_ends_with_its_rules(function):
    assert re.fullmatch(r"[A-Z].*\. \[.*\]", function.__doc__ or "")
    assert numbers_cited(function.__doc__ or "")


def test_every_predicate_is_asked_by_more_than_rows_of_unit_tests():
    used = {name for text in conditions() for name in names(text)}
    used |= {to.__name__ for _, transition in every_transition() for to in transition.changes.values() if callable(to)}
    used |= {get_args(hint)[1] for hint in ContainerState.__annotations__.values() if get_origin(hint) is Annotated}
    for reader in (kubectl, observation, findings):
        path = Path(reader.__file__)
        files = path.parent.glob("*.py") if path.name == "__init__.py" else [path]
        used |= {name for file in files for name in re.findall(r"\w+", file.read_text(encoding="utf-8"))}
    assert sorted(PREDICATES.keys() - with_callees(used & PREDICATES.keys(), PREDICATES)) == []


def test_all_arithmetic_is_asked_by_rows_of_unit_tests():
    texts = [path.read_text(encoding="utf-8") for path in UNIT_TESTS.glob("*.py")]
    used = {name for text in texts for name in re.findall(r"arithmetic\.(\w+)", text)}
    assert sorted(ARITHMETIC.keys() - with_callees(used & ARITHMETIC.keys(), ARITHMETIC)) == []


def test_arithmetic_and_predicates_have_different_names():
    assert ARITHMETIC.keys() & PREDICATES.keys() == set()


def with_callees(named: set[str], functions) -> set[str]:
    """These functions, and all that they call."""
    found, new = set(), set(named)
    while new:
        found |= new
        new = {each for name in new for code in lint.codes(functions[name].__code__) for each in code.co_names}
        new = new & functions.keys() - found
    return found
