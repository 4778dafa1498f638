"""Results that several Pods have at one place, because their source is rendered several times: reported once."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from podproof.checker.gate.report import Unit
from podproof.checker.gate.results import Result


def joined(units: Sequence[Unit]) -> list[Unit]:
    """The same, where each result knows how many Pods have it, and whether an earlier Pod has it, too."""
    counts = Counter(place for unit in units for place in _places(unit))
    if counts.total() == len(counts):
        return list(units)
    seen = set[tuple[object, ...]]()

    def marked(results: Iterable[Result]) -> Iterator[Result]:
        for result in results:
            yield result._replace(pods=counts[result.place], repeats=result.place in seen)
            seen.add(result.place)

    return [unit.with_results(marked) for unit in units]


def _places(unit: Unit) -> Iterator[tuple[object, ...]]:
    """The places of the results, each once for each Pod."""
    for results in (unit.problems, *(pod.results for pod in unit.pods)):
        yield from {result.place for result in results}
