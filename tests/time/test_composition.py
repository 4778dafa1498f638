"""What is asked of one container at a time is what the whole Pod answers."""

from hypothesis import assume, given, settings
from random_pods import pods

from podproof.checker.engines.zones import Limits
from podproof.checker.times import starting, stopping
from podproof.checker.times.clocked import FORCED, ClockedPod
from podproof.checker.times.parts import starting as that_starts
from podproof.checker.times.parts import without_probes
from podproof.checker.times.stopping import deleted_while_running, running

WHOLE = Limits(states=3_000, zones=3_000, seconds=1)
"""Where a whole Pod is given up: then nothing is compared."""


def same(composed, whole):
    """Whether both ends are the same, if both are decided exactly."""
    if composed.undecided or whole.undecided or not composed.exact:
        return True
    return (composed.least, composed.most) == (whole.least, whole.most)


@settings(max_examples=4)
@given(pods())
def test_a_pod_is_ready_when_the_last_of_its_parts_is(timed):
    timed = that_starts(timed)
    whole = ClockedPod(timed, without=(*FORCED, "stops_unhealthy"))
    together = whole.between(None, whole.when("ready_condition_is_true"), limits=WHOLE)
    assert same(starting.until_all_are_ready(timed), together)


@settings(max_examples=4)
@given(pods())
def test_a_pod_is_gone_when_the_last_of_its_parts_is(timed):
    assume(timed.pod.grace_period)  # a deletion without one waits for no container
    timed = running(timed)
    for each in timed.pod.members:
        timed = without_probes(timed, each.name, "readiness")
    whole = deleted_while_running(timed)
    together = whole.between(whole.events("deletes"), whole.when("removed_gracefully"), limits=WHOLE)
    assert same(stopping.gone(timed).duration, together)
