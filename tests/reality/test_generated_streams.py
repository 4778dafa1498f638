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
from podproof.spec.observation.recordings import Observed

NAMES = sorted(path.stem for path in FOLDER.glob("*.yaml"))

RUNS = 2
"""Executions of each scenario; thousands were tried once, with other seeds."""


def manifest(name):
    """The manifest of a scenario."""
    documents = yaml.safe_load_all((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return next(each for each in documents if each["kind"] == "Pod")


def decoded(event):
    return DECODE(json.dumps(event).encode()).object


def observed(published, kept):
    """The history of the Pod in the events that were not missed, checked at each of them."""
    observer = observers(36).of(decoded(published[0].event))
    history = PodHistory(observer)
    for line in kept:
        event, state = published[line]
        history.observe(Observed(line + 1, event["type"], decoded(event)))
        assert history.illegal is None, (line, history.illegal)
        assert observer.observer.operations.contains(history.belief.states, state), line
    return history


@pytest.mark.parametrize("name", NAMES)
def test_every_published_status_is_legal_and_the_observer_knows_the_state_that_published_it(name):
    described = manifest(name)
    first = {"kind": "Pod", "apiVersion": "v1", "metadata": {"name": name}, "spec": described["spec"]}
    finalizers = described["metadata"].get("finalizers", [])
    compiled = observers(36).of(
        DECODE(msgspec.json.encode(first | {"metadata": {"name": name, "finalizers": finalizers}}))
    )
    for seed in range(RUNS):
        published = execution(compiled, described["spec"], seed, steps=40)
        rng = random.Random(seed)
        everything = range(len(published))
        some = [line for line in everything if rng.random() < 0.5]
        for kept in (everything, some, everything[len(published) // 2 :]):
            observed(published, kept)
