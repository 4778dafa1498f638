"""The findings of the gate: each with its reason, its rule and an example."""

from checker.reports import findings
from generate.notes import NOTE


def page() -> str:
    """The page of findings."""
    return NOTE + findings.page()
