"""The Pods that the tests ask about: the specification's own scenarios, and random ones for Hypothesis."""

from pathlib import Path

from checker.exploration import ENGINES
from spec import scenarios
from spec.manifest import read
from spec.strategies import shapes

FOLDER = Path(scenarios.__file__).parent
SCENARIOS = {manifest.pod.name: manifest.pod for manifest in read([str(FOLDER)]).pods}
"""The specification's own Pods by their names."""

SMALL = sorted(set(SCENARIOS) - {"sidecars-hooks", "two-always", "two-onfailure"})
"""Those with so few worlds (below 300 thousand) that each can be visited."""

GRAPH, SYMBOLIC = ENGINES["graph"], ENGINES["symbolic"]

pods = shapes
"""Random Pods, as the specification has them; `checker.strategies.pods` are whole manifests."""
