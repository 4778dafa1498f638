"""The compiled model as a program of guarded commands with laws, which every language spells in its own way."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from podproof.checker.export.definitions import Definitions, Name
from podproof.checker.export.named import Named
from podproof.checker.export.simplification import assuming, either, implies_other
from podproof.checker.formulas import Formula, atom, conjunction, negation
from podproof.checker.model import Action, Case, Variable
from podproof.checker.properties import LeadsTo
from podproof.checker.verify import LIVENESS_KINDS, law_formulas, why_not_applicable
from podproof.checker.verify.liveness import leads_to_properties, under_weak_fairness
from podproof.spec.notation import Law


class VariableUpdate(NamedTuple):
    """The new value of a variable: that of the case that holds before the step, else the old one."""

    variable: int
    cases: tuple[Case, ...]


class GuardedCommand(NamedTuple):
    """An action: where the guard holds, its variables change at once, and at least one gets another value.

    `number` is the position of the action in the model.
    """

    number: int
    name: Name
    guard: Formula
    assignments: tuple[VariableUpdate, ...]
    comment: str


class SafetyLaw(NamedTuple):
    """A law by the states that it speaks of and those that violate it; a `reachable` law has none of the latter."""

    law: Law
    situation: Formula
    violation: Formula


class LivenessLaw(NamedTuple):
    """A `leads_to` law as properties under weak fairness, one for each component that it speaks of."""

    law: Law
    properties: tuple[LeadsTo, ...]


class Program(NamedTuple):
    """A model with the names of its variables, the definitions of its predicates, its commands and its laws."""

    title: str
    variables: tuple[tuple[Name, Variable], ...]
    definitions: Definitions
    commands: tuple[GuardedCommand, ...]
    laws: tuple[SafetyLaw, ...]
    liveness: tuple[LivenessLaw, ...]

    @property
    def domains(self) -> dict[str, list[object]]:
        """All values of each field, whichever component has it."""
        domains: dict[str, dict[object, None]] = {}
        for name, variable in self.variables:
            domains.setdefault(name[-1], {}).update(dict.fromkeys(variable.domain))
        return {field: list(values) for field, values in domains.items()}


def program_of(compiled: Named, title: str, laws: Iterable[Law]) -> Program:
    """The program of a compiled model with these laws; those that do not apply to it are left out."""
    applicable = [law for law in laws if not why_not_applicable(compiled, law)]
    commands = tuple(commands_of(compiled))
    safety, liveness = tuple(safety_laws(compiled, applicable)), tuple(liveness_laws(compiled, applicable))
    definitions = Definitions(compiled.asked, roots(commands, safety, liveness))
    variables = tuple((compiled.variable_name(each), each) for each in compiled.model.variables)
    return Program(title, variables, definitions, commands, safety, liveness)


def roots(
    commands: Iterable[GuardedCommand], safety: Iterable[SafetyLaw], liveness: Iterable[LivenessLaw]
) -> Iterator[Formula]:
    """Every formula that a text writes out."""
    for each in commands:
        yield each.guard
        yield from (case.condition for assignment in each.assignments for case in assignment.cases)
    for law in safety:
        yield from (law.situation, law.violation)
    for each_law in liveness:
        for leads_to in each_law.properties:
            yield from (leads_to.when, leads_to.goal)


def commands_of(compiled: Named) -> Iterator[GuardedCommand]:
    """The actions that can change something, each with its rules."""
    for number, action in enumerate(compiled.model.actions):
        guard = conjunction([action.guard, assuming(action.guard)(_changes(action))])
        if guard is not False:
            name = compiled.name(action.component, action.event)
            yield GuardedCommand(number, name, guard, tuple(_assignments(action, guard)), _described(compiled, action))


def _changes(action: Action) -> Formula:
    """What must hold beside the guard so that a variable gets another value."""
    simplified = assuming(action.guard)
    return either(
        condition
        if implies_other(condition, variable, case.value)
        else conjunction([condition, simplified(negation(atom(variable, case.value)))])
        for variable, cases in action.updates.items()
        for case in cases
        for condition in [simplified(case.condition)]
    )


def _assignments(action: Action, guard: Formula) -> Iterator[VariableUpdate]:
    """The assignments where the guard holds; if one of the cases always does, the last one needs no condition."""
    simplified = assuming(guard)
    for variable, cases in action.updates.items():
        possible = [Case(simplified(case.condition), case.value) for case in cases]
        possible = [case for case in possible if case.condition is not False]
        if possible and either(case.condition for case in possible) is True:
            possible[-1] = Case(True, possible[-1].value)
        if possible:
            yield VariableUpdate(variable, tuple(possible))


def _described(compiled: Named, action: Action) -> str:
    """Who does what, the class of fault, and the rules of all transitions that the step may take."""
    specification = compiled.specification
    cites = {
        rule
        for machine in specification.machines
        for transition in specification.transitions(machine)
        if transition.event == action.event
        for rule in transition.cites
    }
    where = "" if action.component is None else f" ({compiled.configuration.components[action.component]['name']})"
    fault = f", a fault of class {action.kind}" if action.kind else ""
    return f"{action.actor}: {action.event}{where}{fault} [{' '.join(sorted(cites, key=_natural))}]"


def _natural(rule: str) -> list[tuple[int, str]]:
    """What sorts 9.2 before 9.12."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in rule.split(".")]


def safety_laws(compiled: Named, laws: Iterable[Law]) -> Iterator[SafetyLaw]:
    """The laws that a single state or step can violate, and those that claim that a state is reachable."""
    for law in laws:
        if law.kind not in LIVENESS_KINDS and (formulas := law_formulas(compiled, law)).situation is not False:
            yield SafetyLaw(law, formulas.situation, formulas.violation)


def liveness_laws(compiled: Named, laws: Iterable[Law]) -> Iterator[LivenessLaw]:
    """The `leads_to` laws under weak fairness; what is possible, or almost sure, no linear-time logic expresses."""
    for law in laws:
        if law.kind == "leads_to":
            properties = [each for each in leads_to_properties(compiled, law) if each.when is not False]
            if properties:
                yield LivenessLaw(law, tuple(under_weak_fairness(compiled, law, each) for each in properties))
