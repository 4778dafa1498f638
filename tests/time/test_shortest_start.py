"""The closed form of the least time until a Pod is ready, against the clock."""

import pytest

from podproof.checker.times.parts import declaring
from podproof.checker.times.starting import until_all_are_ready
from podproof.spec.notation_of_time import AT_ONCE
from podproof.spec.pod.declared_times import DeclaredTimes
from podproof.spec.pod.durations import shortest_start
from podproof.spec.pod.state import Container, Hook, Pod, Probe
from podproof.spec.pod.timed.lifecycle import TimedPod


def container(name="app", kind="regular", hook=None, **delays):
    """A container with these delays of probes, and a hook that sleeps."""
    probes = {f"{probe}_probe": Probe("exec", initial_delay=delay) for probe, delay in delays.items()}
    policy = "Always" if kind == "sidecar" else ""
    return Container(name, kind, policy, post_start=hook and Hook("sleep", hook), **probes)


def least(*members):
    """The least time from the creation to Ready, by the clock, of processes that answer at once."""
    timed = TimedPod(Pod("p", members), declared=DeclaredTimes(deletion=None))
    smooth = declaring(timed, pull=AT_ONCE, starts=AT_ONCE, answer=AT_ONCE, post_start=AT_ONCE, exits=None, hangs=None)
    return until_all_are_ready(smooth).least


@pytest.mark.parametrize(
    ("members", "seconds"),
    [
        ((container(readiness=60), container("other", hook=50)), 60),
        ((container(hook=50), container("other", readiness=60)), 110),
        ((container(hook=30, readiness=30),), 30),
        ((container("proxy", "sidecar", startup=30, readiness=70), container(readiness=60)), 90),
        ((container(readiness=20), container("other", readiness=30)), 30),
    ],
)
def test_delays_of_containers_that_start_in_turn_add_up_and_others_pass_together(members, seconds):
    assert shortest_start(members) == least(*members) == seconds


@pytest.mark.parametrize("members", [(container(hook=30, readiness=40),), (container(startup=30, readiness=60),)])
def test_the_clock_counts_a_delay_that_begins_late_as_over_and_so_is_never_above_the_closed_form(members):
    assert least(*members) < shortest_start(members)
