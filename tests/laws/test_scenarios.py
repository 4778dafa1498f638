"""Every law holds in every version and with each class of fault alone; `test_table.py` has all of them together."""

import pytest
from strategies import SCENARIOS

from podproof.checker.exploration import Exploration, Options, explore
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.situations import SITUATIONS

VERSIONS = [20, 24, 27, 29, 35, 36]
"""Versions on both sides of each modeled change."""

REPRESENTATIVE = ["probes", "hooks", "init-never", "sidecar-never"]
"""Scenarios that together have everything that depends on the version, or on a class of fault."""


def not_holding(exploration: Exploration) -> dict[str, str]:
    """The laws that apply and do not hold, with outcome and reason."""
    assert exploration.size.complete
    return {
        verdict.law.name: f"{verdict.outcome} {verdict.reason}"
        for verdict in exploration.verdicts
        if verdict.outcome not in ("holds", "not applicable")
    }


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda situation: situation.name)
def test_every_situation_is_reachable_in_some_scenario(reached, situation):
    number = SITUATIONS.index(situation)
    assert any(reached(name).situations[number].reachable for name in SCENARIOS)


@pytest.mark.parametrize("kubernetes", VERSIONS)
@pytest.mark.parametrize("name", REPRESENTATIVE)
def test_every_law_that_applies_holds_in_every_version(name, kubernetes):
    pod = SCENARIOS[name]._replace(kubernetes=kubernetes)
    if any(member.kind == "sidecar" for member in pod.members) and kubernetes < 28:
        pod = pod._replace(members=tuple(member for member in pod.members if member.kind != "sidecar"))
    assert not_holding(explore(LIFECYCLE, pod, Options(engine="symbolic"))) == {}


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_law_that_applies_holds_without_faults(name):
    assert not_holding(explore(LIFECYCLE, SCENARIOS[name], Options(engine="symbolic", faults=frozenset()))) == {}


@pytest.mark.parametrize("fault", sorted(LIFECYCLE.faults))
@pytest.mark.parametrize("name", REPRESENTATIVE)
def test_every_law_that_applies_holds_with_each_class_of_fault_alone(name, fault):
    assert not_holding(explore(LIFECYCLE, SCENARIOS[name], Options(engine="symbolic", faults=frozenset({fault})))) == {}
