"""The numbered rules of the Pod lifecycle, which transitions, predicates, laws and situations cite.

Each states one fact; the sources of Kubernetes that its section names have the details.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple


class Rule(NamedTuple):
    """One numbered rule."""

    number: str
    text: str
    basis: Literal["R", "D", "I", "K"]
    """How it is known: read in the sources, stated in the documentation, inferred, or general knowledge."""
    since: str = ""
    """The first version in which it holds, if that is after 1.13."""
    details: str = ""
    """The rules that state it in detail."""
    not_formalized: str = ""
    """Why nothing formalizes it."""


class Section(NamedTuple):
    """The rules of one subject, and the source of Kubernetes that decides it."""

    title: str
    source: str
    rules: tuple[Rule, ...]


@cache
def sections() -> tuple[Section, ...]:
    """All rules, by section, in their order."""
    read = tomllib.loads(files("podproof.spec").joinpath("rules.toml").read_text(encoding="utf-8"))
    return tuple(
        Section(each["title"], each["source"], tuple(Rule(number, **rule) for number, rule in each["rules"].items()))
        for each in read["sections"]
    )


@cache
def rules() -> Mapping[str, Rule]:
    """All rules by their numbers."""
    return {each.number: each for section in sections() for each in section.rules}


def numbers_cited(docstring: str) -> str:
    """The numbers of rules in the brackets at the end of a docstring, empty without them."""
    match = re.search(r"\[([^]]*)]\s*$", docstring)
    return match[1] if match else ""
