"""A symbolic exploration that was stopped names the bound, and its answers are true."""

import pytest
from random_models import counter
from realistic import realistic

from podproof.checker.engines.symbolic import Symbolic
from podproof.checker.engines.symbolic.exploration import Reachability
from podproof.checker.engines.symbolic.partitioned_relation import ActionGroup
from podproof.checker.formulas import atom
from podproof.checker.model import Bounds

THREE = realistic(1, 1, 1)
ALL = 1_099_119_930


def test_the_bound_on_states_is_reported() -> None:
    size = Symbolic(THREE, Bounds(states=1000)).explore()
    assert (size.complete, size.bound) == (False, "1,000 states")
    assert 1000 < size.states < ALL


def test_a_bound_on_states_that_is_just_met_is_none() -> None:
    assert Symbolic(counter(9), Bounds(states=10)).explore().complete
    assert Symbolic(counter(9), Bounds(states=9)).explore().bound == "9 states"


def test_the_bound_on_seconds_is_reported() -> None:
    size = Symbolic(THREE, Bounds(seconds=0.0)).explore()
    assert (size.states, size.complete, size.bound) == (1, False, "0 seconds")


def test_the_bound_on_memory_is_reported() -> None:
    size = Symbolic(realistic(1, 2, 4), Bounds(memory=4_000_000)).explore()
    assert (size.complete, size.bound) == (False, "4,000,000 bytes")
    assert size.states >= 1


def test_an_interrupted_exploration_keeps_what_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    take = Reachability.take

    def interrupted(self: Reachability, turn: ActionGroup) -> bool:
        if len(self.stages) > 10:
            raise KeyboardInterrupt
        return take(self, turn)

    monkeypatch.setattr(Reachability, "take", interrupted)
    engine = Symbolic(THREE)
    size = engine.explore()
    assert (size.complete, size.bound) == (False, "interrupted")
    assert 1 < size.states == engine.count(True) < ALL


def test_an_unfinished_exploration_knows_what_is_reachable_but_not_what_is_not() -> None:
    engine = Symbolic(counter(9), Bounds(states=1))
    engine.explore()
    assert engine.reachable(atom(0, 0)) is True
    assert engine.reachable(atom(0, "nowhere")) is None


def test_an_exploration_goes_on_where_it_was_stopped() -> None:
    engine = Symbolic(THREE, Bounds(states=1000))
    before = engine.explore()
    engine._exploration.bounds = Bounds()
    assert engine.explore().states == ALL > before.states


def test_before_exploration_the_engine_knows_only_the_initial_state() -> None:
    engine = Symbolic(counter(9))
    assert engine.count(True) == 1
    assert engine.reachable(atom(0, 9)) is None
