"""The mutants, from what `mutate --format json --killers 2` wrote."""

import json

from checker.reports import mutants
from generate.notes import NOTE, ROOT
from spec import expected


def page() -> str:
    """The page of mutants, from what `mutate --format json --killers 2` wrote."""
    reviewed = expected.reviewed()
    document = json.loads((ROOT / "docs" / "mutants.json").read_text(encoding="utf-8"))
    return NOTE + mutants.page(document, reviewed.survivors, reviewed.laws)
