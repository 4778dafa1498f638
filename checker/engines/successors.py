"""Successors by generated code: a state is an integer, a guard a masked comparison, all actions one function.

Every variable is a field of bits.  A conjunction of `variable == value` over any number of variables becomes the one
comparison `state & MASK == VALUES`, an update becomes `state & KEEP | VALUES`.  Guards that begin alike are asked
once: the generated function is their prefix tree, so in a state where the common part fails the whole branch is
skipped.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import takewhile
from typing import Any

from podproof.checker.formulas import And, Atom, Formula, Not, Or, State, Value, conjunction
from podproof.checker.model import Action, Case, Model, Variable

Tests = list[int]
"""The conjuncts of a guard by their rank in the model, the commonest first."""

LONGEST = 100
"""Cases of one choice: Python's compiler does not accept thousands, and cases exclude each other."""

DEEPEST = 60
"""Nested branches beyond which guards are written out in full: Python accepts a hundred levels of indentation."""


class BitEncoding:
    """The states of a model as integers, and formulas as expressions over such an integer called `state`."""

    def __init__(self, variables: Sequence[Variable]) -> None:
        self.variables = variables
        self.shifts: list[int] = []
        self.ones: list[int] = []
        width = 0
        for variable in variables:
            self.shifts.append(width)
            self.ones.append((1 << variable.bits) - 1)
            width += variable.bits
        self.full = (1 << width) - 1
        self._codes = [
            {value: code << shift for code, value in enumerate(variable.domain)}
            for variable, shift in zip(variables, self.shifts, strict=True)
        ]
        self._expressions: dict[Formula, str] = {}

    def mask(self, variable: int) -> int:
        """The bits of a variable."""
        return self.ones[variable] << self.shifts[variable]

    def code(self, variable: int, value: Value) -> int:
        """The bits that say `variable == value`."""
        try:
            return self._codes[variable][value]
        except KeyError:
            raise ValueError(f"{self.variables[variable].name} has no value {value!r} in its domain") from None

    def pack(self, state: State) -> int:
        """The integer of a state."""
        return sum(self.code(variable, value) for variable, value in enumerate(state))

    def unpack(self, state: int) -> State:
        """The state of an integer."""
        fields = zip(self.variables, self.shifts, self.ones, strict=True)
        return tuple(variable.domain[state >> shift & ones] for variable, shift, ones in fields)

    def expression(self, formula: Formula) -> str:
        """Python source that is true in the states where the formula is."""
        written = self._expressions.get(formula)
        if written is None:
            written = self._expressions[formula] = self._write(formula)
        return written

    def _write(self, formula: Formula) -> str:
        match formula:
            case Atom():
                return self._is_one_of(formula.variable, [formula.value])
            case Not():
                return f"(not {self.expression(formula.operand)})"
            case And():
                return self._all(formula.operands)
            case Or():
                return self._any(formula.operands)
        return str(formula)

    def _all(self, operands: Iterable[Formula]) -> str:
        asked, compound = _by_variable(operands)
        if any(len(values) > 1 or values[0] not in self._codes[variable] for variable, values in asked.items()):
            return "False"
        mask = sum(map(self.mask, asked))
        values = sum(self.code(variable, value) for variable, (value,) in asked.items())
        comparison = [f"state & {mask:#x} == {values:#x}"] if asked else []
        return _joined(" and ", comparison + [self.expression(operand) for operand in compound])

    def _any(self, operands: Iterable[Formula]) -> str:
        asked, compound = _by_variable(operands)
        comparisons = [self._is_one_of(variable, values) for variable, values in asked.items()]
        return _joined(" or ", comparisons + [self.expression(operand) for operand in compound])

    def _is_one_of(self, variable: int, values: list[Value]) -> str:
        codes = [f"{self._codes[variable][value]:#x}" for value in values if value in self._codes[variable]]
        if not codes:
            return "False"
        field = f"state & {self.mask(variable):#x}"
        return f"({field} == {codes[0]})" if len(codes) == 1 else f"({field} in {{{', '.join(codes)}}})"

    def effect(self, action: Action) -> Iterator[str]:
        """Lines of Python that make `after` of `state` as the action does."""
        always = {variable: cases[0].value for variable, cases in action.updates.items() if cases[0].condition is True}
        yield f"after = {self._assignment('state', always)}"
        for variable, cases in action.updates.items():
            if variable not in always:
                yield from self._choice(variable, cases)

    def _choice(self, variable: int, cases: Iterable[Case]) -> Iterator[str]:
        possible = [case for case in cases if case.condition is not False]
        for number, (condition, value) in enumerate(possible):
            yield f"{'elif' if number % LONGEST else 'if'} {self.expression(condition)}:"
            yield f" after = {self._assignment('after', {variable: value})}"

    def _assignment(self, state: str, values: dict[int, Value]) -> str:
        keep = self.full & ~sum(map(self.mask, values))
        return f"{state} & {keep:#x} | {sum(self.code(*item) for item in values.items()):#x}" if values else state


