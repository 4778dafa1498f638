"""What the specification itself publishes is legal, with any observations missed; the observer knows the state."""

import json
import random

import pytest
from hypothesis import settings
from recordings import is_legal, observers
from strategies import FOLDER
from tampering import KINDS

from podproof import simulate
from podproof.checker.conformance.pod_history import PodHistory
from podproof.spec.observation.documents import DECODE
from podproof.spec.observation.entries import Observed

COSTLY = {"hook-and-neighbor", "own-policies", "probes", "sidecars-hooks", "sidecar-always", "sidecar-never", "streaks"}
"""Scenarios that take a second each; all runs of `--hypothesis-profile thorough` have them."""

IS_THOROUGH = settings().max_examples > 100

NAMES = sorted({path.stem for path in FOLDER.glob("*.yaml")} - (set() if IS_THOROUGH else COSTLY))

RUNS = 40 if IS_THOROUGH else 1
"""Executions of each scenario."""


def decoded(event):
    return DECODE(json.dumps(event).encode()).object


def observed(history, kept):
    """The history of the Pod in the events that were not missed, checked at each of them.

    The observer of every execution knows the state; one of likely executions, which is asked first, need not.

    An event that repeats the last snapshot leaves the belief as it is: what happened since then is still hidden.
    """
    pod = observers(36).of(decoded(history.events[0]))
    seen, every = PodHistory(pod), pod.observer
    belief, operations = every.start, every.operations
    for line in kept:
        event, before = history.events[line], seen.belief
        seen.observe(Observed(line + 1, event["type"], decoded(event)))
        assert seen.illegal is None, (history, line, seen.illegal)
        if seen.belief is before:
            states = operations.eventually(belief.states, operations.where(True))
        else:
            belief = every.after(belief, seen.path[-1].snapshot)
            states = belief.states
        assert operations.contains(states, history.values[line]), (history, line)


@pytest.mark.parametrize("name", NAMES)
def test_every_published_status_is_legal_and_the_observer_knows_the_state_that_published_it(name):
    for seed in range(RUNS):
        history = simulate(FOLDER / f"{name}.yaml", "random", seed=seed, steps=30)
        chance = random.Random(seed).choice([1, 0.5])
        observed(history, [line for line in range(len(history)) if random.Random(line).random() < chance])


@pytest.mark.parametrize(
    ("pod", "execution"), [("single-always", "crash-loop"), ("two-never", "evicted-then-succeeded")]
)
def test_a_generated_stream_is_rejected_once_it_is_edited(pod, execution):
    stream = json.loads(json.dumps(simulate(FOLDER / f"{pod}.yaml", execution=execution).events))
    assert is_legal(stream, 36)
    edited = [next(kind.edits(stream), None) for kind in KINDS.values()]
    made = [each for each in edited if each is not None]
    assert len(made) > 10
    assert not any(is_legal(each, 36) for each in made)
