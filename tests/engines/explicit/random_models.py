"""Random models for Hypothesis, and the search that is too simple to be wrong."""

from itertools import chain

from hypothesis import strategies as st

from podproof.checker.formulas import Formula, State, atom, conjunction, disjunction, negation
from podproof.checker.model import Action, Case, Model, Variable
from podproof.checker.trace import Trace

# The strategies are made once and know no model: drawing over the very variables of a model is ten times slower.
WIDTH = 5
VALUES = ("low", "middle", 2, "top")
SITES = st.sampled_from((None, 0, 1))
POSITIONS = st.integers(0, WIDTH - 1)


def several(inner: st.SearchStrategy[Formula]) -> st.SearchStrategy[list[Formula]]:
    """Two or three formulas."""
    return st.lists(inner, min_size=2, max_size=3)


atoms = st.builds(atom, POSITIONS, st.sampled_from((*VALUES, "nowhere")))
formulas: st.SearchStrategy[Formula] = st.recursive(
    atoms | st.booleans(),
    lambda inner: (
        st.builds(negation, inner) | st.builds(conjunction, several(inner)) | st.builds(disjunction, several(inner))
    ),
    max_leaves=8,
)
"""Formulas over the variables of any of the models, sometimes about a value that the variable never has."""


def variable(position: int, size: int, initial: int, component: int | None) -> Variable:
    """A variable of one to four values."""
    return Variable(f"variable {position}", VALUES[:size], VALUES[initial % size], component)


Choices = list[tuple[Formula, int]]
Updates = dict[int, Choices]


def exclusive(choices: Choices, domain: State) -> tuple[Case, ...]:
    """Cases that exclude each other, as the model demands."""
    conditions = [condition for condition, _ in choices]
    return tuple(
        Case(conjunction([condition, *map(negation, conditions[:rank])]), domain[value % len(domain)])
        for rank, (condition, value) in enumerate(choices)
    )


def updated(over: tuple[Variable, ...], drawn: Updates) -> dict[int, tuple[Case, ...]]:
    """The updates of an action."""
    return {position: exclusive(choices, over[position].domain) for position, choices in drawn.items()}


def model(
    variables: list[tuple[int, int, int | None]],
    actions: list[tuple[int | None, Formula, Updates, tuple[int, bool]]],
) -> Model:
    """The model of what was drawn: sizes, initial values and components; components, guards, updates, weights."""
    over = tuple(variable(position, *drawn) for position, drawn in enumerate(variables))
    return Model(
        over,
        tuple(
            Action("actor", f"event {number}", component, guard, updated(over, updates), "", *plausible)
            for number, (component, guard, updates, plausible) in enumerate(actions)
        ),
    )


# Mostly guards that many states satisfy: a model in which nothing happens tests nothing.
guards: st.SearchStrategy[Formula] = st.one_of(
    st.just(True),
    st.builds(negation, atoms),
    st.builds(conjunction, st.lists(st.builds(negation, atoms), min_size=2, max_size=2)),
    st.builds(disjunction, st.lists(atoms, min_size=3, max_size=4)),
    formulas,
)
outright = st.tuples(st.just(True), st.integers(0, 3)).map(lambda choice: [choice])
by_cases = st.lists(st.tuples(formulas, st.integers(0, 3)), min_size=1, max_size=3)
models: st.SearchStrategy[Model] = st.builds(
    model,
    st.lists(st.tuples(st.sampled_from((4, 3, 2, 1)), st.integers(0, 3), SITES), min_size=WIDTH, max_size=WIDTH),
    st.lists(
        st.tuples(
            SITES,
            guards,
            st.dictionaries(POSITIONS, outright | by_cases, min_size=1, max_size=3),
            st.sampled_from(((1, True), (1, False), (2, False), (3, False))),
        ),
        min_size=6,
        max_size=12,
    ),
)
"""Models of five variables and six to twelve actions that write outright or by cases."""


def distances(model: Model) -> dict[State, int]:
    """Every reachable state and how many steps away it is."""
    found = {model.initial: 0}
    frontier = [model.initial]
    while frontier:
        afters = chain.from_iterable(((state, after) for after in successors(model, state)) for state in frontier)
        frontier = []
        for state, after in afters:
            if after not in found:
                found[after] = found[state] + 1
                frontier.append(after)
    return found


def costs(model: Model) -> dict[State, tuple[int, int]]:
    """Every reachable state, the weight of the lightest paths to it, and how many steps the shortest of these have."""
    found, changed = {model.initial: (0, 0)}, [model.initial]
    while changed:
        before = changed.pop()
        for action in model.actions:
            after = model.successor(action, before)
            weight, length = found[before][0] + action.weight, found[before][1] + 1
            if after is not None and (after not in found or (weight, length) < found[after]):
                found[after] = weight, length
                changed.append(after)
    return found


def cost(trace: Trace) -> tuple[int, int]:
    """The weight of a trace and how many steps it has."""
    return sum(step.action.weight for step in trace.steps), len(trace.steps)


def successors(model: Model, state: State) -> list[State]:
    """The states after each enabled action."""
    afters = (model.successor(action, state) for action in model.actions)
    return [after for after in afters if after is not None]


def counter(top: int) -> Model:
    """A model that counts from 0 to `top` and stops there."""
    count = Variable("count", tuple(range(top + 1)), 0, None)
    steps = (Action("clock", "tick", None, atom(0, now), {0: (Case(True, now + 1),)}) for now in range(top))
    return Model((count,), tuple(steps))