def _by_variable(operands: Iterable[Formula]) -> tuple[dict[int, list[Value]], list[Formula]]:
    asked: dict[int, list[Value]] = {}
    compound: list[Formula] = []
    for operand in operands:
        if isinstance(operand, Atom):
            asked.setdefault(operand.variable, []).append(operand.value)
        else:
            compound.append(operand)
    return asked, compound


def _joined(predicate: str, parts: list[str]) -> str:
    return f"({predicate.join(parts)})"


class Successors:
    """What may happen in a state, and where it leads; states and actions are integers."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.encoding = BitEncoding(model.variables)
        self._steps: dict[int, Callable[[int], int | None]] = {}

    @cached_property
    def of(self) -> Callable[[int], list[tuple[int, int]]]:
        """The function from a state to its pairs of an action that may happen there and the state after it.

        The guards' conjuncts, sorted by how many guards have them, form a prefix tree (the FP-tree of Han, Pei and
        Yin, "Mining frequent patterns without candidate generation", SIGMOD 2000), written as nested conditions.
        Time and source are linear in the size of the model.
        """
        guards = [_conjuncts(action.guard) for action in self.model.actions]
        commonest = [test for test, _ in Counter(test for guard in guards for test in guard).most_common()]
        rank = {test: position for position, test in enumerate(commonest)}
        rows = [
            (action, sorted(rank[test] for test in guard)) for action, guard in enumerate(guards) if guard != (False,)
        ]
        return _function(["found = []", *self._branches(rows, commonest, 0), "return found"])

    def _branches(self, rows: list[tuple[int, Tests]], tests: list[Formula], depth: int) -> Iterator[str]:
        for beginning in _alike(rows, depth):
            shared = _common([guard for _, guard in beginning])
            yield f"if {self.encoding.expression(conjunction(tests[test] for test in shared))}:"
            deeper = [(action, guard[len(shared) :]) for action, guard in beginning if len(guard) > len(shared)]
            yield from _indented(line for action, guard in beginning if guard == shared for line in self._leaf(action))
            yield from _indented(self._branches(deeper, tests, depth + 1))

    def _leaf(self, action: int) -> Iterator[str]:
        yield from self.encoding.effect(self.model.actions[action])
        yield f"if after != state: found.append(({action}, after))"

    def after(self, action: int, state: int) -> int | None:
        """The state after an action, or None where it may not happen or changes nothing."""
        if action not in self._steps:
            may_happen = self.encoding.expression(self.model.actions[action].guard)
            effect = self.encoding.effect(self.model.actions[action])
            self._steps[action] = _function(
                [f"if not {may_happen}: return None", *effect, "return None if after == state else after"]
            )
        return self._steps[action](state)

    def successor(self, action: int, state: State) -> State | None:
        """The same over the model's own states."""
        after = self.after(action, self.encoding.pack(state))
        return None if after is None else self.encoding.unpack(after)

    def holds(self, formula: Formula) -> Callable[[int], bool]:
        """The function that tells whether the formula is true in a state."""
        return _function([f"return {self.encoding.expression(formula)}"])

    def true_among(self, formulas: Iterable[Formula]) -> Callable[[int], list[int]]:
        """The function from a state to the positions of the formulas that are true in it."""
        expressions = map(self.encoding.expression, formulas)
        tests = (f"if {each}: found.append({position})" for position, each in enumerate(expressions) if each != "False")
        return _function(["found = []", *tests, "return found"])


def _conjuncts(guard: Formula) -> tuple[Formula, ...]:
    return guard.operands if isinstance(guard, And) else () if guard is True else (guard,)


def _alike(rows: list[tuple[int, Tests]], depth: int) -> Iterable[list[tuple[int, Tests]]]:
    if depth == DEEPEST:
        return [[row] for row in rows]
    beginnings: dict[int | None, list[tuple[int, Tests]]] = {}
    for action, guard in rows:
        beginnings.setdefault(guard[0] if guard else None, []).append((action, guard))
    return beginnings.values()


def _common(guards: list[Tests]) -> Tests:
    alike = takewhile(lambda tests: len(set(tests)) == 1, zip(*guards, strict=False))
    return [tests[0] for tests in alike]


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f" {line}" for line in lines)


def _function(body: Iterable[str]) -> Callable[[int], Any]:
    return _compiled("\n".join(["def generated(state):", *_indented(body)]))


@lru_cache(maxsize=256)
def _compiled(source: str) -> Callable[[int], Any]:
    """The function; questions about one model often share what they generate."""
    namespace: dict[str, Callable[[int], Any]] = {}
    exec(source, namespace)
    return namespace["generated"]
