"""The model of a configuration as generated code: the choices in each state, shared by all Pods that have it."""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from podproof.checker.compile import Compiled
from podproof.checker.engines.successors import Successors
from podproof.checker.model import Action
from podproof.checker.trace import Trace
from podproof.spec.pod.kubectl import PUBLISHING
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.state import Pod
from podproof.spec.publishing.publisher import Records

CLIENTS = frozenset({"user", "controller", "client"})
"""The actors that are clients of the API: what they do are inputs."""

MOST_STATES = 20_000
"""States of a model whose choices and records are kept."""


Route = tuple[int, ...]
"""The actions to take, one after the other, by their numbers in the model."""


class Choice(NamedTuple):
    """A step that is possible: the number of its action, its event and place, and the state after it."""

    action: int
    event: str
    site: int | None
    after: int


class SimulatedModel:
    """What is possible in each state of a configuration; states are integers."""

    def __init__(self, pod: Pod) -> None:
        self.compiled = Compiled(LIFECYCLE, pod)
        self.actions: tuple[Action, ...] = self.compiled.model.actions
        self.successors = Successors(self.compiled.model)
        self.start = self.successors.encoding.pack(self.compiled.model.initial)
        self._labels = [(action.event, action.component) for action in self.actions]
        self.numbers = {label: number for number, label in enumerate(self._labels)}
        """The number of each action by its event and its place."""
        self.is_gone = self.successors.holds(self.compiled.formula("object_is_removed"))
        self._repeated = list(self._repeatable())
        self.choices = lru_cache(MOST_STATES)(self._all_choices)
        """Everything that can happen in a state, in the order of the model's actions."""
        self.records = lru_cache(MOST_STATES)(self._all_records)
        """The state of the Pod and of its containers."""

    def _repeatable(self) -> list[tuple[int, Callable[[int], bool]]]:
        """The actions that may repeat, each with the states in which it can happen."""
        holds = self.successors.holds
        return [(number, holds(each.guard)) for number, each in enumerate(self.actions) if each.event in PUBLISHING]

    def allowed_actions(self, faults: frozenset[str] | None, *, with_clients: bool) -> frozenset[int]:
        """The actions of the faults that may strike (None: all), by their numbers, with or without those of clients."""
        return frozenset(
            number
            for number, each in enumerate(self.actions)
            if (with_clients or each.actor not in CLIENTS)
            and (not each.kind or faults is None or faults.intersection(each.kind.split()))
        )

    def route(self, trace: Trace) -> Route:
        """The actions that the steps of a trace take."""
        return tuple(self.numbers[step.action.event, step.action.component] for step in trace.steps)

    def _all_choices(self, state: int) -> tuple[Choice, ...]:
        afters = dict(self.successors.of(state))
        for number, can_happen in self._repeated:
            if number not in afters and can_happen(state):
                afters[number] = state
        return tuple(Choice(number, *self._labels[number], afters[number]) for number in sorted(afters))

    def _all_records(self, state: int) -> Records:
        return self.compiled.records(self.successors.encoding.unpack(state))


@lru_cache(64)
def _compiled(pod: Pod) -> SimulatedModel:
    return SimulatedModel(pod)


def simulated_model(pod: Pod) -> SimulatedModel:
    """The model of a configuration, compiled once: the name of the Pod does not count."""
    return _compiled(pod._replace(name="pod", namespace="default"))
