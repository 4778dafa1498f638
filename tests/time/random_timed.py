"""Random small timed models, and questions about them."""

from hypothesis import strategies as st

from podproof.checker.model import Action, Case, Formula, Model, Variable, atom, conjunction, disjunction, negation
from podproof.checker.timed_model import TimedModel, Timer, Timing, Window

SIZES = (3, 2, 2)
POSITIONS = st.integers(0, len(SIZES) - 1)
MOST = 6
"""The greatest constant: digital clocks have so many values and one more."""

atoms = POSITIONS.flatmap(lambda position: st.builds(atom, st.just(position), st.integers(0, SIZES[position] - 1)))
formulas: st.SearchStrategy[Formula] = st.one_of(
    atoms,
    st.builds(negation, atoms),
    st.builds(conjunction, st.lists(atoms, min_size=2, max_size=2)),
    st.builds(disjunction, st.lists(atoms, min_size=2, max_size=2)),
)
cases = st.one_of(
    st.integers(0, 2).map(lambda value: [(True, value)]),
    st.tuples(atoms, st.integers(0, 2), st.integers(0, 2)).map(
        lambda drawn: [(drawn[0], drawn[1]), (negation(drawn[0]), drawn[2])]
    ),
)


@st.composite
def actions(draw: st.DrawFn, number: int) -> Action:
    """An action that writes one variable or two."""
    drawn = draw(st.dictionaries(POSITIONS, cases, min_size=1, max_size=2))
    updates = {
        position: tuple(Case(condition, value % SIZES[position]) for condition, value in choices)
        for position, choices in drawn.items()
    }
    return Action("actor", f"event {number}", None, draw(st.just(True) | formulas), updates)


constants = st.integers(0, MOST)
maybe = st.none() | constants


@st.composite
def timings(draw: st.DrawFn, own: int, named: int) -> Timing:
    """No time at all, an interval since it is enabled, or one on a named timer, perhaps with a second window."""
    kind = draw(st.sampled_from(("any", "urgent", "own", "own", "named", "named", "both")))
    if kind in ("any", "urgent"):
        return Timing((), 0 if kind == "urgent" else None)
    least, due, most = draw(constants), draw(maybe), draw(maybe)
    due = None if due is None else max(due, least)
    timer = own if kind == "own" else draw(st.integers(0, named - 1))
    windows = (Window(timer, least, None if most is None else max(most, due or 0, least)),)
    if kind == "both":
        other = draw(st.integers(0, named - 1))
        windows += (Window(other, draw(st.integers(0, 2)), draw(maybe)),)
    return Timing(windows, due)


@st.composite
def timed_models(draw: st.DrawFn) -> TimedModel:
    """Three variables, two named timers, and three to six actions, each with a timer of its own."""
    count = draw(st.integers(3, 6))
    drawn = [draw(actions(number)) for number in range(count)]
    variables = tuple(Variable(f"variable {number}", tuple(range(size)), 0, None) for number, size in enumerate(SIZES))
    named = [
        Timer(
            f"timer {number}",
            draw(st.just(True) | formulas),
            draw(st.frozensets(st.integers(0, count - 1), max_size=2)),
        )
        for number in range(2)
    ]
    own = [
        Timer(f"since event {number} is enabled", action.changes_something, frozenset({number}))
        for number, action in enumerate(drawn)
    ]
    times = tuple(draw(timings(2 + number, 2)) for number in range(count))
    return TimedModel(Model(variables, tuple(drawn)), (*named, *own), times)


situations = formulas | st.frozensets(st.integers(0, 2), min_size=1, max_size=2)
questions = st.tuples(timed_models(), st.none() | situations, situations, st.booleans(), st.integers(1, 2))
"""A timed model, a start, an end, whether only the first start counts, and how often the end is to be met."""
