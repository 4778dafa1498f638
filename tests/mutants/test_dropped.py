"""A machine that forgets an event altogether is noticed: some law that held is broken or has nothing to speak of."""

import pytest
from seeding import Change
from strategies import HOLDS, SCENARIOS

from podproof.checker.exploration import explore
from podproof.spec.pod.variants import variant

FORGOTTEN: list[tuple[str, str, str]] = [
    ("Backoff", "backoff_over", "single-always"),
    ("Deletion", "confirms", "single-always"),
    ("Endpoint", "adds_endpoint", "single-always"),
    ("Endpoint", "removes_endpoint", "probes"),
    ("Grace", "grace_over", "single-always"),
    ("Grace", "kill_grace_over", "probes"),
    ("Image", "pull_backoff_over", "single-always"),
    ("Image", "pull_backs_off", "single-always"),
    ("KillTimer", "kill_grace_over", "probes"),
    ("Kubelet", "kubelet_starts", "single-always"),
    ("KubeletFault", "kubelet_starts", "single-always"),
    ("Phase", "publishes", "single-never"),
    ("PostStart", "hook_succeeds", "hooks"),
    ("ReadyCondition", "publishes_readiness", "probes"),
    ("Registry", "pull_succeeds", "single-always"),
    ("Runtime", "dies", "shared-processes"),
    ("Runtime", "kills", "single-always"),
    ("Sandbox", "ends_termination", "single-never"),
    ("Sandbox", "pod_is_stopped", "single-always"),
    ("Startup", "startup_succeeds", "probes"),
    ("StatusManager", "confirms", "single-never"),
    ("StatusManager", "publishes_readiness", "probes"),
    ("Stop", "kills", "single-always"),
    ("Stop", "minimum_over", "hooks"),
    ("Stop", "pre_stop_cut", "hooks"),
    ("Stop", "stop_begins", "single-always"),
    ("Stop", "stops_unhealthy", "probes"),
    ("Stop", "turn_cut", "sidecar-never"),
    ("Sync", "exits_nonzero", "probes"),
    ("Sync", "hook_succeeds", "hooks"),
    ("Sync", "kills", "probes"),
    ("Worker", "ends_termination", "single-always"),
    ("Worker", "finishes", "sidecar-never"),
    ("Worker", "pod_is_stopped", "single-always"),
    ("Worker", "sees_deletion", "single-always"),
    ("Worker", "stops_pod", "single-always"),
]
"""Events without which nothing would come to its end, and a Pod that misses them."""


@pytest.mark.parametrize(("machine", "event", "scenario"), FORGOTTEN)
def test_an_event_that_a_machine_forgets_is_noticed_by_a_law_that_held(machine, event, scenario):
    held = HOLDS[scenario]
    forgetful = explore(variant((Change(machine, event),)), SCENARIOS[scenario])
    assert any(
        verdict.law.name in held and verdict.outcome in ("violated", "vacuous") for verdict in forgetful.verdicts
    )
