"""The Pods that the tests ask about: the specification's own scenarios, and random ones for Hypothesis."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from checker.exploration import ENGINES
from spec import scenarios
from spec.manifest import read
from spec.world import NEWEST, OLDEST, Container, Hook, Pod, Probe

FOLDER = Path(scenarios.__file__).parent
SCENARIOS = {manifest.pod.name: manifest.pod for manifest in read([str(FOLDER)]).pods}
"""The specification's own Pods by their names."""

SMALL = sorted(set(SCENARIOS) - {"sidecars-hooks", "two-always", "two-onfailure"})
"""Those with so few worlds (below 300 thousand) that each can be visited."""

GRAPH, SYMBOLIC = ENGINES["graph"], ENGINES["symbolic"]

SIDECARS_SINCE = 28
"""The first minor version that knows sidecars: an older API server takes their policy away."""

thresholds = st.sampled_from([1, 1, 1, 2, 3])
graces = st.sampled_from([0, 1, 2, 30])
policies = st.sampled_from(["Always", "OnFailure", "Never"])
pulls = st.sampled_from(["Always", "IfNotPresent", "Never"])
hooks = st.none() | st.just(Hook("exec"))


def made(record: Callable[..., Any], **fields: Any) -> st.SearchStrategy[Any]:
    """A record whose other fields have their defaults, which `builds` would draw too."""
    drawn = {name: field if isinstance(field, st.SearchStrategy) else st.just(field) for name, field in fields.items()}
    return st.fixed_dictionaries(drawn).map(lambda values: record(**values))


killing = made(Probe, handler="exec", failure_threshold=thresholds, grace=st.sampled_from([None, None, 1, 30]))
serving = made(Probe, handler="exec", failure_threshold=thresholds, success_threshold=thresholds)
STEERING: dict[str, Any] = {
    "startup_probe": st.none() | killing,
    "liveness_probe": st.none() | killing,
    "readiness_probe": st.none() | serving,
    "post_start": hooks,
    "pre_stop": hooks,
}
"""What regular containers and sidecars may have, and init containers may not."""


def own_policies(kubernetes: int, *those: str) -> st.SearchStrategy[str]:
    """Policies of containers are an affair of late versions."""
    return st.sampled_from(["", "", *those]) if kubernetes >= 35 else st.just("")


def inits(name: str, kubernetes: int) -> st.SearchStrategy[Container]:
    """An init container, or a sidecar where the version has such."""
    own = own_policies(kubernetes, "OnFailure", "Never")
    plain = made(Container, name=name, kind="init", own_policy=own, image_pull_policy=pulls)
    if kubernetes < SIDECARS_SINCE:
        return plain
    return plain | made(Container, name=name, kind="sidecar", own_policy="Always", image_pull_policy=pulls, **STEERING)


def regulars(name: str, kubernetes: int) -> st.SearchStrategy[Container]:
    """A regular container."""
    own = own_policies(kubernetes, "Always", "OnFailure", "Never")
    return made(Container, name=name, own_policy=own, image_pull_policy=pulls, **STEERING)


@st.composite
def pods(draw: st.DrawFn, most_inits: int = 2, most_regulars: int = 2) -> Pod:
    """A whole Pod: any mixture of what steers a lifecycle, for any version."""
    kubernetes = draw(st.integers(OLDEST, NEWEST))
    first = [draw(inits(f"init-{number}", kubernetes)) for number in range(draw(st.integers(0, most_inits)))]
    second = [draw(regulars(f"app-{number}", kubernetes)) for number in range(draw(st.integers(1, most_regulars)))]
    return Pod(
        "drawn",
        (*first, *second),
        restart_policy=draw(policies),
        grace_period=draw(graces),
        readiness_gates=draw(st.sampled_from([(), ("example.com/gate",)])),
        scheduling_gates=draw(st.sampled_from([(), ("example.com/gate",)])),
        share_process_namespace=draw(st.booleans()),
        kubernetes=kubernetes,
    )
