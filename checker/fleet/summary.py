"""A summary of many recorded Pods: how often something was seen, by cluster, namespace, owner and image.

Each count has the shortest example: the Pod that shows it after the fewest observations.  Memory for `MOST` groups.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgspec import Struct

from podproof.checker.fleet.records import PodRecord
from podproof.spec.observation.situations import DESCRIPTIONS

MOST = 50_000
"""Groups that are counted each on its own; the Pods of others are counted together."""

OTHERS = "(others)"

DIMENSIONS = ("cluster", "namespace", "owner", "image")

KINDS = {
    "illegal": "no Pod can show this",
    "bug": "a known bug of Kubernetes",
    "undecided": "not decided",
    "early": "a time that is too short for any node",
    "late": "a time that is too long for a node with these latencies",
    "situation": "a situation",
    "event": "a reason of Events",
}
"""What is counted, in the order of a summary."""


class Example(Struct, frozen=True, order=True):
    """A Pod that shows something: after how many observations, and where."""

    observations: int
    cluster: str
    file: str
    line: int
    pod: str
    statuses: tuple[str, ...]


class What(Struct, frozen=True, order=True):
    """What is counted: its kind, and the name of the bug, situation or event."""

    kind: str
    name: str = ""

    @property
    def text(self) -> str:
        """Its name, or else what its kind means."""
        return self.name or KINDS[self.kind]

    @property
    def meaning(self) -> str:
        """What it means."""
        return DESCRIPTIONS.get(self.name, KINDS[self.kind]) if self.kind == "situation" else KINDS[self.kind]


class Seen(Struct):
    """How many Pods show something, and the shortest example."""

    pods: int
    example: Example

    def add(self, other: "Seen") -> None:
        """Count other Pods, too."""
        self.pods += other.pods
        self.example = min(self.example, other.example)


class PodGroup(NamedTuple):
    """Pods that are counted together."""

    cluster: str
    namespace: str
    owner: str
    images: tuple[str, ...]

    def names(self, dimension: str) -> tuple[str, ...]:
        """What the Pods are counted by in one dimension: several names for several images."""
        return self.images if dimension == "image" else (getattr(self, dimension),)


class Row(Struct):
    """The number of Pods in a group, and what they show."""

    pods: int = 0
    seen: dict[What, Seen] = {}

    def add(self, other: "Row") -> None:
        """Count the Pods of another row, too."""
        self.pods += other.pods
        for what, seen in other.seen.items():
            if what in self.seen:
                self.seen[what].add(seen)
            else:
                self.seen[what] = Seen(seen.pods, seen.example)

    def ordered(self) -> list[tuple[What, Seen]]:
        """What is seen, by its kind and then the most frequent first."""
        kinds = list(KINDS)
        return sorted(self.seen.items(), key=lambda each: (kinds.index(each[0].kind), -each[1].pods, each[0]))


class Summary(Struct):
    """Counts records."""

    rows: dict[PodGroup, Row] = {}

    def count(self, record: PodRecord) -> None:
        """Count one Pod; one that was counted as legal before is not counted again."""
        group = PodGroup(record.cluster, record.namespace, record.owner, record.images)
        self._row(group).add(Row(int(not record.withdraws_legal), dict(_seen(record))))

    def add(self, other: "Summary") -> None:
        """Count the Pods of another summary, too."""
        for group, row in other.rows.items():
            self._row(group).add(row)

    def _row(self, group: PodGroup) -> Row:
        if group not in self.rows and len(self.rows) >= MOST:
            group = PodGroup(group.cluster, OTHERS, OTHERS, ())
        return self.rows.setdefault(group, Row())

    def total(self) -> Row:
        """All Pods."""
        return _sum(self.rows.values())

    def by(self, dimension: str) -> dict[str, Row]:
        """The Pods by their cluster, namespace, owner or image; those with most of what counts first."""
        parts: dict[str, list[Row]] = {}
        for group, row in self.rows.items():
            for name in group.names(dimension):
                parts.setdefault(name, []).append(row)
        rows = {name: _sum(each) for name, each in parts.items()}
        return dict(sorted(rows.items(), key=lambda each: (_weights(each[1]), each[0])))


def _seen(record: PodRecord) -> Iterator[tuple[What, Seen]]:
    """What one Pod shows."""

    def example(line: int, observations: int) -> Seen:
        pod = f"{record.namespace}/{record.name}"
        return Seen(1, Example(observations, record.cluster, record.file, line, pod, record.statuses))

    whole = example(record.line, record.observations)
    if record.outcome != "legal":
        yield What(record.outcome), whole
    yield from ((What("bug", name), whole) for name in record.bugs)
    yield from ((What(kind), whole) for kind in ("early", "late") if getattr(record, kind))
    if not record.withdraws_legal:
        yield from ((What("situation", name), example(*shown)) for name, shown in record.situations.items())
        yield from ((What("event", name), whole) for name in record.hints)


def _sum(rows: Iterable[Row]) -> Row:
    total = Row()
    for row in rows:
        total.add(row)
    return total


def _weights(row: Row) -> tuple[int, ...]:
    """How bad a row is, the worst first: by what counts, and then by the number of Pods."""
    kinds = [sum(seen.pods for what, seen in row.seen.items() if what.kind == kind) for kind in KINDS]
    return (*(-number for number in kinds[:5]), -row.pods)
