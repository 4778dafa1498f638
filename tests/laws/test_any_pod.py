"""Every law holds for any Pod, not only for the scenarios."""

from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from strategies import pods
from test_scenarios import not_holding

from podproof.checker.exploration import Options, explore
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.machines import FAULTS
from podproof.spec.pod.state import Container, ExitRule, Hook, Pod

NEVER_SEEN_INITIALIZING = Pod(
    "hooked",
    (Container("proxy", "sidecar", "Always", post_start=Hook("exec")), Container("app"), Container("job")),
    restart_policy="Never",
    kubernetes=28,
)
"""The hook of its sidecar holds the sync, so that no status is published before the sidecar has started."""

RESTARTS_ALL_AFTER_ANY_EXIT = tuple(ExitRule("RestartAllContainers", each, (0,)) for each in ("In", "NotIn"))

NO_EXIT_RESTARTS_IT_ALONE = Pod(
    "reset", (Container("app", own_policy="Always", exit_rules=RESTARTS_ALL_AFTER_ANY_EXIT),)
)
"""No restart of its container waits, so that laws about the back-off do not apply."""

ONE_EXIT_RESTARTS_IT = Pod(
    "ruled", (Container("app", own_policy="Never", exit_rules=(ExitRule("Restart", "In", (1,)),)),)
)
"""A failure leaves its back-off armed, although its policy is Never and nothing changes its image."""


# To explain a failure would take minutes: each Pod is a whole exploration.
@settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.too_slow],
)
@given(pods(), st.frozensets(st.sampled_from(FAULTS)))
@example(NEVER_SEEN_INITIALIZING, frozenset(FAULTS))
@example(NO_EXIT_RESTARTS_IT_ALONE, frozenset())
@example(NO_EXIT_RESTARTS_IT_ALONE, frozenset(FAULTS))
@example(ONE_EXIT_RESTARTS_IT, frozenset())
def test_every_law_that_applies_holds_for_any_pod_with_any_classes_of_fault(pod, faults):
    assert not_holding(explore(LIFECYCLE, pod, Options(engine="symbolic", faults=faults))) == {}
