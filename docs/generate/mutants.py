"""The mutants, from what `mutate --format json --killers 2` wrote."""

from generate.notes import NOTE, mutants
from podproof.checker.reports import mutants as report
from podproof.spec import expected


def page() -> str:
    """The page of mutants, from what `mutate --format json --killers 2` wrote."""
    reviewed = expected.reviewed()
    return NOTE + report.page(mutants(), reviewed.survivors, reviewed.laws)
