"""The line from each rule to its evidence, as a page: what formalises it, what exercises that, and what breaks it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import FunctionType, ModuleType
from typing import NamedTuple

from podproof.checker.mutation import Tally, TransitionRecord
from podproof.checker.rendering.text import count
from podproof.spec.notation import Specification, transition_id
from podproof.spec.rules import Rule, Section

NAMED = 4
"""How many test cases and recordings are named as examples."""

INTRODUCTION = """# From rule to evidence

Each numbered rule of the lifecycle, what formalises it, and what compares it with Kubernetes: test cases of Kubernetes'
own unit tests, recordings of real kubelets, and tampered recordings, which must be rejected.  A test case exercises the
predicates that are evaluated for its answer and the transitions that decide it.  If it exercises only arithmetic, such
as the seconds of a back-off, which the explored model does not contain, it is counted apart.  A recording exercises the
transitions of its shortest trace, the predicates of their guards, and the predicates that explain what was observed.
Both are measured: `python tests/reality/evidence.py` writes `docs/evidence.json`.  A mutant is the specification with
one transition changed ([mutants.md](mutants.md)).

A letter says how a rule is known: R read in the sources of Kubernetes, D in its documentation or a proposal, I inferred
from what was read, K general knowledge.
"""

Citing = Mapping[str, str]
"""The rules that something cites, by its name."""

Exercising = Mapping[str, Sequence[str]]
"""The predicates and transitions that something exercises, by its name."""


class Formalisation(NamedTuple):
    """All that formalises rules, each with what it cites; `arithmetic` is what only test cases ask for."""

    transitions: Citing
    predicates: Citing
    laws: Citing
    situations: Citing
    checks: Citing
    arithmetic: Citing

    @property
    def cited(self) -> set[str]:
        """Every rule that anything cites."""
        return {number for kind in self for cites in kind.values() for number in cites.split()}


class Evidence(NamedTuple):
    """All that the specification was compared with: test cases, recordings by version, forged kinds, and mutants."""

    cases: Exercising
    recordings: Mapping[str, Exercising]
    forgeries: Citing
    mutants: Mapping[str, TransitionRecord]


class RuleTrace(NamedTuple):
    """The line of one rule.

    `cases` exercise transitions or predicates of the model, `arithmetic_cases` only arithmetic; `mutants` is the tally
    of the mutants of its transitions.
    """

    statement: Rule
    formal: Mapping[str, Sequence[str]]
    cases: Sequence[str]
    arithmetic_cases: Sequence[str]
    recordings: Mapping[str, Sequence[str]]
    forgeries: Sequence[str]
    mutants: Tally

    @property
    def has_evidence(self) -> bool:
        """Whether something outside the specification exercises the rule."""
        return bool(self.cases or self.arithmetic_cases or self.forgeries or any(self.recordings.values()))


def formalisation(specification: Specification, checks: Citing, arithmetic: ModuleType) -> Formalisation:
    """What cites which rules, read off the specification and the arithmetic of its test cases."""
    transitions: dict[str, str] = {}
    for machine in specification.machines:
        for rule in specification.transitions(machine):
            name = str(transition_id(machine, rule))
            transitions[name] = " ".join((transitions.get(name, ""), *rule.cites))
    return Formalisation(
        transitions,
        _cited_by_functions(specification.predicates),
        {law.name: law.cites for law in specification.laws},
        {each.name: each.cites for each in specification.situations},
        checks,
        _cited_by_functions(arithmetic),
    )


def _cited_by_functions(module: ModuleType) -> Citing:
    functions = (each for each in vars(module).values() if isinstance(each, FunctionType))
    return {
        function.__name__: _bracketed(function.__doc__ or "")
        for function in functions
        if function.__module__.startswith(module.__name__)
    }


def _bracketed(text: str) -> str:
    found = re.search(r"\[([^]]*)]\s*$", text)
    return found[1] if found else ""


def trace(statement: Rule, formal: Formalisation, evidence: Evidence) -> RuleTrace:
    """The line of a rule; one that others tell in detail has the evidence of those."""
    numbers = {statement.number, *statement.details.split()}
    found = {kind: _citing(numbers, those) for kind, those in formal._asdict().items()}
    wanted = {*found["transitions"], *found["predicates"]}
    cases = _exercising(wanted, evidence.cases)
    return RuleTrace(
        statement,
        found,
        cases,
        [case for case in _exercising({*found["arithmetic"]}, evidence.cases) if case not in cases],
        {version: _exercising(wanted, those) for version, those in evidence.recordings.items()},
        _citing(numbers, evidence.forgeries),
        sum((evidence.mutants[name].tally for name in found["transitions"] if name in evidence.mutants), Tally()),
    )


def _citing(numbers: set[str], those: Citing) -> list[str]:
    return [name for name, cites in those.items() if numbers & set(cites.split())]


def _exercising(wanted: set[str], those: Exercising) -> list[str]:
    return [name for name, exercised in those.items() if wanted & set(exercised)]


def page(sections: Iterable[Section], formal: Formalisation, evidence: Evidence) -> str:
    """The whole page."""
    traced = [(section, [trace(each, formal, evidence) for each in section.rules]) for section in sections]
    lines = [INTRODUCTION, *_summary(traced), *_gaps([each for _, those in traced for each in those])]
    for section, those in traced:
        lines += [f"## {section.title}\n", f"Decided in {section.source}.\n"]
        lines += [line for each in those for line in _rule(each)]
    return "\n".join(lines)


def _summary(traced: Sequence[tuple[Section, Sequence[RuleTrace]]]) -> Iterator[str]:
    yield "| rules | formalised | exercised by test cases | by arithmetic only | by recordings | broken by mutants |"
    yield "|---|---:|---:|---:|---:|---:|"
    for section, those in traced:
        parts = (
            sum(any(each.formal.values()) for each in those),
            sum(bool(each.cases) for each in those),
            sum(bool(each.arithmetic_cases) and not each.cases for each in those),
            sum(any(each.recordings.values()) or bool(each.forgeries) for each in those),
            sum(bool(each.mutants.killed) for each in those),
        )
        yield f"| {section.title} ({len(those)}) | {' | '.join(map(str, parts))} |"
    yield ""


def _gaps(those: Sequence[RuleTrace]) -> Iterator[str]:
    yield "## Rules that nothing formalises\n"
    yield from (f"* {_said(each)} *{each.statement.not_formalized}*" for each in those if each.statement.not_formalized)
    yield "\n## Rules without evidence from outside\n"
    yield "Laws and mutants hold them in place, but no test case and no recording exercises them.\n"
    yield from (f"* {_said(each)}" for each in those if not each.has_evidence and not each.statement.not_formalized)
    yield ""


def _said(each: RuleTrace) -> str:
    return f"**{each.statement.number}** {each.statement.text}"


def _rule(each: RuleTrace) -> Iterator[str]:
    statement = each.statement
    since = f" Since {statement.since}." if statement.since else ""
    yield f"**{statement.number}** {statement.text}{since} [{statement.basis}]\n"
    if statement.not_formalized:
        yield f"* nothing formalises it: {statement.not_formalized}"
    if statement.details:
        yield f"* told in detail by {', '.join(statement.details.split())}"
    for kind, names in each.formal.items():
        if names:
            yield f"* {kind}: {', '.join(f'`{name}`' for name in _events(names))}"
    yield from _evidence(each)
    yield ""


def _events(names: Iterable[str]) -> Iterable[str]:
    """Transitions of one machine for one event are told once."""
    return dict.fromkeys(name.partition(" ")[0] if "→" in name else name for name in names)


def _evidence(each: RuleTrace) -> Iterator[str]:
    if each.cases:
        yield f"* {_some(each.cases, 'test case')}"
    if each.arithmetic_cases:
        yield f"* by arithmetic only: {_some(each.arithmetic_cases, 'test case')}"
    for version, names in each.recordings.items():
        if names:
            yield f"* {version}: {_some(names, 'recording')}"
    if each.forgeries:
        yield f"* forged histories that are caught: {', '.join(each.forgeries)}"
    if each.mutants.differing:
        yield f"* {each.mutants.killed} of {count(each.mutants.differing, 'mutant')} killed"
    if not each.has_evidence and not each.statement.not_formalized:
        yield "* **no evidence from outside**"


def _some(names: Sequence[str], thing: str) -> str:
    more = ", …" if len(names) > NAMED else ""
    return f"{count(len(names), thing)}: {', '.join(names[:NAMED])}{more}"
