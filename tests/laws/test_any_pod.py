"""Every law holds for any Pod, not only for the scenarios."""

from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from strategies import pods
from test_scenarios import not_holding

from podproof.checker.exploration import Options, explore
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.machines import FAULTS
from podproof.spec.pod.state import Container, Hook, Pod

NEVER_SEEN_INITIALIZING = Pod(
    "hooked",
    (Container("proxy", "sidecar", "Always", post_start=Hook("exec")), Container("app"), Container("job")),
    restart_policy="Never",
    kubernetes=28,
)
"""The hook of its sidecar holds the sync, so that no status is published before the sidecar has started."""


# To explain a failure would take minutes: each Pod is a whole exploration.
@settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.too_slow],
)
@given(pods(), st.frozensets(st.sampled_from(FAULTS)))
@example(NEVER_SEEN_INITIALIZING, frozenset(FAULTS))
def test_every_law_that_applies_holds_for_any_pod_with_any_classes_of_fault(pod, faults):
    assert not_holding(explore(LIFECYCLE, pod, Options(engine="symbolic", faults=faults))) == {}
