"""The language of PRISM, which Storm reads too."""

from collections.abc import Iterator

from podproof.checker.export.definitions import Definition
from podproof.checker.export.languages.language import Language
from podproof.checker.export.program import GuardedCommand, Program, SafetyLaw

HOW = """\
An action is a command of the one module, and which of the enabled ones happens is nondeterministic.
A law is violated if a state with its label LAW_violated is reachable, and vacuous if none with LAW_situation is:

  storm --prism FILE --prop 'Pmax=? [F "LAW_violated"]'     prism FILE -pf 'Pmax=? [F "LAW_violated"]'"""

RESERVED = """\
a bool clock const ctmc double dtmc e endinit endinvariant endmodule endobservables endplayer endrewards endsystem f
false filter formula func g global i init int invariant label max mdp min module nondeterministic observable
observables of p player pmax pmin pomdp popta probabilistic prob pta r rate rewards rmax rmin s smg stochastic system
true u w x ceil floor log mod multi pow round c"""


def lines(program: Program) -> Iterator[str]:
    """The program as lines."""
    return Prism(program).text()


class Prism(Language):
    """A model in the language of PRISM."""

    reserved = frozenset(RESERVED.split())

    @staticmethod
    def comment(text: str) -> str:
        return f"// {text}"

    def text(self) -> Iterator[str]:
        yield from (*self.head(HOW), "", "mdp", "")
        yield from (f"const int {name} = {self.code(*of)};" for of, name in self.values.items())
        for definition in self.program.definitions.definitions:
            yield from self.definition(definition)
        yield from ("", "module pod", *map(self.declaration, range(len(self.variables))))
        for name, command in zip(self.commands, self.program.commands, strict=True):
            yield from self.command(name, command)
        yield from ("", "endmodule")
        for law in self.program.laws:
            yield from self.law(law)

    def declaration(self, number: int) -> str:
        """A variable with its range of values."""
        codes = [self.code(self.fields[number], value) for value in self.program.variables[number][1].domain]
        return f"  {self.variables[number]} : [{min(codes)}..{max(codes)}] init {self.initial(number)};"

    def definition(self, definition: Definition) -> Iterator[str]:
        """A predicate, or what several formulas share, as a formula."""
        yield ""
        if definition.comment:
            yield self.remark(definition.comment)
        yield from (f"formula {self.definitions[definition.body]} =", *self.body(definition.body, "  "), "  ;")

    def command(self, name: str, command: GuardedCommand) -> Iterator[str]:
        """An action as a command, which changes its variables at once."""
        changes = [f"({self.variables[each.variable]}' = {self.value(each, ' ' * 8)})" for each in command.assignments]
        yield from (
            "",
            f"  {self.remark(command.comment)}",
            f"  [{name}]",
            *self.lines(command.guard, "    "),
            "    ->",
        )
        yield "    " + "\n    & ".join(changes) + ";"

    def law(self, law: SafetyLaw) -> Iterator[str]:
        """The states that a law speaks of, and those that violate it, as labels."""
        name = law.law.name
        yield from ("", self.remark(self.law_text(law.law)))
        yield from (f'label "{self.situations[name]}" =', *self.lines(law.situation, "  "), "  ;")
        yield from (f'label "{self.violations[name]}" =', *self.lines(law.violation, "  "), "  ;")
