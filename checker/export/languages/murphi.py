"""Murphi, the language of Rumur and CMurphi."""

from collections.abc import Iterator

from podproof.checker.export.definitions import Definition
from podproof.checker.export.languages.language import Language, in_sequence
from podproof.checker.export.program import GuardedCommand, Program, SafetyLaw, VariableUpdate

HOW = """\
An action is a rule.  A law is an invariant, and a cover property says that its situation is reachable:

  rumur --deadlock-detection off --output pod.c FILE && cc -O2 -std=c11 -march=native -o pod pod.c -lpthread && ./pod"""

RESERVED = """\
alias and array assert assume begin boolean by case const cover do else elsif end endalias endexists endfor endforall
endfunction endif endprocedure endrecord endrule endruleset endstartstate endswitch endwhile ensure enum error exists
false for forall function if in interleaved invariant isundefined liveness multiset not of or procedure process
program property put record return rule ruleset scalarset startstate switch then to traceuntil true type undefine
union var while"""


def lines(program: Program) -> Iterator[str]:
    """The program as lines."""
    return Murphi(program).text()


class Murphi(Language):
    """A model in Murphi."""

    call = "()"
    reserved = frozenset(RESERVED.split())

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self.types = {field: self.words.identifier((field, "values")) for field in self.domains}
        self.temporaries = [self.words.identifier(("new", *name)) for name, _ in program.variables]

    @staticmethod
    def comment(text: str) -> str:
        return f"-- {text}"

    @staticmethod
    def quoted(text: str) -> str:
        """A text in double quotes, in which nothing ends it early."""
        return '"' + "".join(symbol if symbol.isprintable() and symbol not in '"\\%' else "_" for symbol in text) + '"'

    def text(self) -> Iterator[str]:
        yield from (*self.head(HOW), "", "type")
        yield from (f"  {self.types[field]} : {self.type(field)};" for field in self.domains)
        yield from ("", "var", *map(self.declaration, range(len(self.variables))))
        for definition in self.program.definitions.definitions:
            yield from self.definition(definition)
        yield from ("", "startstate begin")
        yield from (f"  {name} := {self.initial(number)};" for number, name in enumerate(self.variables))
        yield "end;"
        for command in self.program.commands:
            yield from self.command(command)
        for law in self.program.laws:
            yield from self.law(law)

    def type(self, field: str) -> str:
        """The values of a field, whichever component has it."""
        domain = self.domains[field]
        if self.is_numeric(field):
            codes = [self.code(field, value) for value in domain]
            return f"{min(codes)} .. {max(codes)}"
        return f"enum {{ {', '.join(self.values[field, value] for value in domain)} }}"

    def declaration(self, number: int) -> str:
        return f"  {self.variables[number]} : {self.types[self.fields[number]]};"

    def definition(self, definition: Definition) -> Iterator[str]:
        """A predicate, or what several formulas share, as a function."""
        yield ""
        if definition.comment:
            yield self.remark(definition.comment)
        yield f"function {self.definitions[definition.body]}(): boolean; begin return"
        yield from (*self.body(definition.body, "  "), "; end;")

    def command(self, command: GuardedCommand) -> Iterator[str]:
        """An action as a rule; a variable that others read last is kept until they are computed."""
        ordered, circular = in_sequence(command.assignments)
        yield from ("", f"rule {self.quoted(command.comment)}", *self.lines(command.guard, "  "), "==>")
        for each in circular:
            yield f"  var {self.kept(each)} : {self.types[self.fields[each.variable]]};"
        yield "begin"
        for each in circular:
            yield f"  {self.kept(each)} := {self.value(each, ' ' * 4)};"
        for each in ordered:
            yield f"  {self.variables[each.variable]} := {self.value(each, ' ' * 4)};"
        yield from (f"  {self.variables[each.variable]} := {self.kept(each)};" for each in circular)
        yield "end;"

    def kept(self, assignment: VariableUpdate) -> str:
        """The local variable that keeps a new value."""
        return self.temporaries[assignment.variable]

    def law(self, law: SafetyLaw) -> Iterator[str]:
        """A law as an invariant, its situation as a cover property."""
        yield from ("", self.remark(self.law_text(law.law)))
        yield from (f"invariant {self.quoted(law.law.name)} !(", *self.lines(law.violation, "  "), ");")
        yield from (f"cover {self.quoted(law.law.name)}", *self.lines(law.situation, "  "), ";")
