"""A dead variable has its initial value, so that states do not differ by a history that nobody reads."""

from collections.abc import Iterator
from itertools import combinations

import pytest
from strategies import SCENARIOS

from podproof.checker.compile import Compiled
from podproof.checker.engines import Engine
from podproof.checker.exploration import explore
from podproof.checker.formulas import Formula, conjunction, disjunction, negation
from podproof.checker.formulas import atom as equals
from podproof.spec.notation import MachineTable
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.live_variables import LIVE_WHEN

Question = tuple[str, Formula]


def not_reset(compiled: Compiled) -> Iterator[Question]:
    """For each variable, the states in which it is dead and has another value than its initial one."""
    for position, variable in enumerate(compiled.model.variables):
        is_live = compiled.formula(LIVE_WHEN[variable.name.rsplit(".")[-1]], variable.component)
        yield variable.name, conjunction([negation(is_live), negation(equals(position, variable.initial))])


def clashes(compiled: Compiled) -> Iterator[Question]:
    """For each two transitions of a machine with the same event and source, the states that enable both."""
    for machine in compiled.specification.machines:
        for site in compiled.components_of(machine.scope):
            if compiled.concerned(machine, site):
                yield from _clashes(compiled, machine, site)


def _clashes(compiled: Compiled, machine: MachineTable, site: int | None) -> Iterator[Question]:
    for action in compiled.model.actions:
        if site is None or action.component in (None, site):
            speaker = action.component if site is None else site
            taken = [each for each in compiled.specification.transitions(machine) if each.event == action.event]
            for one, other in combinations(taken, 2):
                if one.source == other.source:
                    guards = [compiled.formula(each.guard, speaker) for each in (one, other)]
                    here = source(compiled, machine, site, one.source)
                    name = f"{machine.name} {one.source}: {one.event} [{one.guard}] [{other.guard}]"
                    yield name, conjunction([action.guard, here, *guards])


def source(compiled: Compiled, machine: MachineTable, site: int | None, state: str) -> Formula:
    """The states of the Pod in which the machine is in this one of its states."""
    name = machine.field if site is None else f"{compiled.configuration.members[site].name}.{machine.field}"
    return disjunction(equals(n, state) for n, variable in enumerate(compiled.model.variables) if variable.name == name)


def met(engine: Engine, asked: Iterator[Question]) -> set[str]:
    """The names of the questions whose formula some reachable state satisfies."""
    questions = list(asked)
    assert questions
    if not engine.reachable(disjunction(formula for _, formula in questions)):
        return set()
    return {name for name, formula in questions if engine.reachable(formula)}


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_dead_variable_has_its_initial_value(reached, name):
    exploration = reached(name)
    assert exploration.size.complete
    assert met(exploration.engine, not_reset(exploration.compiled)) == set()


def test_a_machine_that_does_not_reset_a_dead_variable_is_found():
    careless = LIFECYCLE._replace(
        edit=lambda machine, each: () if machine.name == "Liveness" and each.event == "exits_zero" else (each,)
    )
    exploration = explore(careless, SCENARIOS["probes-onfailure"])
    assert met(exploration.engine, not_reset(exploration.compiled)) == {"app.liveness"}


@pytest.mark.parametrize("name", SCENARIOS)
def test_guards_of_one_event_from_one_state_exclude_each_other(reached, name):
    exploration = reached(name)
    assert met(exploration.engine, clashes(exploration.compiled)) == set()
