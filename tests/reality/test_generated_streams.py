"""What the model itself publishes is legal, with any observations missed, and the observer knows the state it is in."""

import json
import random

import msgspec
import pytest
import yaml
from published import execution
from recordings import observers
from strategies import FOLDER

from podproof.checker.conformance.pod_history import PodHistory
from podproof.spec.observation.documents import DECODE
from podproof.spec.observation.entries import Observed

COSTLY = {"sidecars-hooks", "sidecar-never"}
"""Scenarios that take seconds each, and whose kinds of containers and hooks other scenarios have too."""

NAMES = sorted({path.stem for path in FOLDER.glob("*.yaml")} - COSTLY)

RUNS = 1
"""Executions of each scenario; thousands were tried once, with other seeds."""


def manifest(name):
    """The manifest of a scenario."""
    documents = yaml.safe_load_all((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return next(each for each in documents if each["kind"] == "Pod")


def decoded(event):
    return DECODE(json.dumps(event).encode()).object


def observed(published, kept):
    """The history of the Pod in the events that were not missed, checked at each of them.

    An event that repeats the last snapshot leaves the belief as it is: what happened since then is still hidden.
    """
    observer = observers(36).of(decoded(published[0].event))
    history, operations = PodHistory(observer), observer.observer.operations
    for line in kept:
        (event, state), before = published[line], history.belief
        history.observe(Observed(line + 1, event["type"], decoded(event)))
        assert history.illegal is None, (line, history.illegal)
        states = history.belief.states
        if history.belief is before:
            states = operations.eventually(states, operations.where(True))
        assert operations.contains(states, state), line


@pytest.mark.parametrize("name", NAMES)
def test_every_published_status_is_legal_and_the_observer_knows_the_state_that_published_it(name):
    described = manifest(name)
    first = {"kind": "Pod", "apiVersion": "v1", "metadata": {"name": name}, "spec": described["spec"]}
    finalizers = described["metadata"].get("finalizers", [])
    pod = DECODE(msgspec.json.encode(first | {"metadata": {"name": name, "finalizers": finalizers}}))
    compiled = observers(36).of(pod).observer.compiled
    for seed in range(RUNS):
        published = execution(compiled, described["spec"], seed, steps=24)
        rng = random.Random(seed)
        everything = range(len(published))
        some = [line for line in everything if rng.random() < 0.5]
        for kept in (everything, some, everything[len(published) // 2 :]):
            observed(published, kept)
