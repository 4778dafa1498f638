"""Hypothesis strategies of histories, for code that takes the object of a Pod or a stream of them."""

from typing import Any

from hypothesis import strategies as st

from podproof.checker.names import fault_classes
from podproof.checker.simulation.adversaries import toward
from podproof.checker.simulation.adversaries.deviating import Deviating, DrawnDeviation
from podproof.checker.simulation.histories import SimulatedHistory, history
from podproof.checker.simulation.pod import SimulatedPod
from podproof.checker.simulation.sources import PodSource, Source, pod_source
from podproof.spec.strategies import pods

MOST_STEPS = 120
"""Steps after which a history without an end is cut."""

MOST_OBJECTS = 40
"""Objects of a history, from the first one on."""

DEVIATIONS = st.lists(st.builds(DrawnDeviation, st.integers(0, 9), st.integers(0, 63)), max_size=10)
"""Where an execution leaves the pleasant one; a failing example shrinks to few of them."""

DISTURBED = st.sampled_from([(False, False), (False, True), (True, False), (True, True)])
"""Whether clients, and whether faults disturb an execution: where they can, a Pod rarely gets far."""

SEEDS = st.integers(0, 2**16)


def histories(
    pod: Source | st.SearchStrategy[Any] | None = None,
    *,
    situation: str = "",
    kubernetes: int | str | None = None,
    faults: str | frozenset[str] = "all",
    clients: bool = True,
    whole: bool = False,
) -> st.SearchStrategy[SimulatedHistory]:
    """Histories of this Pod, or of Pods that a strategy draws (default: small ones of any kind).

    `situation` is one that each history passes through, such as `"CrashLoopBackOff"`.  With `clients` others delete the
    Pod, set its image and so on; without, nobody does.  A history ends anywhere, as a watch does; with `whole` when the
    Pod is gone, or when nothing more happens to it.  A failing history shrinks to the shortest and most ordinary one.
    """
    struck = fault_classes(faults)
    if pod is None:
        pod = pods(most_inits=1, most_regulars=2)
    if not isinstance(pod, st.SearchStrategy):
        return _histories(st.just(pod_source(pod, kubernetes)), situation, struck, clients, whole)
    return _histories(pod.map(lambda each: pod_source(each, kubernetes)), situation, struck, clients, whole)


@st.composite
def _histories(
    draw: st.DrawFn,
    sources: st.SearchStrategy[PodSource],
    situation: str,
    faults: frozenset[str] | None,
    clients: bool,
    whole: bool,
) -> SimulatedHistory:
    source, seed = draw(sources), draw(SEEDS)
    plays_clients, with_faults = draw(DISTURBED) if clients else (False, draw(st.booleans()))
    plan = toward(situation, plays_clients=clients) if situation else None
    adversary = Deviating(draw(DEVIATIONS), plan, plays_clients=plays_clients, with_faults=with_faults)
    simulated = SimulatedPod(source, adversary, seed=seed, faults=faults, plays_clients=clients)
    found = history(simulated, seed, MOST_STEPS)
    return found if whole else found.up_to(draw(st.integers(1, MOST_OBJECTS)))
