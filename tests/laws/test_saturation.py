"""Saturating counters lose nothing: a specification that counts in full has the same verdicts and traces."""

from itertools import groupby

import pytest
import unsaturated
from strategies import FEWER, SCENARIOS

from podproof.checker.exploration import Exploration, Options, explore
from podproof.checker.formulas import Formula
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.state import Container, Pod, Probe

UNSATURATED = unsaturated.specification(unsaturated)


def probed(**probes: Probe) -> Pod:
    """A Pod of one container with these probes."""
    return Pod("probed", (Container("app", **probes),))


COUNTING = {
    "startup": probed(startup_probe=Probe("exec", failure_threshold=4)),
    "liveness": probed(liveness_probe=Probe("exec", failure_threshold=5)),
    "readiness failures": probed(readiness_probe=Probe("exec", failure_threshold=4)),
    "readiness successes": probed(readiness_probe=Probe("exec", success_threshold=4, failure_threshold=2)),
    "restarts": SCENARIOS["single-onfailure"],
    "restarts of an init container": SCENARIOS["init-always"],
}
"""Pods with a number beyond the bound of its counter."""

LARGE = {"restarts of an init container": frozenset({"kubelet"})}
"""The classes of fault for Pods that have too many states with `FEWER`."""


def explorations(name: str) -> tuple[Exploration, Exploration]:
    """The Pod with saturating counters, and with every number counted in full."""
    options = Options(engine="explicit", faults=LARGE.get(name, FEWER))
    ours, full = (explore(spec, COUNTING[name], options) for spec in (LIFECYCLE, UNSATURATED))
    assert ours.size.complete and full.size.complete
    return ours, full


def events(exploration: Exploration, question: Formula) -> list[tuple[str, int | None]]:
    """The events of the shortest trace, where repetitions of an event count once."""
    trace = exploration.trace(question)
    assert trace is not None
    return [label for label, _ in groupby((step.action.event, step.action.component) for step in trace.steps)]


@pytest.mark.parametrize("name", list(COUNTING)[::2])
def test_a_saturating_counter_changes_no_verdict_no_situation_and_no_trace(name):
    ours, full = explorations(name)
    assert ours.size.states < full.size.states
    for one, other in zip((*ours.verdicts, *ours.situations), (*full.verdicts, *full.situations), strict=True):
        assert one._replace(question=None) == other._replace(question=None)
        if ours.engine.reachable(one.question):
            assert events(ours, one.question) == events(full, other.question)


def test_a_threshold_beyond_the_bound_gives_the_same_model_as_the_bound():
    three, four = (probed(liveness_probe=Probe("exec", failure_threshold=times)) for times in (3, 4))
    assert explore(LIFECYCLE, three).compiled.model == explore(LIFECYCLE, four).compiled.model


def test_a_threshold_within_the_bound_is_counted_in_full():
    two, three = (explore(LIFECYCLE, probed(liveness_probe=Probe("exec", failure_threshold=n))) for n in (2, 3))
    assert two.size.states < three.size.states
