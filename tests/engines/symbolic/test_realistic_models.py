"""The symbolic engine on models of real size: known counts, traces of every length, closures shared and unfinished."""

import pytest
from realistic import RealisticModel, realistic

from podproof.checker.engines.symbolic import Symbolic, local_relation
from podproof.checker.formulas import Formula, conjunction, evaluate
from podproof.checker.trace import Trace

# Counted by the draft with which the engine was designed, which shares no code with it.
COUNTS = {(0, 0, 1): 158_568, (1, 1, 1): 1_099_119_930, (1, 1, 2): 2_418_301_292_298}


def questions(model: RealisticModel) -> dict[str, Formula]:
    last = model.regular[-1]
    return {
        "it serves": model.has("endpoint", 1),
        "it has failed": model.has("phase", "Failed"),
        "the last restarted twice": model.has("restarts", 2, component=last),
        "all run": conjunction(model.has("runtime", "running", component=component) for component in model.regular),
        "all were killed": conjunction(model.has("exit", "killed", component=component) for component in model.regular),
        "the last is killed": conjunction([model.has("stop", "term", component=last), model.has("worker", "sync")]),
    }


@pytest.mark.parametrize("components", COUNTS, ids=str)
def test_states_are_counted_exactly(components: tuple[int, int, int]) -> None:
    assert Symbolic(realistic(*components)).explore().states == COUNTS[components]


def test_relations_left_unfinished_lead_to_the_same_states(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local_relation, "LARGEST", 0)
    assert Symbolic(realistic(0, 0, 1)).explore().states == COUNTS[0, 0, 1]


def test_equal_components_share_their_relations(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    make = local_relation.LocalRelation.__init__
    monkeypatch.setattr(
        local_relation.LocalRelation,
        "__init__",
        lambda self, *of: (make(self, *of), made.extend(self.shape.actions[:1]))[0],
    )
    Symbolic(realistic(2, 2, 8))
    assert len(made) < 8


def test_nine_components_have_traces() -> None:
    draft = RealisticModel(2, 2, 5)
    model = draft.model()
    engine = Symbolic(model)
    assert engine.explore().complete
    for question in questions(draft).values():
        trace = engine.trace(question)
        assert trace is not None
        replay(draft, trace)
        assert evaluate(question, trace.steps[-1].state)


def replay(draft: RealisticModel, trace: Trace) -> None:
    model, state = draft.model(), trace.start
    for action, after in trace.steps:
        assert model.successor(action, state) == after
        state = after


def test_a_trace_without_layers_is_hardly_longer_than_the_most_plausible() -> None:
    draft = RealisticModel(1, 1, 2)
    model = draft.model()
    plausible, irreducible = Symbolic(model, nodes_for_layers=100_000_000), Symbolic(model, nodes_for_layers=0)
    plausible.explore(), irreducible.explore()
    for question in questions(draft).values():
        best, other = plausible.trace(question), irreducible.trace(question)
        assert best is not None and other is not None
        assert best.minimality == "most plausible"
        assert len(best.steps) <= len(other.steps) <= len(best.steps) + 2


def test_no_deadlock_is_reachable_while_faults_can_strike() -> None:
    engine = Symbolic(realistic(1, 1, 2))
    engine.explore()
    assert engine.reachable(engine.model.deadlock) is False
    assert engine.trace(engine.model.deadlock) is None
