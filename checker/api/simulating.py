"""Executions of a Pod: chosen by an adversary, repeated by a script, or as many as show everything that it can show."""

from collections.abc import Iterable

from podproof.checker.errors import UsageError
from podproof.checker.names import fault_classes
from podproof.checker.simulation.adversaries import Script, adversary, named, toward
from podproof.checker.simulation.covering_histories import CoveringHistories
from podproof.checker.simulation.histories import MOST_STEPS, SimulatedHistory, history
from podproof.checker.simulation.pod import Adversary, SimulatedPod
from podproof.checker.simulation.sources import Source, pod_source


def simulate(
    pod: Source,
    mode: str = "",
    *,
    situations: str | Iterable[str] = (),
    execution: str = "",
    script: str | None = None,
    seed: int = 0,
    faults: str | Iterable[str] = "all",
    clients: bool = True,
    kubernetes: int | str | None = None,
    steps: int = MOST_STEPS,
) -> SimulatedHistory:
    """One execution of a Pod: the objects that a watch would show, from its creation on.

    `pod` is a path, what `read` returns, a manifest as a dictionary, or a configuration. Of these one chooses: `mode`,
    `"pleasant"` (the default: no fault) or `"random"` (by the `seed`); `situations`, which are reached one after the
    other on the most plausible way; the name of an `execution`, such as `"evicted-then-succeeded"`; or the `script` of
    a history. `faults` are the classes of fault that may strike; without `clients` nobody deletes the Pod, opens its
    gates and so on. It ends when nothing more happens, or after so many `steps`. Raises `UsageError`, also for a
    situation or an execution that the Pod cannot reach, and `ManifestError`.
    """
    chosen = _adversary(mode, situations, execution, script, clients)
    struck = fault_classes(faults)
    simulated = SimulatedPod(
        pod, chosen, seed=seed, kubernetes=kubernetes, faults=struck, plays_clients=clients and mode == "random"
    )
    found = history(simulated, seed, steps)
    unreachable = getattr(chosen, "unreachable", ())
    if unreachable:
        raise UsageError(f"the Pod {simulated.configuration.name} cannot reach {unreachable[0].name} from there")
    return found


def _adversary(
    mode: str, situations: str | Iterable[str], execution: str, script: str | None, plays_clients: bool
) -> Adversary:
    if sum(map(bool, (mode, situations, execution, script is not None))) > 1:
        raise UsageError("choose one of mode, situations, execution and script")
    if situations:
        return toward(situations, plays_clients=plays_clients)
    if execution:
        return named(execution)
    return Script(script) if script is not None else adversary(mode or "pleasant")


def cover(
    pod: Source, *, faults: str | Iterable[str] = "all", clients: bool = True, kubernetes: int | str | None = None
) -> CoveringHistories:
    """Histories of a Pod that together show every situation that it can reach and every transition of STATUS.

    The arguments are those of `simulate`. Iterate over the result: each history shows something new, and `report` says
    what was shown. Raises `UsageError` for a Pod with more than 8 containers.
    """
    struck = fault_classes(faults)
    return CoveringHistories(pod_source(pod, kubernetes), struck, with_clients=clients)
