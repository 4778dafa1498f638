"""Binary decision diagrams: sets of states as Boolean functions of numbered bits."""

import sys
from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from typing import TypeVar

from oxidd.bdd import BDDFunction, BDDManager, BDDSubstitution
from oxidd.util import BooleanOperator, DDMemoryError

Set = BDDFunction
Substitution = BDDSubstitution
Bits = Sequence[int]
Result = TypeVar("Result")

BYTES_PER_NODE = 36
"""Bytes that a node takes, its share of the unique table included, as measured."""

BYTES_PER_RESULT = 16
"""Bytes that a remembered result of an operation takes, as measured."""

FEWEST_TO_COLLECT = 20_000_000
"""Number of nodes below which dead nodes are not collected."""

FEWEST_NODES, MOST_NODES = 1 << 16, (1 << 31) - 1


LEAST_MEMORY, RESERVED = 1 << 24, 5 << 28
"""Bytes that a table takes at least, and that are left: the library gives its thread a stack of a gibibyte."""


def address_space() -> int:
    """Bytes that this process may still map; the library waits without end where it cannot start its threads."""
    try:
        from resource import RLIM_INFINITY, RLIMIT_AS, getpagesize, getrlimit

        limit = getrlimit(RLIMIT_AS)[0]
        if limit == RLIM_INFINITY:
            return sys.maxsize
        with open("/proc/self/statm", "rb") as counts:
            return limit - int(counts.read().split()[0]) * getpagesize()
    except (ImportError, OSError):  # systems without such a limit
        return sys.maxsize


class Table:
    """The nodes of diagrams, in a table sized by memory and bits; it has a thread of its own.

    Several models may share a table: each numbers its bits from 0, so that equal parts of them are the same nodes.
    """

    def __init__(self, memory: int, bits: int, fewest_to_collect: int = FEWEST_TO_COLLECT) -> None:
        free = address_space() - RESERVED
        memory = min(memory, free)
        if free < LEAST_MEMORY:
            raise MemoryError("this process may not take enough memory for decision diagrams")
        affordable = max(1, memory // 4 // BYTES_PER_RESULT).bit_length() - 1
        remembered = 1 << max(16, min(23, affordable, bits.bit_length() + 13))
        nodes = (memory - remembered * BYTES_PER_RESULT) // BYTES_PER_NODE
        self.manager = BDDManager(min(max(nodes, FEWEST_NODES), MOST_NODES), remembered, 1)
        self._collect_at = self._fewest_to_collect = fewest_to_collect

    def collect_if_large(self) -> None:
        """Delete dead nodes if there are many more than after the last time."""
        if self.manager.approx_num_inner_nodes() > self._collect_at:
            self.collect()

    def collect(self) -> None:
        """Delete dead nodes."""
        self.manager.gc()
        self._collect_at = max(self._fewest_to_collect, 3 * self.manager.num_inner_nodes())


class Diagrams:
    """The diagrams of one model in a table, and the operations that are not operators."""

    def __init__(self, table: Table) -> None:
        self.table, self.manager = table, table.manager
        self._bits = 0
        self.true, self.false = self.manager.true(), self.manager.false()

    def new_bits(self, count: int) -> tuple[int, ...]:
        """New bits, below all earlier ones in the order."""
        begin, self._bits = self._bits, self._bits + count
        if (missing := self._bits - self.manager.num_vars()) > 0:
            self.manager.add_vars(missing)
        return tuple(range(begin, self._bits))

    def intersection(self, sets: Iterable[Set]) -> Set:
        """The intersection; cheapest if the sets come from the bottom of the order upward."""
        return reduce(BDDFunction.__and__, sets, self.true)

    def union(self, sets: Iterable[Set]) -> Set:
        """The union."""
        return reduce(BDDFunction.__or__, sets, self.false)

    def literals(self, bits: Bits, code: int) -> Set:
        """Where the bits spell the code, the lowest bit first."""
        bit = (self.manager.var(b) if code >> n & 1 else self.manager.not_var(b) for n, b in enumerate(bits))
        return self.intersection(reversed(list(bit)))

    def cube(self, bits: Iterable[int]) -> Set:
        """The conjunction of the bits, which stands for the set of them when they are quantified away."""
        return self.intersection(self.manager.var(bit) for bit in sorted(bits, reverse=True))

    def equal(self, left: Bits, right: Bits) -> Set:
        """Where the two sequences of bits spell the same code."""
        pairs = list(zip(left, right, strict=True))
        return self.intersection(self.manager.var(one).equiv(self.manager.var(other)) for one, other in reversed(pairs))

    def renaming(self, old: Bits, new: Bits) -> Substitution:
        """The substitution that puts new bits in the place of old ones."""
        return self.substitution(zip(old, (self.manager.var(bit) for bit in new), strict=True))

    def substitution(self, pairs: Iterable[tuple[int, Set]]) -> Substitution:
        """The substitution that puts functions in the place of bits, all at once."""
        return BDDFunction.make_substitution(pairs)

    def within_memory(self, operation: Callable[[], Result]) -> Result:
        """The result of an operation, tried once more after a garbage collection if the table was full.

        Otherwise collections are rare, because they drop the results of earlier operations too: a table kept small made
        the exploration of forty components twenty times slower.
        """
        self.table.collect_if_large()
        try:
            return operation()
        except DDMemoryError:
            pass
        # Only now: while an exception is being handled, its traceback keeps unfinished diagrams alive.
        self.table.collect()
        return operation()


def product(left: Set, right: Set, quantified: Set) -> Set:
    """The relational product: the intersection with some bits quantified away in the same pass."""
    return left.apply_exists(BooleanOperator.AND, right, quantified)
