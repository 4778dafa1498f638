"""Random models of equal components: the same actions over own variables, shared ones and the next component's."""

from hypothesis import strategies as st

from podproof.checker.formulas import And, Atom, Formula, Not, Or, atom, conjunction, disjunction, negation
from podproof.checker.model import Action, Case, Model, Variable

OWN, SHARED = 2, 2
DOMAIN = ("low", "middle", "top")
RELATIVE = st.integers(0, 2 * OWN + SHARED - 1)
"""First the shared variables, then the component's own, then the next component's."""

relative_atoms = st.builds(atom, RELATIVE, st.sampled_from(DOMAIN))
pairs = st.lists(relative_atoms | st.builds(negation, relative_atoms), min_size=1, max_size=3)
conditions: st.SearchStrategy[Formula] = st.builds(conjunction, pairs) | st.builds(disjunction, pairs)
writes = st.dictionaries(
    st.integers(0, SHARED + OWN - 1), st.tuples(conditions | st.just(True), st.sampled_from(DOMAIN))
)
rules = st.lists(st.tuples(conditions, writes), min_size=1, max_size=5)


def placed(formula: Formula, component: int, components: int) -> Formula:
    """A formula over relative variables, at a component."""
    match formula:
        case Atom():
            return atom(place(formula.variable, component, components), formula.value)
        case Not():
            return negation(placed(formula.operand, component, components))
        case And():
            return conjunction(placed(operand, component, components) for operand in formula.operands)
        case Or():
            return disjunction(placed(operand, component, components) for operand in formula.operands)
    return formula


def place(relative: int, component: int, components: int) -> int:
    """The variable that a relative one stands for at a component."""
    if relative < SHARED:
        return relative
    step, offset = divmod(relative - SHARED, OWN)
    return SHARED + (component + step) % components * OWN + offset


def model(components: int, drawn: list[tuple[Formula, dict[int, tuple[Formula, str]]]]) -> Model:
    """The actions of every component."""
    shared = tuple(Variable(f"shared {n}", DOMAIN, "low", None) for n in range(SHARED))
    own = tuple(
        Variable(f"own {n} of {component}", DOMAIN, "low", component)
        for component in range(components)
        for n in range(OWN)
    )
    actions = [
        Action(
            f"component {component}",
            f"rule {number}",
            component,
            placed(guard, component, components),
            {
                place(relative, component, components): (Case(placed(condition, component, components), value),)
                for relative, (condition, value) in updates.items()
            },
        )
        for component in range(components)
        for number, (guard, updates) in enumerate(drawn)
    ]
    return Model(shared + own, tuple(actions))


models_of_equal_components: st.SearchStrategy[Model] = st.builds(model, st.integers(2, 3), rules)
