"""The page that traces each rule to what formalizes it, what exercises that, and the mutants that violate it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import FunctionType, ModuleType
from typing import NamedTuple

from podproof.checker.mutation import MutantTally, TransitionRecord
from podproof.checker.rendering.text import count
from podproof.spec.notation import Specification, transition_id
from podproof.spec.rules import Rule, Section, numbers_cited

NAMED = 4
"""How many test cases and recordings are named as examples."""

INTRODUCTION = """# Traceability

Each numbered rule of the lifecycle, what formalizes it, and what compares it with Kubernetes: test cases of Kubernetes'
own unit tests, recordings of real kubelets, and tampered recordings, which must be rejected.  A test case exercises the
predicates that are evaluated for its answer and the transitions that decide it.  If it exercises only arithmetic, such
as the seconds of a back-off, which the explored model does not contain, it is counted apart.  A recording exercises the
transitions of its shortest trace, the predicates of their guards, and the predicates that explain what was observed.
Both are measured: `python tests/reality/evidence.py` writes `docs/evidence.json`.  A mutant is the specification with
one transition changed ([mutants.md](mutants.md)).

The model holds a rule if a transition, a law, a situation or a predicate cites it; checks of recordings and arithmetic
hold what the states of the model abstract.

A letter says how a rule is known: R read in the sources of Kubernetes, D in its documentation or a proposal, I inferred
from what was read, K general knowledge.
"""

HOLDERS: Mapping[str, frozenset[str]] = {
    "the model": frozenset({"transitions", "laws", "situations", "predicates"}),
    "checks of recordings": frozenset({"checks"}),
    "arithmetic": frozenset({"arithmetic"}),
}
"""What can hold a rule, strongest first, with the kinds of formalization that count."""

Citing = Mapping[str, str]
"""The rules that something cites, by its name."""

Exercising = Mapping[str, Sequence[str]]
"""The predicates and transitions that something exercises, by its name."""


class Formalization(NamedTuple):
    """What formalizes rules, each with what it cites; `arithmetic` is for test cases only."""

    transitions: Citing
    predicates: Citing
    durations: Citing
    laws: Citing
    situations: Citing
    checks: Citing
    arithmetic: Citing

    @property
    def cited(self) -> set[str]:
        """Every rule that anything cites."""
        return {number for kind in self for cites in kind.values() for number in cites.split()}


class Evidence(NamedTuple):
    """What the specification is compared with: test cases, recordings by version, kinds of tampering, and mutants."""

    cases: Exercising
    recordings: Mapping[str, Exercising]
    tampered: Citing
    mutants: Mapping[str, TransitionRecord]


class RuleTrace(NamedTuple):
    """What formalizes and exercises one rule.

    `cases` exercise transitions or predicates of the model, `arithmetic_cases` only arithmetic; `mutants` is the tally
    of the mutants of its transitions.
    """

    rule: Rule
    formal: Mapping[str, Sequence[str]]
    cases: Sequence[str]
    arithmetic_cases: Sequence[str]
    recordings: Mapping[str, Sequence[str]]
    tampered: Sequence[str]
    mutants: MutantTally

    @property
    def held_by(self) -> str:
        """What holds the rule: the model, else checks of recordings, else arithmetic, else nothing."""
        found = {kind for kind, names in self.formal.items() if names}
        return next((holder for holder, kinds in HOLDERS.items() if found & kinds), "nothing")

    @property
    def has_evidence(self) -> bool:
        """Whether something outside the specification exercises the rule."""
        return bool(self.cases or self.arithmetic_cases or self.tampered or any(self.recordings.values()))


def formalization(specification: Specification, checks: Citing, arithmetic: ModuleType) -> Formalization:
    """The rules that each part of the specification and the arithmetic of its test cases cite."""
    transitions: dict[str, str] = {}
    for machine in specification.machines:
        for rule in specification.transitions(machine):
            name = str(transition_id(machine, rule))
            transitions[name] = " ".join((transitions.get(name, ""), *rule.cites))
    return Formalization(
        transitions,
        _cited_by_functions(specification.predicates),
        {} if specification.durations is None else _cited_by_functions(specification.durations),
        {law.name: law.cites for law in specification.laws},
        {each.name: each.cites for each in specification.situations},
        checks,
        _cited_by_functions(arithmetic),
    )


def _cited_by_functions(module: ModuleType) -> Citing:
    functions = (each for each in vars(module).values() if isinstance(each, FunctionType))
    return {
        function.__name__: numbers_cited(function.__doc__ or "")
        for function in functions
        if function.__module__.startswith(module.__name__)
    }


def trace_rule(rule: Rule, formal: Formalization, evidence: Evidence) -> RuleTrace:
    """The formalization and evidence of a rule; a rule that other rules detail has theirs."""
    numbers = {rule.number, *rule.details.split()}
    formalized = {kind: _citing(numbers, citing) for kind, citing in formal._asdict().items()}
    wanted = {*formalized["transitions"], *formalized["predicates"], *formalized["durations"]}
    cases = _exercising(wanted, evidence.cases)
    return RuleTrace(
        rule,
        formalized,
        cases,
        [case for case in _exercising({*formalized["arithmetic"]}, evidence.cases) if case not in cases],
        {version: _exercising(wanted, recordings) for version, recordings in evidence.recordings.items()},
        _citing(numbers, evidence.tampered),
        sum(
            (evidence.mutants[name].tally for name in formalized["transitions"] if name in evidence.mutants),
            MutantTally(),
        ),
    )


def _citing(numbers: set[str], citing: Citing) -> list[str]:
    return [name for name, cites in citing.items() if numbers & set(cites.split())]


def _exercising(wanted: set[str], exercising: Exercising) -> list[str]:
    return [name for name, exercised in exercising.items() if wanted & set(exercised)]


def render(sections: Iterable[Section], formal: Formalization, evidence: Evidence) -> str:
    """The whole page."""
    traced = [(section, [trace_rule(each, formal, evidence) for each in section.rules]) for section in sections]
    lines = [INTRODUCTION, *_summary(traced), *_gaps([each for _, rules in traced for each in rules])]
    for section, rules in traced:
        lines += [f"## {section.title}\n", f"Decided in {section.source}.\n"]
        lines += [line for each in rules for line in _rule(each)]
    return "\n".join(lines)


def _summary(traced: Sequence[tuple[Section, Sequence[RuleTrace]]]) -> Iterator[str]:
    holders = (*HOLDERS, "nothing")
    yield (
        f"| rules | held by {' | '.join(holders)} | exercised by test cases | by arithmetic only | by recordings |"
        " violated by mutants |"
    )
    yield f"|---|{'---:|' * (len(holders) + 4)}"
    for section, rules in traced:
        parts = (
            *(sum(each.held_by == holder for each in rules) for holder in holders),
            sum(bool(each.cases) for each in rules),
            sum(bool(each.arithmetic_cases) and not each.cases for each in rules),
            sum(any(each.recordings.values()) or bool(each.tampered) for each in rules),
            sum(bool(each.mutants.killed) for each in rules),
        )
        yield f"| {section.title} ({len(rules)}) | {' | '.join(map(str, parts))} |"
    yield ""


def _gaps(rules: Sequence[RuleTrace]) -> Iterator[str]:
    yield "## Rules not formalized\n"
    yield from (f"* {_numbered(each)} *{each.rule.not_formalized}*" for each in rules if each.rule.not_formalized)
    yield "\n## Rules without external evidence\n"
    yield "Laws and mutants check them, but no test case and no recording exercises them.\n"
    yield from (f"* {_numbered(each)}" for each in rules if not each.has_evidence and not each.rule.not_formalized)
    yield ""


def _numbered(each: RuleTrace) -> str:
    return f"**{each.rule.number}** {each.rule.text}"


def _rule(each: RuleTrace) -> Iterator[str]:
    rule = each.rule
    since = f" Since {rule.since}." if rule.since else ""
    yield f"**{rule.number}** {rule.text}{since} [{rule.basis}]\n"
    yield f"* held by {each.held_by}" + (f": {rule.not_formalized}" if rule.not_formalized else "")
    if rule.details:
        yield f"* detailed by {', '.join(rule.details.split())}"
    for kind, names in each.formal.items():
        if names:
            yield f"* {kind}: {', '.join(f'`{name}`' for name in _events(names))}"
    yield from _evidence(each)
    yield ""


def _events(names: Iterable[str]) -> Iterable[str]:
    """The names, each event of a machine once."""
    return dict.fromkeys(name.partition(" ")[0] if "→" in name else name for name in names)


def _evidence(each: RuleTrace) -> Iterator[str]:
    if each.cases:
        yield f"* {_some(each.cases, 'test case')}"
    if each.arithmetic_cases:
        yield f"* by arithmetic only: {_some(each.arithmetic_cases, 'test case')}"
    for version, names in each.recordings.items():
        if names:
            yield f"* {version}: {_some(names, 'recording')}"
    if each.tampered:
        yield f"* rejected tampered recordings: {', '.join(each.tampered)}"
    if each.mutants.differing:
        yield f"* {each.mutants.killed} of {count(each.mutants.differing, 'mutant')} killed"
    if not each.has_evidence and not each.rule.not_formalized:
        yield "* **no external evidence**"


def _some(names: Sequence[str], thing: str) -> str:
    more = ", …" if len(names) > NAMED else ""
    return f"{count(len(names), thing)}: {', '.join(names[:NAMED])}{more}"
