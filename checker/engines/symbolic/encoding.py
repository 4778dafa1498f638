"""Finite-domain variables as blocks of bits, formulas as sets of states."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from podproof.checker.engines.symbolic.diagrams import Diagrams, Set
from podproof.checker.formulas import And, Atom, Formula, Not, Or, State, Value
from podproof.checker.model import Model


class Block(NamedTuple):
    """The bits that spell a variable: before a step, after it, and halfway through two steps."""

    plain: tuple[int, ...]
    primed: tuple[int, ...]
    halfway: tuple[int, ...]
    codes: Mapping[Value, int]


def block(diagrams: Diagrams, domain: State) -> Block:
    """A block at the bottom of the order, the three versions of a bit side by side; no bits for a single value."""
    bits = diagrams.new_bits(3 * (len(domain) - 1).bit_length())
    return Block(bits[0::3], bits[1::3], bits[2::3], {value: code for code, value in enumerate(domain)})


def rows(blocks: Iterable[Block]) -> tuple[list[int], list[int], list[int]]:
    """The plain, the primed and the halfway bits of all the blocks."""
    blocks = list(blocks)
    return (
        [bit for block in blocks for bit in block.plain],
        [bit for block in blocks for bit in block.primed],
        [bit for block in blocks for bit in block.halfway],
    )


class Formulas:
    """Turns each formula into the set of states in which it holds, once."""

    def __init__(self, diagrams: Diagrams, blocks: Mapping[int, Block]) -> None:
        self.diagrams, self.blocks = diagrams, blocks
        self._made: dict[Formula, Set] = {}
        self._values: dict[tuple[int, bool, int], Set] = {}

    def set_of(self, formula: Formula) -> Set:
        """The states, and codes that no state has, in which the formula holds."""
        if isinstance(formula, bool):
            return self.diagrams.true if formula else self.diagrams.false
        made = self._made.get(formula)
        if made is None:
            made = self._made[formula] = self._make(formula)
        return made

    def _make(self, formula: Atom | Not | And | Or) -> Set:
        match formula:
            case Atom():
                return self.equals(formula.variable, formula.value)
            case Not():
                return ~self.set_of(formula.operand)
            case And():
                return self.diagrams.intersection(map(self.set_of, reversed(formula.operands)))
            case Or():
                return self.diagrams.union(map(self.set_of, reversed(formula.operands)))

    def equals(self, variable: int, value: Value, *, primed: bool = False) -> Set:
        """Where the variable has the value, before the step or (`primed`) after it; nowhere outside its domain."""
        block = self.blocks[variable]
        code = block.codes.get(value)
        if code is None:
            return self.diagrams.false
        made = self._values.get((variable, primed, code))
        if made is None:
            bits = block.primed if primed else block.plain
            made = self._values[variable, primed, code] = self.diagrams.literals(bits, code)
        return made


class DiagramEncoding(Formulas):
    """The states of a model as assignments to bits, in the order of its variables.

    Above all lie `parameters` single bits; above the variables of each component, `choices` bits to number actions.
    `bits` is the number of bits that spell a state.
    """

    def __init__(self, diagrams: Diagrams, model: Model, parameters: int, choices: int) -> None:
        self.parameters = tuple(block(diagrams, (False, True)) for _ in range(parameters))
        self.choices: dict[int | None, tuple[int, ...]] = {None: diagrams.new_bits(choices)}
        self.variables = model.variables
        blocks: dict[int, Block] = {}
        for place, variable in enumerate(model.variables):
            if variable.component not in self.choices:
                self.choices[variable.component] = diagrams.new_bits(choices)
            blocks[place] = block(diagrams, variable.domain)
        super().__init__(diagrams, blocks)
        self.bits = len(rows(blocks.values())[0])

    def need_parameters(self, number: int) -> None:
        """Have at least so many parameters; those that are missing lie below all variables."""
        missing = range(number - len(self.parameters))
        self.parameters += tuple(block(self.diagrams, (False, True)) for _ in missing)

    def state(self, values: State) -> Set:
        """The set of one state."""
        literals = [self.equals(variable, value) for variable, value in enumerate(values)]
        return self.diagrams.intersection(reversed(literals))

    def count(self, states: Set, further: int = 0) -> int:
        """The exact number of states in the set; so many `further` bits may distinguish its elements."""
        every = self.diagrams.manager.num_vars()
        return states.sat_count(every) >> every - self.bits - further

    def contains(self, states: Set, values: State) -> bool:
        """Whether the set holds the state."""
        codes = ((block, block.codes[value]) for block, value in zip(self.blocks.values(), values, strict=True))
        return states.eval((bit, bool(code >> n & 1)) for block, code in codes for n, bit in enumerate(block.plain))

    def pick(self, states: Set) -> State:
        """One state of a set that is not empty."""
        bits = states.pick_cube()
        assert bits is not None
        return tuple(
            variable.domain[sum(1 << n for n, bit in enumerate(self.blocks[place].plain) if bits[bit])]
            for place, variable in enumerate(self.variables)
        )
