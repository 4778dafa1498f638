"""The mutants, from the record that `mutate --update` writes and from the reviews."""

from generate.notes import NOTE
from podproof.checker.mutation import record
from podproof.checker.reports import mutants as report
from podproof.spec import expected
from podproof.spec.pod.laws import LAWS


def page() -> str:
    """The page of mutants."""
    reviewed = expected.reviewed()
    return NOTE + report.page(record.read(), [law.name for law in LAWS], reviewed.survivors, reviewed.laws)
