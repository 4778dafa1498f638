"""What is remembered of a full judgment: how many mutants of each transition are killed, and one kill by each law.

The full record of every mutant is an artifact of CI; this one is small enough for a diff to be read.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from hashlib import sha256
from typing import Any, Literal, NamedTuple

from podproof.checker.mutation.judge import Judgment
from podproof.checker.mutation.mutants import Mutant, transition_of
from podproof.spec import expected
from podproof.spec.notation import Law

VERSION = 2
"""The version of the JSON format: a change that breaks readers makes a new one."""


class MutantTally(NamedTuple):
    """How many mutants are killed, have survived and are equivalent."""

    killed: int = 0
    survived: int = 0
    equivalent: int = 0

    def __add__(self, other: "MutantTally") -> "MutantTally":  # type: ignore[override]
        """The sum of both."""
        return MutantTally(*map(sum, zip(self, other, strict=True)))

    @property
    def differing(self) -> int:
        """How many are not equivalent."""
        return self.killed + self.survived

    @classmethod
    def of(cls, judgments: Iterable[Judgment]) -> "MutantTally":
        """The tally of these judgments."""
        count = Counter(each.status for each in judgments)
        return cls(count["killed"], count["survived"], count["equivalent"])


class TransitionRecord(NamedTuple):
    """The tally of the mutants of one transition, and a digest of their names, by which a change is noticed."""

    tally: MutantTally
    digest: str


class Representative(NamedTuple):
    """A mutant that a law kills, how and on which Pod, and whether no other law kills it there."""

    mutant: str
    outcome: str
    scenario: str
    alone: bool


class LawRecord(NamedTuple):
    """A mutant that the law kills, if it kills any, and a digest of what the law asks."""

    representative: Representative | None
    digest: str


class Record(NamedTuple):
    """The Pods, and the records of transitions and laws by name."""

    scenarios: tuple[str, ...]
    transitions: Mapping[str, TransitionRecord]
    laws: Mapping[str, LawRecord]

    @property
    def tally(self) -> MutantTally:
        """The tally of all mutants."""
        return sum((each.tally for each in self.transitions.values()), MutantTally())

    @property
    def machines(self) -> Mapping[str, MutantTally]:
        """The tally of each machine."""
        found: dict[str, MutantTally] = {}
        for name, each in self.transitions.items():
            machine = name.partition(".")[0]
            found[machine] = found.get(machine, MutantTally()) + each.tally
        return found


def digest(names: Iterable[str]) -> str:
    """Eight hexadecimal digits that stand for the names of a transition's mutants."""
    return sha256("\n".join(sorted(names)).encode()).hexdigest()[:8]


def digest_of_law(law: Law) -> str:
    """Eight hexadecimal digits that stand for all that decides the verdict on a law."""
    return sha256(repr(law._replace(cites="", description="", needs="", theme="")).encode()).hexdigest()[:8]


def by_transition(every: Iterable[Mutant]) -> dict[str, list[Mutant]]:
    """The mutants of each transition."""
    found: dict[str, list[Mutant]] = {}
    for mutant in every:
        found.setdefault(transition_of(mutant.name), []).append(mutant)
    return found


def record(judgments: Collection[Judgment], scenarios: Iterable[str], laws: Iterable[Law]) -> Record:
    """The record of a full judgment."""
    found = representatives(judgments)
    known = {law.name: LawRecord(found.get(law.name), digest_of_law(law)) for law in laws}
    return Record(tuple(scenarios), tallies(judgments), known)


def tallies(judgments: Iterable[Judgment]) -> dict[str, TransitionRecord]:
    """The record of each transition whose mutants were all judged."""
    grouped: dict[str, list[Judgment]] = {}
    for each in judgments:
        grouped.setdefault(transition_of(each.name), []).append(each)
    return {
        name: TransitionRecord(MutantTally.of(those), digest(each.name for each in those))
        for name, those in grouped.items()
    }


def representatives(judgments: Iterable[Judgment]) -> dict[str, Representative]:
    """The best kill by each law."""
    found: dict[str, Representative] = {}
    for each in judgments:
        for kill in each.kills:
            candidate = Representative(each.name, kill.outcome, kill.scenario, len(each.laws) == 1)
            found[kill.law] = best(found.get(kill.law), candidate) or candidate
    return found


def best(*candidates: Representative | None) -> Representative | None:
    """The best representative, the first of equals: a mutant that no other law kills, and rather by a violation."""
    there = [each for each in candidates if each]
    return max(there, key=lambda each: (each.alone, each.outcome == "violated")) if there else None


def write(record: Record) -> None:
    """Write the record as JSON, sorted, a line for each transition and each law."""
    transitions = {
        name: each.tally._asdict() | {"digest": each.digest} for name, each in sorted(record.transitions.items())
    }
    laws = {
        name: (each.representative._asdict() if each.representative else {}) | {"digest": each.digest}
        for name, each in sorted(record.laws.items())
    }
    parts = (
        f'"version": {VERSION}',
        f'"scenarios": {json.dumps(record.scenarios)}',
        f'"transitions": {{\n{_lines(transitions)}\n}}',
        f'"laws": {{\n{_lines(laws)}\n}}',
    )
    expected.RECORD.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


def _lines(entries: Mapping[str, Any]) -> str:
    return ",\n".join(
        f" {json.dumps(name, ensure_ascii=False)}: {json.dumps(each, ensure_ascii=False)}"
        for name, each in entries.items()
    )


def read() -> Record:
    """The record as it was written."""
    data: dict[str, Any] = json.loads(expected.RECORD.read_text(encoding="utf-8"))
    transitions = {
        name: TransitionRecord(MutantTally(each["killed"], each["survived"], each["equivalent"]), each["digest"])
        for name, each in data["transitions"].items()
    }
    laws = {
        name: LawRecord(Representative(**each) if each else None, known)
        for name, each in data["laws"].items()
        for known in [each.pop("digest")]
    }
    return Record(tuple(data["scenarios"]), transitions, laws)


def moved(
    transitions: Mapping[str, TransitionRecord], names: Iterable[str], sign: Literal[1, -1]
) -> dict[str, TransitionRecord]:
    """The same transitions, with these mutants no longer survivors but killed (-1: no longer killed but survivors)."""
    count = Counter(map(transition_of, names))
    return {
        name: each._replace(tally=each.tally + MutantTally(sign * count[name], -sign * count[name]))
        for name, each in transitions.items()
    }
