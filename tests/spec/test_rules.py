"""Every numbered rule is formalized, stated in detail by others, or says why not, and nothing cites an unknown rule."""

from itertools import pairwise

from podproof.checker.reports.traceability import formalization
from podproof.spec.kubernetes_tests import arithmetic
from podproof.spec.observation.number_checks import CHECKS, LAWS, ORDER_LAWS, RESTART_LAWS
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.rules import rules, sections

FORMAL = formalization(LIFECYCLE, CHECKS, arithmetic)


def position(number):
    """The position of a rule: its section, its number, its letter."""
    section, _, rest = number.partition(".")
    digits = rest.rstrip("abcdefghijkl")
    return (int(section), int(digits), rest) if digits else (99, int(section[1:]), "")


def test_every_rule_that_is_cited_exists():
    assert FORMAL.cited - set(rules()) == set()


def test_every_rule_is_cited_or_says_why_not():
    silent = {each.number for each in rules().values() if not (each.details or each.not_formalized)}
    assert silent - FORMAL.cited == set()


def test_no_rule_that_says_why_it_is_not_formalized_is_cited():
    excluded = {each.number for each in rules().values() if each.not_formalized}
    assert excluded & FORMAL.cited == set()


def test_every_rule_that_states_another_one_in_detail_exists_and_is_cited():
    detailed = {number for each in rules().values() for number in each.details.split()}
    assert detailed - FORMAL.cited == set()


def test_everything_that_formalizes_cites_a_rule():
    assert [
        (kind, name) for kind, citing in FORMAL._asdict().items() for name, cites in citing.items() if not cites
    ] == []


def test_rules_are_numbered_in_order_without_a_gap():
    numbers = [position(each.number) for section in sections() for each in section.rules]
    assert numbers == sorted(numbers)
    assert all(one[0] != other[0] or other[1] - one[1] in (0, 1) for one, other in pairwise(numbers))


def test_every_rule_is_complete_and_has_a_known_basis():
    assert all(each.text.endswith((".", ").")) and each.basis in "RDIK" for each in rules().values())


def test_every_law_that_a_check_of_numbers_names_exists():
    named = {*LAWS.values(), *ORDER_LAWS.values(), *RESTART_LAWS.values()}
    assert named <= {law.name for law in LIFECYCLE.laws}
    assert LAWS.keys() <= CHECKS.keys()
