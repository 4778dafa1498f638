"""What the languages of model checkers have in common: formulas, conditional values, names, comments."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import ClassVar

from podproof.checker.export.languages.identifiers import Identifiers
from podproof.checker.export.program import Program, VariableUpdate
from podproof.checker.formulas import And, Atom, Formula, Not, Or, Value, variables_in
from podproof.spec.manifest.problems import printable
from podproof.spec.notation import Law

WIDTH = 110
"""Characters up to which a formula stays on one line."""

Part = Formula | str
"""An operand: a formula, or a text that is made already."""


class Language:
    """A program in one language; each derived class says how the language writes its parts."""

    conjunction: ClassVar[str] = "&"
    disjunction: ClassVar[str] = "|"
    negation: ClassVar[str] = "!"
    equality: ClassVar[str] = "="
    inequality: ClassVar[str] = "!="
    conditional: ClassVar[str] = "({} ? {} :"
    """The beginning of a conditional expression, up to the value if the condition is false."""
    first_bullet: ClassVar[str] = ""
    """What stands before the first of several operands on lines of their own; `{}` is their connective."""
    constants: ClassVar[tuple[str, str]] = ("false", "true")
    call: ClassVar[str] = ""
    """What follows the name of a definition where it is used."""
    reserved: ClassVar[frozenset[str]] = frozenset()
    """The keywords, which no identifier may be."""

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
        return all(isinstance(value, int) for value in self.domains[field])

    def code(self, field: str, value: Value) -> int:
        """The number that stands for the value where a language has numbers only."""
        return int(value) if isinstance(value, int) else self.domains[field].index(value)

    def literal(self, variable: int, value: Value) -> str:
        """The value of a variable as the language writes it."""
        field = self.fields[variable]
        return str(self.code(field, value)) if self.is_numeric(field) else self.values[field, value]

    def initial(self, variable: int) -> str:
        """The initial value of a variable."""
        return self.literal(variable, self.program.variables[variable][1].initial)

    # Formulas

    def formula(self, formula: Formula) -> str:
        """A formula on one line, with the names of what is defined."""
        return self._text(self.program.definitions.body(formula))

    def lines(self, formula: Formula, indent: str) -> list[str]:
        """A formula as lines, broken at its operands where it is long."""
        body = self.program.definitions.body(formula)
        return [indent + self._text(body)] if body in self.definitions else self.body(body, indent)

    def body(self, formula: Formula, indent: str) -> list[str]:
        """The body of a definition as lines."""
        connective, parts = self._connected(formula)
        line = indent + f" {connective} ".join(map(self._text, parts))
        if len(line) <= WIDTH or len(parts) == 1:
            return [line]
        bullets = [self.first_bullet.format(connective).ljust(len(connective)), *[connective] * (len(parts) - 1)]
        return [
            line for bullet, part in zip(bullets, parts, strict=True) for line in self.item(f"{bullet} ", part, indent)
        ]

    def item(self, bullet: str, part: Part, indent: str) -> list[str]:
        """An operand as lines, after the connective that joins it with the one before."""
        negated = isinstance(part, Not)
        inner = part.operand if isinstance(part, Not) else part
        line = f"{indent}{bullet}{self._text(part)}"
        if len(line) <= WIDTH or not isinstance(inner, And | Or) or {part, inner} & self.definitions.keys():
            return [line]
        pad = indent + " " * len(bullet)
        opening = f"{indent}{bullet}{self.negation * negated}("
        return [opening, *self.body(inner, f"{pad}  "), f"{pad})"]

    def member(self, variable: int, values: Iterable[Value]) -> str:
        """Whether the variable has one of the values."""
        name = self.variables[variable]
        parts = [f"{name} {self.equality} {self.literal(variable, value)}" for value in values]
        return parts[0] if len(parts) == 1 else f"({f' {self.disjunction} '.join(parts)})"

    def _text(self, part: Part) -> str:
        if isinstance(part, str):
            return part
        return self.definitions[part] + self.call if part in self.definitions else self._inner(part)

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
                connective, parts = self._connected(formula)
                return (
                    self._text(parts[0]) if len(parts) == 1 else f"({f' {connective} '.join(map(self._text, parts))})"
                )
        return self.constants[bool(formula)]

    def _connected(self, formula: Formula) -> tuple[str, list[Part]]:
        """The connective of a formula, and its operands; comparisons of one variable are one operand of an `or`."""
        if isinstance(formula, And):
            return self.conjunction, list(formula.operands)
        if not isinstance(formula, Or):
            return "", [self._inner(formula)]
        values: dict[int, list[Value]] = {}
        for each in formula.operands:
            if isinstance(each, Atom):
                values.setdefault(each.variable, []).append(each.value)
        others = [each for each in formula.operands if not isinstance(each, Atom)]
        return self.disjunction, [*(self.member(variable, those) for variable, those in values.items()), *others]

    # Assignments

    def value(self, assignment: VariableUpdate, indent: str) -> str:
        """The new value of a variable as nested conditional expressions, each on a line of its own."""
        *conditional, last = assignment.cases
        literal = partial(self.literal, assignment.variable)
        if last.condition is not True:
            conditional, last_text = list(assignment.cases), self.variables[assignment.variable]
        else:
            last_text = literal(last.value)
        parts = [self.conditional.format(self.formula(case.condition), literal(case.value)) for case in conditional]
        return f"\n{indent}".join([*parts, last_text]) + ")" * len(parts)


def in_sequence(assignments: Iterable[VariableUpdate]) -> tuple[list[VariableUpdate], list[VariableUpdate]]:
    """Assignments in an order in which each reads old values only, and those for which there is no such order."""
    waiting = {each.variable: each for each in assignments}
    reads = {
        variable: {read for case in each.cases for read in variables_in(case.condition)} - {variable}
        for variable, each in waiting.items()
    }
    ordered: list[VariableUpdate] = []
    while free := [each for each in waiting if not any(each in reads[other] for other in waiting if other != each)]:
        ordered += [waiting.pop(each) for each in free]
    return ordered, list(waiting.values())
