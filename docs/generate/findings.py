"""The findings of the gate: each with its reason, its rule and an example."""

from generate.notes import NOTE
from podproof.checker.reports import findings


def page() -> str:
    """The page of findings."""
    return NOTE + findings.page()
