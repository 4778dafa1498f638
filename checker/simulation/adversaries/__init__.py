"""Adversaries: each chooses what happens next to one Pod.

pleasant     no fault and no failure: the Pod becomes ready, or succeeds
random       anything that the specification allows, by the seed of the Pod
toward       the most plausible way to one situation after the other
named        an execution that has a name, such as `evicted-then-succeeded`
script       the events of a text, one after the other
deviating    the pleasant execution with some deviations, for strategies
covering     what no Pod before it has shown, of those that share a `Coverage`
"""

from collections.abc import Callable, Iterable, Mapping

from podproof.checker.names import nearest
from podproof.checker.simulation.adversaries.covering import Covering
from podproof.checker.simulation.adversaries.planned import Planned, PlannedGoal
from podproof.checker.simulation.adversaries.pleasant import Pleasant
from podproof.checker.simulation.adversaries.random_choices import RandomChoices
from podproof.checker.simulation.adversaries.script import Script
from podproof.checker.simulation.pod import Adversary
from podproof.spec.pod.named_executions import NAMED_EXECUTIONS
from podproof.spec.pod.situations import SITUATIONS

MODES: Mapping[str, Callable[[], Adversary]] = {"pleasant": Pleasant, "random": RandomChoices}
"""What makes an adversary that needs nothing else, by its name."""

_CONDITIONS = {each.name: each.when for each in SITUATIONS}

_EXECUTIONS = {each.name: each for each in NAMED_EXECUTIONS}


def adversary(mode: str) -> Adversary:
    """A new adversary by its name.  Raises `UsageError` for an unknown name."""
    return MODES[nearest(mode, list(MODES), "mode")]()


def toward(situations: str | Iterable[str], *, plays_clients: bool = False) -> Planned:
    """A new adversary that leads to these situations, one after the other; text may join them with commas."""
    names = situations.split(",") if isinstance(situations, str) else situations
    known = [nearest(str(name).strip(), list(_CONDITIONS), "situation") for name in names]
    return Planned([PlannedGoal(name, _CONDITIONS[name]) for name in known], plays_clients=plays_clients)


def named(name: str) -> Planned:
    """A new adversary that leads through an execution with a name; it plays the clients too."""
    known = _EXECUTIONS[nearest(name, list(_EXECUTIONS), "execution")]
    return Planned([PlannedGoal(f"{known.name} ({each})", each) for each in known.goals], plays_clients=True)


__all__ = [
    "MODES",
    "Covering",
    "Planned",
    "PlannedGoal",
    "Pleasant",
    "RandomChoices",
    "Script",
    "adversary",
    "named",
    "toward",
]
