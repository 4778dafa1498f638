"""Promela, the language of SPIN."""

from collections.abc import Iterator

from podproof.checker.export.definitions import Definition
from podproof.checker.export.languages.language import Language, in_sequence
from podproof.checker.export.program import GuardedCommand, Program, SafetyLaw

HOW = """\
One process takes one action after the other, each as one step.  Check all laws in one run:

  spin -a FILE && cc -O2 -DSAFETY -DNOREDUCE -o pan pan.c && ./pan -m1000000 -c0

A message `assertion violated LAW` names a law that is violated; `states, stored` counts the reachable states.
With `spin -a -DSITUATIONS FILE` the same messages name the laws whose situations are reached; others are vacuous."""

RESERVED = """\
active assert atomic auto bit bool break byte c_code c_decl c_expr c_state c_track case chan char const continue
d_proctype d_step default define do double else empty enabled end enum eval extern fi float for full get_priority goto
hidden if in init inline int len local long ltl main mtype nempty never nfull noclaim notrace np_ od of pc_value pid
pragma printf printm priority proctype progress provided register return run select set_priority short show signed
sizeof skip static stdin struct switch timeout trace true false typedef union unless unsigned void volatile while xr
xs"""


def lines(program: Program) -> Iterator[str]:
    """The program as lines."""
    return Promela(program).text()


class Promela(Language):
    """A model in Promela."""

    conjunction, disjunction, equality, conditional = "&&", "||", "==", "({} -> {} :"
    reserved = frozenset(RESERVED.split())

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self.temporaries = [
            self.words.identifier(("new", str(number)))
            for number in range(max((len(in_sequence(each.assignments)[1]) for each in program.commands), default=0))
        ]

    @staticmethod
    def comment(text: str) -> str:
        return f"/* {text.replace('*/', '* /').replace('/*', '/ *')} */"

    def text(self) -> Iterator[str]:
        yield from self.head(HOW)
        yield ""
        yield from (f"#define {name} {self.code(*of)}" for of, name in self.values.items())
        yield from ("", *map(self.declaration, range(len(self.variables))))
        yield from (f"hidden byte {name};" for name in self.temporaries)
        for definition in self.program.definitions.definitions:
            yield from self.definition(definition)
        for law in self.program.laws:
            yield from self.law(law)
        yield from ("", "active proctype pod() {", "end:", "  do")
        for name, command in zip(self.commands, self.program.commands, strict=True):
            yield from self.command(name, command)
        yield from self.checks()
        yield from ("  od", "}")

    def declaration(self, number: int) -> str:
        """A variable with as many bits as its values need."""
        codes = [self.code(self.fields[number], value) for value in self.program.variables[number][1].domain]
        return f"unsigned {self.variables[number]} : {max(1, max(codes).bit_length())} = {self.initial(number)};"

    def definition(self, definition: Definition) -> Iterator[str]:
        """A predicate, or what several formulas share, as a macro."""
        yield ""
        if definition.comment:
            yield self.remark(definition.comment)
        yield from self.macro(self.definitions[definition.body], self.body(definition.body, "  "))

    @staticmethod
    def macro(name: str, lines: list[str]) -> Iterator[str]:
        """A macro, in parentheses."""
        *others, last = (f"#define {name} ( \\", *(f"{line} \\" for line in lines), "  )")
        yield from others
        yield last

    def law(self, law: SafetyLaw) -> Iterator[str]:
        """The formulas of a law, and a byte by which SPIN's message names it."""
        yield from ("", self.remark(self.law_text(law.law)), f"hidden byte {self.laws[law.law.name]};")
        yield from self.macro(self.situations[law.law.name], self.lines(law.situation, "  "))
        yield from self.macro(self.violations[law.law.name], self.lines(law.violation, "  "))

    def command(self, name: str, command: GuardedCommand) -> Iterator[str]:
        """An action as one indivisible step; a variable that others read last is kept until they are computed."""
        ordered, circular = in_sequence(command.assignments)
        kept = list(zip(self.temporaries, circular, strict=False))
        yield from (
            "",
            f"  {self.remark(command.comment)}",
            "  :: d_step { (",
            *self.lines(command.guard, "      "),
            "      ) ->",
        )
        yield from (f"      {temporary} = {self.value(each, ' ' * 8)};" for temporary, each in kept)
        yield from (f"      {self.variables[each.variable]} = {self.value(each, ' ' * 8)};" for each in ordered)
        yield from (f"      {self.variables[each.variable]} = {temporary};" for temporary, each in kept)
        yield "    }"

    def checks(self) -> Iterator[str]:
        """An assertion for each law, which fails where the law is violated, or its situation reached."""
        yield from ("", "#ifdef SITUATIONS")
        for law in self.program.laws:
            yield f"  :: d_step {{ {self.situations[law.law.name]} -> assert({self.laws[law.law.name]}) }}"
        yield "#else"
        for law in self.program.laws:
            yield f"  :: d_step {{ {self.violations[law.law.name]} -> assert({self.laws[law.law.name]}) }}"
        yield "#endif"
