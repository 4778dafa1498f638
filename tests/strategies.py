"""The Pods that the tests ask about: the specification's own scenarios, and random ones for Hypothesis."""

from pathlib import Path

from podproof.checker.engines import ENGINES
from podproof.checker.verdict_table import expected_tables
from podproof.spec.manifest import read
from podproof.spec.pod import scenarios
from podproof.spec.strategies import configurations

FOLDER = Path(scenarios.__file__).parent
SCENARIOS = {manifest.pod.name: manifest.pod for manifest in read([str(FOLDER)]).pods}
"""The specification's own Pods by their names."""

FEWER = frozenset({"client", "kubelet", "sandbox"})
"""The classes of fault with which even several containers have few states."""

VAST = {"sidecars-hooks"}
"""Scenarios with too many states (millions) to visit each, whatever the faults."""

COMPARED = [
    *("brief-grace", "deadline", "exit-rules", "finalizer", "gates", "hooks", "init-never", "probes", "restart-all"),
    *("sidecar-never", "single-never", "single-onfailure", "streaks", "two-always"),
]
"""Scenarios that together have every machine and every kind of container: on these the engines are compared."""

COMPARED_WITH_ALL_FAULTS = ["gates", "hooks", "no-grace", "single-never"]
"""Those with so few states that each can be visited when all classes of fault can strike."""

LARGE = {"debugged", "init-always", "own-policies", "sidecar-never", "two-always", "two-onfailure"}
"""Scenarios that have many states even with fewer classes of fault."""

NARROWED = {
    name: frozenset() if name == "sidecar-always" else frozenset({"client"}) if name in LARGE else FEWER
    for name in sorted(set(SCENARIOS) - VAST)
}
"""The other scenarios with so few classes of fault that every law is decided state by state in a second or two."""

HOLDS = {name: frozenset(each["laws"]["holds"]) for name, each in expected_tables()["scenarios"].items()}
"""The laws that hold in each scenario, as `laws/test_table.py` proves."""

GRAPH, SYMBOLIC = ENGINES["explicit"], ENGINES["symbolic"]

pods = configurations
"""Random Pods, as the specification has them; `checker.strategies.pods` are whole manifests."""
