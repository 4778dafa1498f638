"""What the specification says: its functions, transitions and conditions."""

from collections.abc import Iterator

import lint

from podproof.spec.kubernetes_tests import arithmetic
from podproof.spec.notation import Transition
from podproof.spec.notation_of_machines import Machine, transitions
from podproof.spec.pod import kubectl, predicates
from podproof.spec.pod.laws import LAWS
from podproof.spec.pod.live_variables import LIVE_WHEN
from podproof.spec.pod.machines import MACHINES
from podproof.spec.pod.situations import SITUATIONS
from podproof.spec.pod.state import Container, Pod
from podproof.spec.pod.walkthroughs import WALKTHROUGHS

PREDICATES = lint.functions_in(predicates)
ARITHMETIC = lint.functions_in(arithmetic)


def every_transition() -> Iterator[tuple[type[Machine], Transition]]:
    """Every transition with its machine."""
    return ((machine, transition) for machine in MACHINES for transition in transitions(machine))


def conditions() -> Iterator[str]:
    """Every condition in the specification."""
    yield from (transition.guard for _, transition in every_transition())
    yield from (machine.concerns for machine in MACHINES)
    yield from (condition for law in LAWS for condition in (law.when, law.then, law.given))
    yield from (situation.when for situation in SITUATIONS)
    yield from LIVE_WHEN.values()
    members = (Container("init", "init"), Container("sidecar", "sidecar"), Container("regular"))
    yield from (fact.condition for row in kubectl.printer(Pod("pod", members)).status_rows for fact in row.facts)
    yield from (
        condition for each in WALKTHROUGHS for goal in each.goals for condition in (goal.until, *goal.only.values())
    )
