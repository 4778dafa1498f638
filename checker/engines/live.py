"""Live python-statemachine instances: slow, and faithful by construction, so that everything else is judged by them."""

from collections.abc import Iterator, Mapping
from typing import Any

from podproof.checker.compile import Compiled
from podproof.checker.compile.lift import Reference
from podproof.checker.compile.scope import Scope, View
from podproof.checker.model import State
from podproof.spec.notation import Machine, takes_part, transitions

Label = tuple[str, int | None]
"""An event and the site of the machine that leads it."""


class Slot:
    """The bare model object on which a live machine keeps its state, so that it can be placed anywhere at once."""

    state: str | None = None


class LiveMachines:
    """The machines of a Pod, run by their own library: one instance per class, placed where it is asked."""

    def __init__(self, compiled: Compiled):
        self.compiled = compiled
        self.machines = compiled.specification.machines
        self.instances = {machine: machine(Slot()) for machine in self.machines}
        self.leading = {
            machine: {rule.event for rule in transitions(machine) if rule.leading} for machine in self.machines
        }
        self.following = {machine: {rule.event for rule in transitions(machine)} for machine in self.machines}

    def successors(self, state: State) -> Iterator[tuple[Label, State]]:
        """Every step from a state and where it leads, steps that change nothing included.

        About 1000 states per second: each machine is asked for its enabled events, and those that lead one take it.
        """
        scopes = ConcreteScopes(self.compiled, state)
        for machine in self.machines:
            if not takes_part(machine, self.compiled.faults):
                continue
            for component in self.compiled.components_of(machine.scope):
                if self.compiled.concerned(machine, component):
                    for event in self._enabled(machine, component, scopes.at(component)) & self.leading[machine]:
                        yield (event, component), self._step(event, component, scopes, state)

    def _enabled(self, machine: type[Machine], component: int | None, scope: Scope) -> set[str]:
        return {str(event) for event in self._placed(machine, scope).enabled_events(**scope)}

    def _placed(self, machine: type[Machine], scope: Scope) -> Machine:
        instance = self.instances[machine]
        if instance.is_terminated:  # a final state stops the library's engine: only a fresh instance runs again
            instance = self.instances[machine] = machine(Slot())
        instance.model.state = scope[machine.field] if machine.field else machine.initial_state.id
        return instance

    def _step(self, event: str, component: int | None, scopes: "ConcreteScopes", state: State) -> State:
        after = list(state)
        for machine in self.machines:
            if event not in self.following[machine]:
                continue
            for where in (
                self.compiled.components_of(machine.scope)
                if component is None or machine.scope == "pod"
                else (component,)
            ):
                scope = scopes.at(component if where is None else where)
                if self.compiled.concerned(machine, where) and event in self._enabled(machine, where, scope):
                    self._take(event, machine, where, scope, after)
        return tuple(after)

    def _take(self, event: str, machine: type[Machine], where: int | None, scope: Scope, after: list[Any]) -> None:
        instance = self._placed(machine, scope)
        changes: Mapping[str, Any] = instance.send(event, **scope) or {}
        if machine.field:
            changes = {**changes, machine.field: instance.model.state}
        for field, value in changes.items():
            variable = self.compiled.scopes.at(where)[field]
            if isinstance(variable, Reference):
                after[variable.variable] = value


class ConcreteScopes:
    """The scopes of one state: the same names as for the compiler, each with its value."""

    def __init__(self, compiled: Compiled, state: State):
        symbolic = compiled.scopes
        views = tuple(View(_valued(vars(view), state)) for view in symbolic.shared["containers"])
        joint = {"containers": views}
        self.shared = _valued(symbolic.shared, state) | joint
        self.components = tuple(
            _valued(scope, state) | joint | {"container": views[component]}
            for component, scope in enumerate(symbolic.components)
        )

    def at(self, component: int | None) -> Scope:
        """What a machine at this site, or of the Pod, reads."""
        return self.shared if component is None else self.components[component]


def _valued(scope: Scope, state: State) -> dict[str, Any]:
    return {name: state[value.variable] if isinstance(value, Reference) else value for name, value in scope.items()}
