"""What actions do, as relations between the world before and the world after."""

from collections.abc import Iterable, Sequence
from functools import cached_property

from checker.engines.symbolic.diagrams import Diagrams, Set, Substitution, product
from checker.engines.symbolic.encoding import Block, Encoding, Formulas, rows
from checker.engines.symbolic.partition import Placed, Rule
from checker.model import Action, Case

LARGEST_TO_SQUARE = 300_000
"""Nodes beyond which a relation is not closed further but applied more often."""


def update(formulas: Formulas, place: int, cases: Iterable[Case]) -> Set:
    """The relation between a variable before and after: the value of the case that holds, or else no change."""
    block, diagrams = formulas.blocks[place], formulas.diagrams
    changed, otherwise = diagrams.false, diagrams.true
    for condition, value in cases:
        holds = formulas.set_of(condition)
        changed |= holds & formulas.equals(place, value, primed=True)
        otherwise &= ~holds
    return changed | otherwise & diagrams.equal(block.plain, block.primed)


class Operator:
    """A relation over the variables that it writes; whatever else it reads stays."""

    def __init__(self, diagrams: Diagrams, written: Sequence[Block], relation: Set) -> None:
        plain, primed, _ = rows(written)
        self.relation = relation
        self._before, self._after = diagrams.cube(plain), diagrams.cube(primed)
        self._arrive, self._depart = diagrams.renaming(primed, plain), diagrams.renaming(plain, primed)

    def image(self, worlds: Set) -> Set:
        """Where the relation leads from the worlds."""
        return product(worlds, self.relation, self._before).substitute(self._arrive)

    def preimage(self, worlds: Set) -> Set:
        """From where the relation leads into the worlds."""
        return product(worlds.substitute(self._depart), self.relation, self._after)


class Assignment(Operator):
    """One action on many variables: those that get a value whatever they were need no primed bits."""

    def __init__(self, encoding: Encoding, action: Action) -> None:
        diagrams, blocks = encoding.diagrams, encoding.blocks
        outright = {place: cases[0].value for place, cases in action.updates.items() if cases[0].condition is True}
        by_cases = sorted(action.updates.keys() - outright.keys())
        effects = [update(encoding, place, action.updates[place]) for place in reversed(by_cases)]
        relation = encoding.set_of(action.guard) & diagrams.intersection(effects)
        super().__init__(diagrams, [blocks[place] for place in by_cases], relation)
        values = [encoding.equals(place, outright[place]) for place in sorted(outright, reverse=True)]
        self._values = diagrams.intersection(values)
        self._overwritten = diagrams.cube(rows(blocks[place] for place in outright)[0])
        self._lost = self._before & self._overwritten

    def image(self, worlds: Set) -> Set:
        """Where the action leads from the worlds."""
        return product(worlds, self.relation, self._lost).substitute(self._arrive) & self._values

    def preimage(self, worlds: Set) -> Set:
        """From where the action leads into the worlds."""
        return super().preimage(product(worlds, self._values, self._overwritten))


class Template:
    """The relations of a shape, made at the site where it was met first; its parameters have bits of their own."""

    def __init__(self, encoding: Encoding, placed: Placed) -> None:
        shared = {~n: encoding.blocks[n] for n, v in enumerate(encoding.variables) if v.site is None}
        own = {n: encoding.blocks[place] for n, place in enumerate(placed.own)}
        assumed = {len(own) + n: encoding.parameters[n] for n in range(placed.shape.parameters)}
        self.own, self.rules, self.diagrams = placed.own, placed.shape.rules, encoding.diagrams
        self.formulas = Formulas(self.diagrams, shared | own | assumed)
        written = {place for rule in self.rules for place, _ in rule.updates}
        self.written = sorted(written, key=lambda place: self.formulas.blocks[place].plain)
        blocks = {place: self.formulas.blocks[place] for place in self.written}
        self.stays = {place: self.diagrams.equal(block.plain, block.primed) for place, block in blocks.items()}

    @cached_property
    def step(self) -> Set:
        """The union of the actions, each of which leaves alone what else the group writes."""
        return self.diagrams.union(self._relation(rule) for rule in self.rules)

    def _relation(self, rule: Rule) -> Set:
        effects = self.stays | {place: update(self.formulas, place, cases) for place, cases in rule.updates}
        changes = self.diagrams.intersection(effects[place] for place in reversed(self.written))
        return self.formulas.set_of(rule.guard) & changes

    @cached_property
    def closure(self) -> Set:
        """The reflexive and transitive closure of a step, by iterative squaring.

        Burch, Clarke, McMillan, Dill and Hwang, "Symbolic model checking: 10^20 states and beyond" (LICS 1990): as
        many products as the longest of the shortest ways has binary digits.  A relation that grows too large is left
        as it is: it is reflexive at every stage, and the fixpoint makes up for what it leaves open.
        """
        relation = self.step | self.diagrams.intersection(self.stays[place] for place in reversed(self.written))
        blocks = [self.formulas.blocks[place] for place in self.written]
        plain, primed, halfway = rows(blocks)
        until, since = self.diagrams.renaming(primed, halfway), self.diagrams.renaming(plain, halfway)
        passed = self.diagrams.cube(halfway)
        while relation.node_count() < LARGEST_TO_SQUARE:
            squared = product(relation.substitute(until), relation.substitute(since), passed)
            if squared == relation:
                break
            relation = squared
        return relation


class Relation:
    """A group of actions at a site: one step of them, and any number of steps."""

    def __init__(self, encoding: Encoding, placed: Placed, template: Template) -> None:
        self.actions = placed.group.actions
        self._encoding, self._placed, self._template = encoding, placed, template

    @cached_property
    def step(self) -> Operator:
        """One action, or none."""
        return self._operator(self._template.step)

    @cached_property
    def closure(self) -> Operator:
        """Any number of actions, one after the other."""
        return self._operator(self._template.closure)

    def _operator(self, relation: Set) -> Operator:
        places = {self._place(place) for place in self._template.written}
        written = [self._encoding.blocks[place] for place in sorted(places)]
        return Operator(self._encoding.diagrams, written, relation.substitute(self._instance))

    def _place(self, place: int) -> int:
        return ~place if place < 0 else self._placed.own[place]

    @cached_property
    def _instance(self) -> Substitution:
        blocks, diagrams = self._encoding.blocks, self._encoding.diagrams
        there = rows(blocks[place] for place in self._template.own)
        here = rows(blocks[place] for place in self._placed.own)
        moved = [(old, diagrams.manager.var(new)) for version in (0, 1) for old, new in zip(there[version], here[version])]
        assumed = zip(self._encoding.parameters, self._placed.parameters, strict=False)
        spelt = [(block.plain[0], self._encoding.set_of(formula)) for block, formula in assumed]
        return diagrams.substitution(moved + spelt)
