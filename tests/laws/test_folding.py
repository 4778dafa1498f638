"""Numbers fold without loss: a specification that counts in full says the same, and tells the same traces."""

from itertools import groupby

import pytest
import unfolded
from strategies import FEWER, SCENARIOS

from podproof.checker.exploration import Exploration, Options, explore
from podproof.checker.model import Formula
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.state import Container, Pod, Probe

IN_FULL = unfolded.unfolded(unfolded)


def probed(**probes: Probe) -> Pod:
    """A Pod of one container with these probes."""
    return Pod("probed", (Container("app", **probes),))


FOLDED = {
    "startup": probed(startup_probe=Probe("exec", failure_threshold=4)),
    "liveness": probed(liveness_probe=Probe("exec", failure_threshold=5)),
    "readiness failures": probed(readiness_probe=Probe("exec", failure_threshold=4)),
    "readiness successes": probed(readiness_probe=Probe("exec", success_threshold=4, failure_threshold=2)),
    "restarts": SCENARIOS["single-onfailure"],
    "restarts of an init container": SCENARIOS["init-always"],
}
"""Pods with a number beyond its fold."""


LARGE = {"restarts of an init container": frozenset({"kubelet"})}
"""The Pods that have too many states with the sandbox's faults too, with the classes of fault that they have here."""


def explorations(name: str) -> tuple[Exploration, Exploration]:
    """The Pod as it is specified, and with every number counted in full."""
    options = Options(engine="explicit", faults=LARGE.get(name, FEWER))
    folded, full = (explore(spec, FOLDED[name], options) for spec in (LIFECYCLE, IN_FULL))
    assert folded.size.complete and full.size.complete
    return folded, full


def told(exploration: Exploration, question: Formula) -> list[tuple[str, int | None]]:
    """The shortest trace as its events, an event that is repeated told once."""
    trace = exploration.trace(question)
    assert trace is not None
    return [label for label, _ in groupby((step.action.event, step.action.component) for step in trace.steps)]


@pytest.mark.parametrize("name", FOLDED)
def test_a_folded_number_changes_no_verdict_no_situation_and_no_trace(name):
    folded, full = explorations(name)
    assert folded.size.states < full.size.states
    for ours, theirs in zip((*folded.verdicts, *folded.situations), (*full.verdicts, *full.situations), strict=True):
        assert ours._replace(question=None) == theirs._replace(question=None)
        if folded.engine.reachable(ours.question):
            assert told(folded, ours.question) == told(full, theirs.question)


def test_a_threshold_beyond_the_fold_gives_the_very_model_of_the_fold():
    three, four = (probed(liveness_probe=Probe("exec", failure_threshold=times)) for times in (3, 4))
    assert explore(LIFECYCLE, three).compiled.model == explore(LIFECYCLE, four).compiled.model


def test_a_threshold_within_the_fold_is_not_folded():
    two, three = (explore(LIFECYCLE, probed(liveness_probe=Probe("exec", failure_threshold=n))) for n in (2, 3))
    assert two.size.states < three.size.states
