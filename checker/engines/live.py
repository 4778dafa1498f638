"""Live python-statemachine instances: slow, but correct by construction, so they are the oracle for everything else."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from podproof.checker.compile import Compiled
from podproof.checker.compile.lift import Reference
from podproof.checker.compile.scope import Scope, Scopes
from podproof.checker.formulas import State
from podproof.spec.notation import MachineTable, takes_part
from podproof.spec.notation_of_machines import Machine, class_of

Label = tuple[str, int | None]
"""An event and the component of the machine that leads it; None for a machine of the whole."""

Enabled = Callable[[MachineTable, int | None], set[str]]
"""The events that a machine can take in a state, in the scope of a component or of the whole (None)."""


class Slot:
    """The model object on which a live machine keeps its state, so that it can be placed in any state at once."""

    state: str | None = None


class LiveMachines:
    """The machines of a configuration, run by their own library: one instance per class, placed in any state."""

    def __init__(self, compiled: Compiled):
        self.compiled = compiled
        self.machines = compiled.specification.machines
        self.instances = {machine: class_of(machine)(Slot()) for machine in self.machines}
        self.leading = {
            machine: {rule.event for rule in machine.transitions if rule.leading} for machine in self.machines
        }
        self.following = {machine: {rule.event for rule in machine.transitions} for machine in self.machines}

    def successors(self, state: State) -> Iterator[tuple[Label, State]]:
        """Every step from a state and where it leads, steps that change nothing included.

        Some hundred states per second: each machine is asked once for its enabled events, and those that lead one take
        it.
        """
        scopes = scopes_in(self.compiled, state)
        enabled = cache(lambda machine, component: self._enabled(machine, scopes.at(component)))
        for machine in self.machines:
            if not takes_part(machine, self.compiled.faults):
                continue
            for component in self.compiled.instances(machine):
                for event in enabled(machine, component) & self.leading[machine]:
                    yield (event, component), self._step(event, component, scopes, enabled, state)

    def _enabled(self, machine: MachineTable, scope: Scope) -> set[str]:
        return {str(event) for event in self._placed(machine, scope).enabled_events(**scope)}

    def _placed(self, machine: MachineTable, scope: Scope) -> Machine:
        instance = self.instances[machine]
        if instance.is_terminated:  # a final state stops the library's engine: only a fresh instance runs again
            instance = self.instances[machine] = class_of(machine)(Slot())
        instance.model.state = scope[machine.field] if machine.field else class_of(machine).initial_state.id
        return instance

    def _step(self, event: str, component: int | None, scopes: Scopes, enabled: Enabled, state: State) -> State:
        after = list(state)
        for machine in self.machines:
            if event not in self.following[machine]:
                continue
            for where in self.compiled.participants(machine, component):
                reading = component if where is None else where
                if event in enabled(machine, reading):
                    self._take(event, machine, where, scopes.at(reading), after)
        return tuple(after)

    def _take(self, event: str, machine: MachineTable, where: int | None, scope: Scope, after: list[Any]) -> None:
        instance = self._placed(machine, scope)
        changes: Mapping[str, Any] = instance.send(event, **scope) or {}
        if machine.field:
            changes = {**changes, machine.field: instance.model.state}
        for field, value in changes.items():
            variable = self.compiled.scopes.at(where)[field]
            if isinstance(variable, Reference):
                after[variable.variable] = value


def scopes_in(compiled: Compiled, state: State) -> Scopes:
    """The scopes of one state: the same names as for the compiler, each with its value."""
    return compiled.fields.valued(state).scopes(compiled.specification.component)
