"""The record brought up to date at the cost of what has changed: new and edited laws, changed transitions."""

import random
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from podproof.checker.mutation.judge import Judgment
from podproof.checker.mutation.mutants import Mutant, mutants
from podproof.checker.mutation.record import (
    LawRecord,
    Record,
    Representative,
    TransitionRecord,
    best,
    by_transition,
    digest,
    digest_of_law,
    moved,
    representatives,
    tallies,
)
from podproof.checker.mutation.workers import MutationCase
from podproof.spec.notation import Law, Specification

TRIES = 40
"""How many mutants a new law is asked about if it kills none of the survivors."""

PODS = 3
"""On how many Pods it is asked about them."""

Judges = Callable[[Sequence[MutationCase], Sequence[str]], Iterable[Judgment]]
"""Judges the cases by these laws (none: all), in order, each until two laws have killed the mutant."""


class Update(NamedTuple):
    """The new record, the former survivors that a law kills now, and mutants that are newly found to survive."""

    record: Record
    killed: frozenset[str]
    survived: frozenset[str]


def update(
    specification: Specification,
    record: Record,
    survivors: Collection[str],
    judge: Judges,
    *,
    only_renamed: bool = False,
) -> Update:
    """The record for this specification, made from the record and the survivors of an earlier version of it.

    The mutants of changed transitions are judged by all laws, as is the representative of a law that is gone.  New and
    edited laws are asked about the survivors, about the representatives of all laws, and if need be about a sample.
    What an edited predicate does to other mutants, or an edited law to those that it killed, is not noticed: that takes
    a full judgment.  If the caller knows that only names have changed (`only_renamed`), laws keep what is recorded of
    them, and so do transitions with as many mutants as before.
    """
    if only_renamed:
        record = renamed(record, specification)
    return Updater(specification, record, judge).update(survivors)


def renamed(record: Record, specification: Specification) -> Record:
    """The record with the digests of laws and transitions of which only names have changed."""
    now = by_transition(mutants(specification))
    same = {name for name, each in record.transitions.items() if len(now.get(name, ())) == sum(each.tally)}
    transitions = {
        name: each._replace(digest=_digest(now[name])) if name in same else each
        for name, each in record.transitions.items()
    }
    digests = {law.name: digest_of_law(law) for law in specification.laws}
    laws = {name: each._replace(digest=digests.get(name, each.digest)) for name, each in record.laws.items()}
    return record._replace(transitions=transitions, laws=laws)


def _digest(those: Iterable[Mutant]) -> str:
    return digest(mutant.name for mutant in those)


class Updater:
    """The difference between a specification and the record of an earlier version of it."""

    def __init__(self, specification: Specification, record: Record, judge: Judges) -> None:
        self.record, self.judge = record, judge
        self.laws = specification.laws
        self.new = [law for law in self.laws if not self._is_recorded(law)]
        self.grouped = by_transition(mutants(specification))
        self.current = {name: each for name, each in record.transitions.items() if self._is_current(name, each)}
        self.known = {mutant.name: mutant for name in self.current for mutant in self.grouped[name]}

    def _is_recorded(self, law: Law) -> bool:
        return law.name in self.record.laws and self.record.laws[law.name].digest == digest_of_law(law)

    def _is_current(self, name: str, recorded: TransitionRecord) -> bool:
        return _digest(self.grouped.get(name, ())) == recorded.digest

    def update(self, survivors: Collection[str]) -> Update:
        """The new record."""
        changed = [each.name for name, those in self.grouped.items() if name not in self.current for each in those]
        fresh = list(self.judge(list(map(MutationCase, changed)), ()))
        orphans = list(self.judge(list(map(MutationCase, self._orphans())), ()))
        asked = self._by_new_laws([MutationCase(name) for name in survivors if name in self.known])
        killed = {each.name for each in asked if each.status == "killed"}
        lost = {each.name for each in orphans if each.status == "survived"}
        transitions = moved(moved(self.current, killed, 1), lost, -1) | tallies(fresh)
        found = representatives([*fresh, *orphans, *asked])
        return Update(
            self.record._replace(transitions=transitions, laws=self._law_records(found)),
            frozenset(killed),
            frozenset(lost | {each.name for each in fresh if each.status == "survived"}),
        )

    def _orphans(self) -> list[str]:
        """The representatives of laws that are gone."""
        names = {law.name for law in self.laws}
        gone = (each.representative for law, each in self.record.laws.items() if law not in names)
        return [each.mutant for each in gone if each and each.mutant in self.known]

    def _by_new_laws(self, cases: Sequence[MutationCase]) -> list[Judgment]:
        return list(self.judge(cases, [law.name for law in self.new])) if self.new else []

    def _law_records(self, found: Mapping[str, Representative]) -> dict[str, LawRecord]:
        """Each law with its recorded representative, unless it is no longer killed or there is a better one."""
        kept = self._kept()
        laws = {law: best(kept.get(law.name), found.get(law.name)) for law in self.laws}
        laws |= {law: self._sampled(law) for law in self.new if laws[law] is None}
        return {law.name: LawRecord(each, digest_of_law(law)) for law, each in laws.items()}

    def _kept(self) -> dict[str, Representative]:
        """The recorded representatives that still are, alone only if no new or edited law kills them too."""
        recorded = {
            law: each.representative
            for law, each in self.record.laws.items()
            if each.representative and each.representative.mutant in self.known
        }
        edited = {law.name for law in self.new}
        asked = {law: each for law, each in recorded.items() if each.alone or law in edited}
        judged = self._by_new_laws([MutationCase(each.mutant, (each.scenario,)) for each in asked.values()])
        for (law, each), judgment in zip(asked.items(), judged, strict=False):
            if law in edited and law not in judgment.laws:
                del recorded[law]
            elif judgment.laws - {law}:
                recorded[law] = each._replace(alone=False)
        return recorded

    def _sampled(self, law: Law) -> Representative | None:
        """A mutant that the law kills beside others, drawn first from those of its own events if it names any."""
        events = set(law.events.split())
        drawn = random.Random(law.name).sample(list(self.known.values()), len(self.known))
        drawn.sort(key=lambda mutant: mutant.transition.event not in events)
        cases = [MutationCase(mutant.name, self.record.scenarios[:PODS]) for mutant in drawn[:TRIES]]
        found = representatives(self.judge(cases, [law.name])).get(law.name)
        return found and found._replace(alone=False)
