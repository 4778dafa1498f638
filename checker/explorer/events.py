"""What can happen in a state, and why everything else cannot."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from podproof.checker.compile.actions import ActionBuilder
from podproof.checker.explorer.state_view import columns
from podproof.checker.explorer.walk import PossibleEvent, Walker, WatchedState
from podproof.checker.formulas import And, Formula, State, evaluate, variables_in
from podproof.checker.model import Action
from podproof.checker.names import event_name
from podproof.spec.conditions import conjuncts, names
from podproof.spec.notation import MachineTable, Transition, takes_part
from podproof.spec.pod.event_texts import EVENT_TEXTS
from podproof.spec.pod.state_texts import RULES

MOST_READ = 6
"""Variables that are named as what a false condition reads, at most."""


class Led(NamedTuple):
    """How an action comes about: the machine that leads it, and its transitions, each with when it is taken."""

    machine: MachineTable
    cases: Sequence[tuple[Formula, Transition]]


class Events:
    """The events of a Pod as a reader meets them: who, what, by which rules, and to what effect."""

    def __init__(self, walker: Walker) -> None:
        self.walker, self.compiled = walker, walker.compiled

    @cached_property
    def _led(self) -> Mapping[str, Led]:
        """How the event of each name is led."""
        builder = ActionBuilder(self.compiled)
        found = {}
        for event, parties in builder.parties_of.items():
            leaders = [
                (machine, site)
                for machine, transitions in parties
                if transitions[0].leading and takes_part(machine, self.compiled.faults)
                for site in self.compiled.instances(machine)
            ]
            cases = {self.walker.name(action): cases for action, cases in builder.led(event)}
            for machine, site in leaders:
                name = event_name(self.walker.pod, event, site)
                if name in cases:
                    found[name] = Led(machine, cases[name])
        return found

    def enabled(self, stop: WatchedState) -> list[dict[str, Any]]:
        """Everything that can happen, with what it would change and the columns that it would show."""
        now = columns(self.walker, stop)
        return [self._enabled(stop, now, choice) for choice in self.walker.choices(stop)]

    def _enabled(self, stop: WatchedState, now: Mapping[str, str], choice: PossibleEvent) -> dict[str, Any]:
        shown = columns(self.walker, choice.after)
        cited = [
            rule
            for condition, transition in self._led[choice.name].cases
            if evaluate(condition, stop.state)
            for rule in transition.cites
        ]
        return {
            **self._about(choice.name, choice.action),
            "rules": list(dict.fromkeys(cited)),
            "changes": list(changes(self.walker, stop.state, choice.after.state)),
            "shows": None if shown == now else shown,
        }

    def _about(self, name: str, action: Action) -> dict[str, Any]:
        container = self.walker.container(action)
        return {
            "name": name,
            "actor": action.actor,
            "text": EVENT_TEXTS[action.event].format(name=container),
            "container": container,
            "fault": action.kind,
        }

    def disabled(self, stop: WatchedState) -> list[dict[str, Any]]:
        """Everything that cannot happen."""
        able = {choice.number for choice in self.walker.choices(stop)}
        actions = enumerate(self.walker.model.actions)
        return [self._about(self.walker.name(each), each) for number, each in actions if number not in able]

    def why_not(self, stop: WatchedState, name: str) -> list[dict[str, str]]:
        """Why the event of this name cannot happen: for each transition the conditions that are false."""
        action, led = self.walker.model.actions[self.walker.numbers[name]], self._led[name]
        from_here = [each for _, each in led.cases if self._is_source(led.machine, action, each, stop.state)]
        if not from_here:
            return [self._other_source(led, action, stop.state)]
        false = [each for transition in from_here for each in self._false(transition, action, stop.state)]
        return list({each["condition"]: each for each in false}.values()) or [
            {"condition": "it would change nothing", "meaning": "", "reads": ""}
        ]

    def _field(self, machine: MachineTable, action: Action, state: State) -> object:
        whole, components = self.compiled.records(state)
        return getattr(whole if machine.scope == "pod" else components[action.component or 0], machine.field)

    def _is_source(self, machine: MachineTable, action: Action, transition: Transition, state: State) -> bool:
        return not machine.field or self._field(machine, action, state) == transition.source

    def _other_source(self, led: Led, action: Action, state: State) -> dict[str, str]:
        sources = " or ".join(dict.fromkeys(transition.source for _, transition in led.cases))
        now = self._field(led.machine, action, state)
        meaning = f"the machine {led.machine.name} leads it from there only"
        return {"condition": f"{led.machine.field} is {sources}", "meaning": meaning, "reads": f"now {now}"}

    def _false(self, transition: Transition, action: Action, state: State) -> Iterator[dict[str, str]]:
        for condition in conjuncts(transition.guard):
            formula = self.compiled.formula(condition, action.component)
            if not evaluate(formula, state):
                yield {
                    "condition": condition.removeprefix("(").removesuffix(")") if condition[0] == "(" else condition,
                    "meaning": self._meaning(condition),
                    "reads": self._reads(formula, state),
                }

    def _meaning(self, condition: str) -> str:
        """What its predicates mean."""
        found = []
        for name in names(condition):
            text = RULES.sub("", " ".join((self.compiled.specification.predicate(name).__doc__ or "").split()))
            found.append(text if condition == name else f"{name}: {text}")
        return " ".join(found)

    def _reads(self, formula: Formula, state: State) -> str:
        """The variables, as they are, that its false part reads."""
        parts = formula.operands if isinstance(formula, And) else (formula,)
        false = (part for part in parts if not evaluate(part, state))
        read = list(dict.fromkeys(each for part in false for each in variables_in(part)))
        listed = [f"{self.walker.model.variables[each].name} is {state[each]}" for each in read[:MOST_READ]]
        return ", ".join([*listed, *(["…"] if len(read) > MOST_READ else [])]) or "fixed by the manifest"


def changes(walker: Walker, before: State, after: State) -> Iterator[dict[str, str]]:
    """The variables that a step changes."""
    for variable, old, new in zip(walker.model.variables, before, after, strict=True):
        if old != new:
            owner, _, field = variable.name.rpartition(".")
            yield {"owner": owner, "field": field, "old": str(old), "new": str(new)}
