"""What the languages of model checkers have in common: formulas, conditional values, names, comments."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import ClassVar

from podproof.checker.export.languages.identifiers import Identifiers
from podproof.checker.export.program import Assignment, Program
from podproof.checker.model import And, Atom, Formula, Not, Or, Value, variables_in
from podproof.spec.manifest.problems import printable
from podproof.spec.notation import Law

WIDTH = 110
"""Characters up to which a formula stays on one line."""


class Language:
    """A program in one language; each derived class says how the language writes its parts."""

    conjunction: ClassVar[str] = "&"
    disjunction: ClassVar[str] = "|"
    negation: ClassVar[str] = "!"
    equality: ClassVar[str] = "="
    inequality: ClassVar[str] = "!="
    conditional: ClassVar[str] = "({} ? {} :"
    """The beginning of a conditional expression, up to the value if the condition is false."""
    constants: ClassVar[tuple[str, str]] = ("false", "true")
    call: ClassVar[str] = ""
    """What follows the name of a definition where it is used."""
    reserved: ClassVar[frozenset[str]] = frozenset()
    """The words that no identifier may be."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.domains = program.domains
        words = Identifiers(self.reserved, self.refused)
        self.variables = [words.identifier(name) for name, _ in program.variables]
        self.fields = [name[-1] for name, _ in program.variables]
        self.values = {
            (field, value): words.identifier((field, str(value)))
            for field, values in self.domains.items()
            if not self.is_numeric(field)
            for value in values
        }
        self.definitions = {formula: words.identifier(name) for formula, name in program.definitions.names.items()}
        self.commands = [words.identifier(each.name) for each in program.commands]
        laws = [*(each.law for each in program.laws), *(each.law for each in program.liveness)]
        self.laws = {law.name: words.identifier((law.name,)) for law in laws}
        self.situations = {each.law.name: words.identifier((each.law.name, "situation")) for each in program.laws}
        self.violations = {each.law.name: words.identifier((each.law.name, "violated")) for each in program.laws}
        self.words = words

    @staticmethod
    def refused(word: str) -> bool:
        """Whether the language takes no identifier that looks like this."""
        return False

    @staticmethod
    def comment(text: str) -> str:
        """A comment on a line of its own, whatever the text is."""
        raise NotImplementedError

    def text(self) -> Iterator[str]:
        """The lines of the program."""
        raise NotImplementedError

    def head(self, how: str) -> Iterator[str]:
        """What the text is about, and how it is used."""
        yield self.remark(self.program.title)
        yield from map(self.comment, how.splitlines())

    def remark(self, text: str) -> str:
        """A comment on one line, in ASCII, on what strangers may have named."""
        return self.comment(printable(text).encode("ascii", "backslashreplace").decode())

    def law_text(self, law: Law) -> str:
        """The kind, the English and the rules of a law."""
        return f"{law.name}, {law.kind}: {law.description} [{law.cites}]"

    # Values

    def is_numeric(self, field: str) -> bool:
        """Whether the values of the field are numbers in the language, too."""
        return all(isinstance(value, int) and not isinstance(value, bool) for value in self.domains[field])

    def code(self, field: str, value: Value) -> int:
        """The number that stands for the value where a language has numbers only."""
        return int(str(value)) if self.is_numeric(field) else self.domains[field].index(value)

    def literal(self, variable: int, value: Value) -> str:
        """The value of a variable as the language writes it."""
        field = self.fields[variable]
        return str(value) if self.is_numeric(field) else self.values[field, value]

    def initial(self, variable: int) -> str:
        """The initial value of a variable."""
        return self.literal(variable, self.program.variables[variable][1].initial)

    # Formulas

    def formula(self, formula: Formula) -> str:
        """A formula on one line, with the names of what is defined."""
        return self._text(self.program.definitions.body(formula))

    def conjuncts(self, formula: Formula) -> tuple[str, list[str]]:
        """The connective of a formula, empty if it has none, and its operands."""
        body = self.program.definitions.body(formula)
        if isinstance(body, And | Or) and body not in self.definitions:
            return self._connected(body)
        return "", [self._text(body)]

    def lines(self, formula: Formula, indent: str) -> list[str]:
        """A formula as lines: each operand on a line of its own if it is long."""
        return self.broken(*self.conjuncts(formula), indent)

    def body(self, formula: Formula, indent: str) -> list[str]:
        """The body of a definition as lines."""
        parts = self._connected(formula) if isinstance(formula, And | Or) else ("", [self._inner(formula)])
        return self.broken(*parts, indent)

    @staticmethod
    def broken(connective: str, operands: Sequence[str], indent: str) -> list[str]:
        """Operands joined on one line, or each on a line of its own."""
        line = f" {connective} ".join(operands)
        if len(indent) + len(line) <= WIDTH or len(operands) == 1:
            return [indent + line]
        first, *others = operands
        pad = " " * (len(connective) + 1)
        return [indent + pad + first, *(f"{indent}{connective} {each}" for each in others)]

    def member(self, variable: int, values: Iterable[Value]) -> str:
        """Whether the variable has one of the values."""
        name = self.variables[variable]
        parts = [f"{name} {self.equality} {self.literal(variable, value)}" for value in values]
        return parts[0] if len(parts) == 1 else f"({f' {self.disjunction} '.join(parts)})"

    def _text(self, formula: Formula) -> str:
        return self.definitions[formula] + self.call if formula in self.definitions else self._inner(formula)

    def _inner(self, formula: Formula) -> str:
        match formula:
            case Atom():
                return self.member(formula.variable, [formula.value])
            case Not(Atom(variable, value) as atom) if atom not in self.definitions:
                return f"{self.variables[variable]} {self.inequality} {self.literal(variable, value)}"
            case Not(operand) if isinstance(operand, And | Or) or operand in self.definitions:
                return f"{self.negation}{self._text(operand)}"
            case Not(operand):
                return f"{self.negation}({self._text(operand)})"
            case And() | Or():
                connective, operands = self._connected(formula)
                return operands[0] if len(operands) == 1 else f"({f' {connective} '.join(operands)})"
        return self.constants[bool(formula)]

    def _connected(self, formula: And | Or) -> tuple[str, list[str]]:
        if isinstance(formula, And):
            return self.conjunction, [self._text(each) for each in formula.operands]
        values: dict[int, list[Value]] = {}
        others = []
        for each in formula.operands:
            if isinstance(each, Atom) and each not in self.definitions:
                values.setdefault(each.variable, []).append(each.value)
            else:
                others.append(self._text(each))
        parts = [self.member(variable, those) for variable, those in values.items()] + others
        return (self.disjunction if len(parts) > 1 else ""), parts

    # Assignments

    def value(self, assignment: Assignment, indent: str) -> str:
        """The new value of a variable as nested conditional expressions, each on a line of its own."""
        *conditional, last = assignment.cases
        literal = partial(self.literal, assignment.variable)
        if last.condition is not True:
            conditional, last_text = list(assignment.cases), self.variables[assignment.variable]
        else:
            last_text = literal(last.value)
        parts = [self.conditional.format(self.formula(case.condition), literal(case.value)) for case in conditional]
        return f"\n{indent}".join([*parts, last_text]) + ")" * len(parts)


def in_sequence(assignments: Iterable[Assignment]) -> tuple[list[Assignment], list[Assignment]]:
    """Assignments in an order in which each reads old values only, and those for which there is no such order."""
    waiting = {each.variable: each for each in assignments}
    reads = {
        variable: {read for case in each.cases for read in variables_in(case.condition)} - {variable}
        for variable, each in waiting.items()
    }
    ordered: list[Assignment] = []
    while free := [each for each in waiting if not any(each in reads[other] for other in waiting if other != each)]:
        ordered += [waiting.pop(each) for each in free]
    return ordered, list(waiting.values())
