"""Which predicates and transitions each test case and each recorded Pod covers, measured.

python tests/reality/evidence.py    measure them again (minutes), and write docs/evidence.json
"""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from covered import Covered, by_case, by_recording
from recordings import VERSIONS, histories, judged

from podproof.checker.conformance import vectors
from podproof.checker.conformance.pod_history import PodHistory
from podproof.spec.kubernetes_tests import answer, arithmetic
from podproof.spec.pod import predicates

RECORD = Path(__file__).parents[2] / "docs/evidence.json"
VECTORS = Path(__file__).with_name("vectors")

ONE_IN = 8
"""Of this many recordings one is measured: a trace through a whole recording takes seconds to find."""

Names = list[str]


def cases() -> Iterator[tuple[str, Any]]:
    """Every test case, with the name of its file."""
    for path in sorted(VECTORS.glob("*.json")):
        yield from ((path.stem, case) for case in vectors.cases(str(path), vectors.text(str(path))))


def of_cases() -> dict[str, Names]:
    """What each test case covers."""
    return {case["id"]: names(by_case(case, answer, predicates, arithmetic)) for _, case in cases()}


def of_recording(version: str, sample: int = ONE_IN) -> dict[str, Names]:
    """What one of so many recorded Pods covers; nothing if it is illegal or has no trace within the bound."""
    recorded = list(histories(version).items())[::sample]
    return {name: of_history(history) for name, events in recorded for history in judged(events, VERSIONS[version])}


def of_history(history: PodHistory) -> Names:
    """What one recorded Pod covers."""
    symbols = [snapshot for snapshot, _ in groupby(each.snapshot for each in history.path)]
    covered = None if history.illegal else by_recording(history.observer.observer, symbols)
    return names(covered) if covered else []


def names(covered: Covered) -> Names:
    """Predicates by their names, transitions as `Machine.event Source→Target`."""
    return sorted((*covered.predicates, *map(str, covered.transitions)))


def document(cases: Mapping[str, Names], recordings: Mapping[str, Mapping[str, Names]]) -> str:
    """The document, each name once and a line for each test case and recording."""
    everything = [*cases.values(), *(names for each in recordings.values() for names in each.values())]
    known = sorted({name for each in everything for name in each})
    number = {name: place for place, name in enumerate(known)}
    parts = [f'"names": [\n{_lines(known)}\n]', f'"vectors": {_table(cases, number)}']
    versions = ",\n".join(f'"{version}": {_table(each, number)}' for version, each in recordings.items())
    return "{\n" + ",\n".join([*parts, f'"recordings": {{\n{versions}\n}}']) + "\n}\n"


def _lines(values: Iterable[Any]) -> str:
    return ",\n".join(json.dumps(value, ensure_ascii=False) for value in values)


def _table(each: Mapping[str, Names], number: Mapping[str, int]) -> str:
    lines = (f'"{name}": {json.dumps([number[one] for one in those])}' for name, those in each.items())
    return "{\n" + ",\n".join(lines) + "\n}"


def read() -> tuple[dict[str, Names], dict[str, dict[str, Names]]]:
    """What the document says about test cases and recordings."""
    record = json.loads(RECORD.read_text(encoding="utf-8"))
    known = record["names"]

    def table(each: Mapping[str, list[int]]) -> dict[str, Names]:
        return {name: [known[place] for place in places] for name, places in each.items()}

    return table(record["vectors"]), {version: table(each) for version, each in record["recordings"].items()}


def main() -> None:
    """Measure everything and write it down."""
    recordings = {}
    for version in VERSIONS:
        recordings[version] = of_recording(version)
        print(version, len(recordings[version]), "recordings measured", file=sys.stderr)
    RECORD.write_text(document(of_cases(), recordings), encoding="utf-8")


if __name__ == "__main__":
    main()
