"""What the checker is expected to answer, and what people said of its answers: data, compared in tests."""

import json
from collections.abc import Collection
from pathlib import Path
from typing import Any, NamedTuple

FOLDER = Path(__file__).parent

VERDICTS = FOLDER / "verdicts.json"
"""For each scenario and each bug of old, how large it is and what becomes of each law."""

MUTANTS = FOLDER / "mutants.json"
"""Mutants that no law kills, with the reason, and laws that kill no mutant alone, with their reason to exist."""

RECORD = FOLDER / "mutation_record.json"
"""How many mutants of each transition are killed, and one mutant that each law kills; `mutate --update` writes it."""


class Reviewed(NamedTuple):
    """Reasons: why a mutant may survive, by its name, and why a law exists that kills no mutant alone."""

    survivors: dict[str, str]
    laws: dict[str, str]


def reviewed() -> Reviewed:
    """What was said of mutants and laws; those with the same reason stand together."""
    data: dict[str, Any] = json.loads(MUTANTS.read_text(encoding="utf-8"))
    survivors, laws = (
        {name: each["reason"] for each in data[kind] for name in each["names"]} for kind in ("survivors", "laws")
    )
    return Reviewed(survivors, laws)


def without_survivors(killed: Collection[str]) -> str:
    """The text of the reviews without these survivors, which a law kills now."""
    data: dict[str, Any] = json.loads(MUTANTS.read_text(encoding="utf-8"))
    left = [each | {"names": [name for name in each["names"] if name not in killed]} for each in data["survivors"]]
    data["survivors"] = [each for each in left if each["names"]]
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"
