"""What the specification itself publishes is legal, with any observations missed; the observer knows the state."""

import json
import random

import pytest
from recordings import observers
from strategies import FOLDER

from podproof.checker.conformance.pod_history import PodHistory
from podproof.checker.simulation import SimulatedPod, pod_source
from podproof.checker.simulation.adversaries import adversary
from podproof.checker.simulation.histories import Recorder
from podproof.spec.observation.documents import DECODE
from podproof.spec.observation.entries import Observed

COSTLY = {"sidecars-hooks", "sidecar-never"}
"""Scenarios that take seconds each, and whose kinds of containers and hooks other scenarios have too."""

NAMES = sorted({path.stem for path in FOLDER.glob("*.yaml")} - COSTLY)

RUNS, STEPS = 2, 30
"""Executions of each scenario, and their length; thousands were tried once, with other seeds."""


def decoded(event):
    return DECODE(json.dumps(event).encode()).object


def observed(recorder, kept):
    """The history of the Pod in the events that were not missed, checked at each of them.

    An event that repeats the last snapshot leaves the belief as it is: what happened since then is still hidden.
    """
    observer = observers(36).of(decoded(recorder.events[0]))
    history, operations = PodHistory(observer), observer.observer.operations
    for line in kept:
        event, state, before = recorder.events[line], recorder.states[line], history.belief
        history.observe(Observed(line + 1, event["type"], decoded(event)))
        assert history.illegal is None, (line, history.illegal)
        states = history.belief.states
        if history.belief is before:
            states = operations.eventually(states, operations.where(True))
        assert operations.contains(states, recorder.pod.model.successors.encoding.unpack(state)), line


@pytest.mark.parametrize("name", NAMES)
def test_every_published_status_is_legal_and_the_observer_knows_the_state_that_published_it(name):
    source = pod_source(FOLDER / f"{name}.yaml")
    for seed in range(RUNS):
        recorder = Recorder(SimulatedPod(source, adversary("random"), seed=seed, plays_clients=True))
        recorder.run(STEPS)
        rng = random.Random(seed)
        everything = range(len(recorder.events))
        some = [line for line in everything if rng.random() < 0.5]
        for kept in (everything, some, everything[len(recorder.events) // 2 :]):
            observed(recorder, kept)
