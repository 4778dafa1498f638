"""Which transitions of the machines were taken, of those that the Pods could take by their configuration."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from checker.compile import Compiled
from checker.compile.lift import Reference
from checker.live import Label
from checker.model import Formula, Values, atom, conjunction, evaluate
from spec.notation import Machine, Rule


class Transition(NamedTuple):
    """A transition of a machine, by its names."""

    machine: str
    event: str
    source: str
    target: str


class Transitions:
    """The transitions that the machines of a Pod take in a step."""

    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled
        self._parties = cache(self._all_parties)
        self._rules: dict[str, dict[type[Machine], list[Rule]]] = {}
        for machine in compiled.specification.machines:
            for rule in compiled.specification.rules(machine):
                self._rules.setdefault(rule.event, {}).setdefault(machine, []).append(rule)

    @property
    def possible(self) -> Iterator[Transition]:
        """Every transition that the configuration does not rule out."""
        for action in self.compiled.model.actions:
            for party in self._parties((action.event, action.site)):
                yield from (transition for transition, _ in party)

    def taken(self, label: Label, world: Values) -> Iterator[Transition]:
        """What each machine does when the event happens in this world: the first of its transitions that may."""
        for party in self._parties(label):
            yield from (transition for transition, _ in [each for each in party if evaluate(each[1], world)][:1])

    def _all_parties(self, label: Label) -> list[list[tuple[Transition, Formula]]]:
        event, site = label
        parties = []
        for machine, rules in self._rules.get(event, {}).items():
            sites = self.compiled.sites_of(machine.scope) if site is None or machine.scope == "pod" else (site,)
            for where in sites:
                if self.compiled.concerned(machine, where):
                    parties.append(list(self._cases(machine, rules, where, site if where is None else where)))
        return parties

    def _cases(
        self, machine: type[Machine], rules: list[Rule], where: int | None, speaker: int | None
    ) -> Iterator[tuple[Transition, Formula]]:
        for rule in rules:
            guard = self.compiled.formula(rule.guard, speaker)
            condition = conjunction([self._source(machine, rule, where), guard])
            if condition is not False:
                yield named(machine, rule), condition

    def _source(self, machine: type[Machine], rule: Rule, where: int | None) -> Formula:
        if not machine.field:
            return True
        field = self.compiled.scopes.at(where)[machine.field]
        return atom(field.variable, rule.source) if isinstance(field, Reference) else bool(field == rule.source)


def named(machine: type[Machine], rule: Rule) -> Transition:
    """The rule by its names."""
    return Transition(machine.__name__, rule.event, rule.source, rule.target)


class Coverage:
    """How often each transition was taken, of those that were possible in some Pod of the walks."""

    def __init__(self) -> None:
        self.possible: set[Transition] = set()
        self.taken: Counter[Transition] = Counter()

    def never(self, machine: str) -> list[Transition]:
        """The transitions of the machine that were possible and not taken."""
        return sorted(each for each in self.possible if each.machine == machine and each not in self.taken)

    def counts(self, machine: str) -> tuple[int, int]:
        """How many transitions of the machine were taken, and how many were possible."""
        total = sum(each.machine == machine for each in self.possible)
        return total - len(self.never(machine)), total
