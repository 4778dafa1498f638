"""Every numbered rule is formalised, told by others or beyond the specification, and nothing cites another one."""

from itertools import pairwise

from podproof.checker.reports.traceability import formalisation
from podproof.spec.kubernetes_tests import arithmetic
from podproof.spec.observation.exact import CHECKS
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.rules import rules, sections

FORMAL = formalisation(LIFECYCLE, CHECKS, arithmetic)


def place(number):
    """Where a rule stands: its section, then its number, then its letter."""
    section, _, rest = number.partition(".")
    digits = rest.rstrip("abcdefghijkl")
    return (int(section), int(digits), rest) if digits else (99, int(section[1:]), "")


def test_every_rule_that_is_cited_exists():
    assert FORMAL.cited - set(rules()) == set()


def test_every_rule_is_cited_or_says_why_not():
    silent = {each.number for each in rules().values() if not (each.see or each.beyond)}
    assert silent - FORMAL.cited == set()


def test_no_rule_that_is_beyond_the_specification_is_cited():
    beyond = {each.number for each in rules().values() if each.beyond}
    assert beyond & FORMAL.cited == set()


def test_every_rule_that_tells_another_one_in_detail_exists_and_is_cited():
    told = {number for each in rules().values() for number in each.see.split()}
    assert told - FORMAL.cited == set()


def test_everything_that_formalises_cites_a_rule():
    assert [
        (kind, name) for kind, those in FORMAL._asdict().items() for name, cites in those.items() if not cites
    ] == []


def test_rules_are_told_in_their_order_without_a_gap_each_in_a_sentence():
    numbers = [place(each.number) for section in sections() for each in section.rules]
    assert numbers == sorted(numbers)
    assert all(one[0] != other[0] or other[1] - one[1] in (0, 1) for one, other in pairwise(numbers))
    assert all(each.says.endswith((".", ").")) and each.known in "RDIK" for each in rules().values())
