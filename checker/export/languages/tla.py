"""TLA+, checked by TLC."""

from collections.abc import Collection, Iterable, Iterator

from podproof.checker.export.definitions import Definition, Name
from podproof.checker.export.languages.language import Language
from podproof.checker.export.program import GuardedCommand, LivenessLaw, Program, SafetyLaw
from podproof.checker.formulas import And, Formula, Value

HOW = """\
Save this as pod.tla, and what follows the module as pod.cfg, without the leading \\*; then

  java -cp tla2tools.jar tlc2.TLC -deadlock -continue pod

Invariants are the safety laws, properties the liveness laws under weak fairness.  A law LAW is vacuous if the invariant
LAW_unreached holds.  Laws that hold almost surely only are violated here: fairness is all that TLA+ can assume."""

RESERVED = """\
assume assumption axiom bool boolean case choose constant constants corollary def define do domain else enabled except
extends false have hide if in instance int lambda let local lemma module nat new obvious omitted only other pick proof
proposition prove qed real recursive sequences state strict string subset suffices take temporal then theorem true
unchanged union use variable variables vars init next spec typeok pod with witness action by"""


def lines(program: Program) -> Iterator[str]:
    """The program as lines."""
    return Tla(program).text()


class Tla(Language):
    """A model in TLA+."""

    conjunction, disjunction, negation, inequality = "/\\", "\\/", "~", "/="
    constants = ("FALSE", "TRUE")
    conditional = "(IF {} THEN {} ELSE"
    first_bullet = "{}"
    reserved = frozenset(RESERVED.split())

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self.groups = {
            owner: self.words.identifier((*(owner or ("shared",)), "vars"))
            for owner in dict.fromkeys(name[:-1] for name, _ in program.variables)
        }
        self.unreached = {law.law.name: self.words.identifier((law.law.name, "unreached")) for law in program.laws}
        self.assumptions: dict[tuple[frozenset[int], frozenset[int] | None], str] = {}
        for law in program.liveness:
            for each in law.properties:
                if (each.progress, each.recurrent) not in self.assumptions:
                    name = ("fairness", str(len(self.assumptions) + 1))
                    self.assumptions[each.progress, each.recurrent] = self.words.identifier(name)

    @staticmethod
    def refused(word: str) -> bool:
        """The prefixes of fairness conditions."""
        return word.startswith(("WF_", "SF_"))

    @staticmethod
    def comment(text: str) -> str:
        return f"\\* {text}"

    def literal(self, variable: int, value: Value) -> str:
        return super().literal(variable, value) if self.is_numeric(self.fields[variable]) else f'"{value}"'

    def member(self, variable: int, values: Iterable[Value]) -> str:
        literals = [self.literal(variable, value) for value in values]
        name = self.variables[variable]
        return f"{name} = {literals[0]}" if len(literals) == 1 else f"{name} \\in {{{', '.join(literals)}}}"

    def text(self) -> Iterator[str]:
        yield "---- MODULE pod ----"
        yield from (*self.head(HOW), "", "EXTENDS Naturals", "", "VARIABLES")
        yield ",\n".join(f"  {', '.join(names)}" for names in self.owned().values())
        yield ""
        yield from (f"{self.groups[owner]} == <<{', '.join(names)}>>" for owner, names in self.owned().items())
        yield from ("", f"vars == <<{', '.join(self.groups.values())}>>")
        yield from ("", "TypeOK ==")
        for number, (_, variable) in enumerate(self.program.variables):
            values = ", ".join(self.literal(number, value) for value in variable.domain)
            yield f"  /\\ {self.variables[number]} \\in {{{values}}}"
        yield from (
            "",
            "Init ==",
            *(f"  /\\ {name} = {self.initial(number)}" for number, name in enumerate(self.variables)),
        )
        for definition in self.program.definitions.definitions:
            yield from self.definition(definition)
        for name, command in zip(self.commands, self.program.commands, strict=True):
            yield from self.command(name, command)
        yield from ("", "Next ==", *(f"  \\/ {name}" for name in self.commands), "", "Spec == Init /\\ [][Next]_vars")
        for law in self.program.laws:
            yield from self.law(law)
        yield from self.fairness()
        for leads_to in self.program.liveness:
            yield from self.liveness_law(leads_to)
        yield from ("", "====", "", *map(self.comment, self.configuration()))

    def owned(self) -> dict[Name, list[str]]:
        """The variables of the whole and of each component."""
        owned: dict[Name, list[str]] = {}
        for variable, (name, _) in zip(self.variables, self.program.variables, strict=True):
            owned.setdefault(name[:-1], []).append(variable)
        return owned

    def unchanged(self, command: GuardedCommand) -> list[str]:
        """The groups of variables that the action does not change, and of other groups the variables."""
        changed = {self.variables[each.variable] for each in command.assignments}
        same: list[str] = []
        for owner, names in self.owned().items():
            same += (
                [self.groups[owner]] if changed.isdisjoint(names) else [each for each in names if each not in changed]
            )
        return same

    def definition(self, definition: Definition) -> Iterator[str]:
        """A predicate, or what several formulas share, as an operator."""
        yield ""
        if definition.comment:
            yield self.remark(definition.comment)
        yield from (f"{self.definitions[definition.body]} ==", *self.body(definition.body, "  "))

    def command(self, name: str, command: GuardedCommand) -> Iterator[str]:
        """An action as a formula on the variables before and after it."""
        yield from ("", self.remark(command.comment), f"{name} ==")
        for each in self.conjuncts(command.guard):
            yield from self.item("/\\ ", each, "  ")
        yield from (
            f"  /\\ {self.variables[each.variable]}' = {self.value(each, ' ' * 8)}" for each in command.assignments
        )
        yield f"  /\\ UNCHANGED <<{', '.join(self.unchanged(command))}>>"

    def conjuncts(self, guard: Formula) -> tuple[Formula, ...]:
        """The operands of a conjunction, or the formula itself."""
        body = self.program.definitions.body(guard)
        return body.operands if isinstance(body, And) and body not in self.definitions else (body,)

    def law(self, law: SafetyLaw) -> Iterator[str]:
        """A law as an invariant, and that its situation is unreached, which should be violated."""
        name = law.law.name
        yield from ("", self.remark(self.law_text(law.law)))
        yield from (f"{self.laws[name]} == ~(", *self.lines(law.violation, "  "), "  )")
        yield from (f"{self.unreached[name]} == ~(", *self.lines(law.situation, "  "), "  )")

    def fairness(self) -> Iterator[str]:
        """What liveness laws assume, each assumption once: actions that are weakly fair, and those that may recur."""
        for (progress, recurrent), name in self.assumptions.items():
            yield from ("", f"{name} ==", *(f"  /\\ WF_vars({each})" for each in self.actions(progress)))
            may_recur = " \\/ ".join(self.actions(recurrent or ())) or "FALSE"
            yield f"  /\\ <>[][{may_recur}]_vars"

    def actions(self, numbers: Collection[int]) -> list[str]:
        """The commands of these actions of the model; an action without one is never enabled."""
        pairs = zip(self.program.commands, self.commands, strict=True)
        return [name for command, name in pairs if command.number in numbers]

    def liveness_law(self, law: LivenessLaw) -> Iterator[str]:
        """A law as a temporal property under the fairness that it assumes."""
        yield from ("", self.remark(self.law_text(law.law)), f"{self.laws[law.law.name]} ==")
        for each in law.properties:
            assumption = self.assumptions[each.progress, each.recurrent]
            yield f"  /\\ {assumption} => []({self.formula(each.when)} => <>({self.formula(each.goal)}))"

    def configuration(self) -> Iterator[str]:
        """The configuration of TLC."""
        yield from ("SPECIFICATION Spec", "INVARIANT TypeOK")
        yield from (f"INVARIANT {self.laws[each.law.name]}" for each in self.program.laws)
        yield from (f"PROPERTY {self.laws[each.law.name]}" for each in self.program.liveness)
