"""The transitions of the machines that were taken, of those that the configurations of the Pods allow."""

from collections import Counter
from collections.abc import Iterator
from functools import cache

from podproof.checker.compile import Compiled
from podproof.checker.compile.actions import ActionBuilder
from podproof.checker.engines.live import Label
from podproof.checker.formulas import Formula, State, evaluate
from podproof.spec.notation import TransitionId, transition_id


class Transitions:
    """The transitions that the machines of a Pod take in a step."""

    def __init__(self, compiled: Compiled) -> None:
        self.compiled, self._actions = compiled, ActionBuilder(compiled)
        self._cases = cache(self._all_cases)

    @property
    def possible(self) -> Iterator[TransitionId]:
        """Every transition that the configuration allows."""
        for action in self.compiled.model.actions:
            yield from (transition for transition, _ in self._cases((action.event, action.component)))

    def taken(self, label: Label, state: State) -> Iterator[TransitionId]:
        """What each machine does when the event happens in this state."""
        yield from (transition for transition, condition in self._cases(label) if evaluate(condition, state))

    def _all_cases(self, label: Label) -> list[tuple[TransitionId, Formula]]:
        event, site = label
        return [
            (transition_id(machine, rule), condition)
            for machine, rules, where in self._actions.parties(event, site)
            for condition, rule in self._actions.cases(machine, rules, where, site)
        ]


class TransitionCoverage:
    """How often each transition was taken, and which were possible for some Pod of the walks."""

    def __init__(self) -> None:
        self.possible: set[TransitionId] = set()
        self.taken: Counter[TransitionId] = Counter()

    def never(self, machine: str) -> list[TransitionId]:
        """The transitions of the machine that were possible and not taken."""
        return sorted(each for each in self.possible if each.machine == machine and each not in self.taken)

    def counts(self, machine: str) -> tuple[int, int]:
        """How many transitions of the machine were taken, and how many were possible."""
        total = sum(each.machine == machine for each in self.possible)
        return total - len(self.never(machine)), total
