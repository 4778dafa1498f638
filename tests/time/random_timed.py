"""Random small timed models, and questions about them."""

from hypothesis import strategies as st

from podproof.checker.formulas import Formula, atom, conjunction, disjunction, negation
from podproof.checker.model import Action, Case, Model, Variable
from podproof.checker.timed_model import TimedModel, Timer, Timing, Window

SIZES = (3, 2, 2)
POSITIONS = st.integers(0, len(SIZES) - 1)
MOST = 6
"""The greatest constant: digital clocks have so many values and a few more."""

atoms = POSITIONS.flatmap(lambda position: st.builds(atom, st.just(position), st.integers(0, SIZES[position] - 1)))
formulas: st.SearchStrategy[Formula] = st.one_of(
    atoms,
    st.builds(negation, atoms),
    st.builds(conjunction, st.lists(atoms, min_size=2, max_size=2)),
    st.builds(disjunction, st.lists(atoms, min_size=2, max_size=2)),
)
values = st.integers(0, 2)
cases = st.one_of(
    values.map(lambda value: [(True, value)]),
    st.builds(lambda when, one, other: [(when, one), (negation(when), other)], atoms, values, values),
)


def action(number: int, guard: Formula, choices: dict[int, list[tuple[Formula, int]]]) -> Action:
    """An action that writes one variable or two."""
    updates = {
        position: tuple(Case(condition, value % SIZES[position]) for condition, value in each)
        for position, each in choices.items()
    }
    return Action("actor", f"event {number}", None, guard, updates)


drawn_actions = st.lists(
    st.tuples(st.just(True) | formulas, st.dictionaries(POSITIONS, cases, min_size=1, max_size=2)),
    min_size=3,
    max_size=6,
)
constants = st.integers(0, MOST)
maybe = st.none() | constants


@st.composite
def timings(draw: st.DrawFn, own: int, named: int) -> Timing:
    """No time at all, an interval since it is enabled, or one on a named timer, perhaps with a second window."""
    kind = draw(st.sampled_from(("any", "urgent", "own", "own", "own", "named", "named", "both")))
    if kind in ("any", "urgent"):
        return Timing((), 0 if kind == "urgent" else None)
    least, due, most = draw(constants), draw(constants | maybe), draw(maybe)
    due = None if due is None else max(due, least)
    timer = own if kind == "own" else draw(st.integers(0, named - 1))
    windows = (Window(timer, least, None if most is None else max(most, due or 0, least)),)
    if kind == "both":
        windows += (Window(draw(st.integers(0, named - 1)), draw(st.integers(0, 2)), draw(maybe)),)
    return Timing(windows, due)


@st.composite
def timed_models(draw: st.DrawFn) -> TimedModel:
    """Three variables, two named timers, and three to six actions, each with a timer of its own."""
    actions = tuple(action(number, *drawn) for number, drawn in enumerate(draw(drawn_actions)))
    variables = tuple(Variable(f"variable {number}", tuple(range(size)), 0, None) for number, size in enumerate(SIZES))
    restarts = st.frozensets(st.integers(0, len(actions) - 1), max_size=2)
    named = [Timer(f"timer {number}", draw(st.just(True) | formulas), draw(restarts)) for number in range(2)]
    own = [
        Timer(f"since {each.event} is enabled", each.changes_something, frozenset({number}))
        for number, each in enumerate(actions)
    ]
    times = tuple(draw(timings(2 + number, 2)) for number in range(len(actions)))
    return TimedModel(Model(variables, actions), (*named, *own), times)


situations = formulas | st.frozensets(st.integers(0, 2), min_size=1, max_size=2)
questions = st.tuples(timed_models(), st.none() | situations, situations, st.booleans(), st.integers(1, 2))
"""A timed model, a start, an end, whether only the first start counts, and how often the end is to be met."""


@st.composite
def widened(draw: st.DrawFn, timed: TimedModel) -> TimedModel:
    """The timed model with some intervals wider."""

    def wider(timing: Timing) -> Timing:
        less, more, endless = draw(constants), draw(constants), draw(st.booleans())

        def up(bound: int | None) -> int | None:
            return None if endless or bound is None else bound + more

        # No time passes where an action is urgent and has no timer: there is nothing that could be wider.
        windows = tuple(Window(timer, max(least - less, 0), up(most)) for timer, least, most in timing.windows)
        return Timing(windows, up(timing.due)) if windows else timing

    return timed._replace(timings=tuple(wider(timing) if draw(st.booleans()) else timing for timing in timed.timings))


def scaled(timed: TimedModel, factor: int) -> TimedModel:
    """The timed model with all constants multiplied."""

    def times(bound: int | None) -> int | None:
        return None if bound is None else bound * factor

    return timed._replace(
        timings=tuple(
            Timing(tuple(Window(timer, least * factor, times(most)) for timer, least, most in windows), times(due))
            for windows, due in timed.timings
        )
    )


@st.composite
def with_an_onlooker(draw: st.DrawFn, timed: TimedModel) -> TimedModel:
    """The timed model with a variable that nothing reads, and actions that write it, perhaps with a deadline."""
    size = len(timed.model.variables)
    onlooker = Variable("onlooker", (0, 1), 0, None)
    actions, timers, times = [], [], []
    for value in (0, 1):
        guard = draw(st.just(True) | formulas)
        actions.append(Action("onlooker", f"looks {value}", None, guard, {size: (Case(True, value),)}))
        number = len(timed.model.actions) + value
        timers.append(Timer(f"since looks {value} is enabled", actions[-1].changes_something, frozenset({number})))
        # It does not stop time: it can wait for a unit.
        due = draw(st.none() | st.integers(1, MOST))
        times.append(Timing((Window(len(timed.timers) + value, draw(st.integers(0, due or MOST))),), due))
    model = Model((*timed.model.variables, onlooker), (*timed.model.actions, *actions))
    return TimedModel(model, (*timed.timers, *timers), (*timed.timings, *times))
