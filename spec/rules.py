"""The numbered rules of the Pod lifecycle, a sentence each, which transitions, words and laws cite.

What they say at length is in the sources of Kubernetes that each section names.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Rule(NamedTuple):
    """One rule: `known` is how (R read in the sources, D documentation, I inferred, K general knowledge), `since` the
    first version with it, `see` the rules that tell it in detail, `beyond` why nothing formalises it."""

    number: str
    says: str
    known: str
    since: str = ""
    see: str = ""
    beyond: str = ""


class Section(NamedTuple):
    """Rules about one thing, and where Kubernetes decides it."""

    title: str
    source: str
    rules: tuple[Rule, ...]


@cache
def sections() -> tuple[Section, ...]:
    """All rules in their order."""
    read = tomllib.loads(files("podproof.spec").joinpath("rules.toml").read_text(encoding="utf-8"))
    return tuple(
        Section(each["title"], each["source"], tuple(Rule(number, **rule) for number, rule in each["rules"].items()))
        for each in read["sections"]
    )


@cache
def rules() -> Mapping[str, Rule]:
    """All rules by their numbers."""
    return {each.number: each for section in sections() for each in section.rules}
