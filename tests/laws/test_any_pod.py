"""Every law holds for any Pod at all, not only for the scenarios."""

from hypothesis import HealthCheck, given, settings
from strategies import pods
from test_scenarios import not_holding

from checker.exploration import Options, explore
from spec.specification import LIFECYCLE


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pods())
def test_every_law_that_applies_holds_for_any_pod(pod):
    assert not_holding(explore(LIFECYCLE, pod, Options(engine="symbolic"))) == {}
