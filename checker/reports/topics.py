"""What a name means: a finding, a law, a rule, a situation or a known bug, from the sources of the documentation."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import unified_diff
from functools import cache, partial
from textwrap import wrap
from typing import NamedTuple

from podproof.checker.errors import UsageError
from podproof.checker.gate.lint_rules import KNOWN, LintRule
from podproof.checker.reports import known_bugs
from podproof.spec.findings import FIXED, NAMED, Finding, example
from podproof.spec.manifest.spelling import nearest
from podproof.spec.notation import Law, Situation
from podproof.spec.pod.known_bugs import BEYOND, BUGS, Bug
from podproof.spec.pod.laws import LAWS
from podproof.spec.pod.situations import SITUATIONS
from podproof.spec.rules import Rule, rules, sections

WIDTH = 80

ALIKE = 0.5
"""The least similarity to a known name, from 0 to 1, for a name to count as its misspelling."""

BASES = {
    "R": "read in the sources of Kubernetes",
    "D": "stated in the documentation or in an enhancement proposal",
    "I": "inferred from text that was read",
    "K": "general knowledge",
}
"""How a rule is known, by its letter."""


class Topic(NamedTuple):
    """One thing that has a name: what it says, facts about it by label, an example or a trace, and the next command.

    The trace is made only for a topic that is shown.
    """

    kind: str
    name: str
    text: str
    facts: Mapping[str, str] = {}
    rules: tuple[Rule, ...] = ()
    example: tuple[str, ...] = ()
    next: str = ""
    trace: Callable[[], Iterable[str]] = tuple

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def lines(self) -> Iterator[str]:
        """The topic as lines of text, the paragraphs in 80 columns."""
        yield f"{self.kind} {self.name}"
        yield from _paragraph(self.text)
        yield from (line for label, text in self.facts.items() if text for line in _labeled(label, text))
        if self.rules:
            yield ""
            yield from (line for rule in self.rules for line in _labeled(rule.number, rule.text, 8))
        if self.example:
            yield from ("", "  Example, and its fix:", *(f"    {line}".rstrip() for line in self.example))
        if trace := tuple(self.trace()):
            yield from ("", *trace)
        if self.next:
            yield from ("", f"  Next      {self.next}")


def named(name: str) -> tuple[Topic, ...]:
    """Everything of that name, whatever its case; raises `UsageError` with the nearest name if there is nothing."""
    wanted = name.lower().removeprefix("law/").removeprefix("kubernetes#").removeprefix("#")
    makers = {known.lower(): making for known, making in _makers().items()}
    if wanted in makers:
        return tuple(make() for make in makers[wanted])
    close = nearest(wanted, tuple(_makers()), ALIKE)
    advice = f"did you mean {close}?" if close else "`podproof explain` lists findings, and where the other names are"
    raise UsageError(f"unknown name {name!r}; {advice}")


def names() -> Iterable[str]:
    """Every name that has a topic."""
    return _makers()


@cache
def _makers() -> Mapping[str, list[Callable[[], Topic]]]:
    """For each name what makes its topics: only a topic that is asked for reads its example."""
    makers: dict[str, list[Callable[[], Topic]]] = {}

    def add(name: str, make: Callable[[], Topic]) -> None:
        makers.setdefault(name, []).append(make)

    for lint in KNOWN.values():
        add(lint.name, partial(_finding, NAMED[lint.name]) if lint.name in NAMED else partial(_lint_rule, lint))
    for law in LAWS:
        add(law.name, partial(_law, law))
    for situation in SITUATIONS:
        add(situation.name, partial(_situation, situation))
    for number, rule in rules().items():
        add(number, partial(_rule, rule))
    for bug in BUGS:
        add(bug.issue, partial(_bug, bug))
    for issue, reason in BEYOND.items():
        add(issue, partial(Topic, "bug", issue, f"Beyond this model: {reason}."))
    return makers


def _finding(finding: Finding) -> Topic:
    return Topic(
        "finding",
        finding.name,
        f"{finding.description} {finding.why}",
        {
            "Severity": finding.severity,
            "Fix": finding.fix,
            "When": finding.when,
            "Reachable": finding.reachable and f"{finding.reachable} (in the model, without faults)",
            "Unreachable": finding.never and f"{finding.never} (in the model, without faults)",
            "Clock": finding.clock and f"{finding.clock}: {' or '.join(finding.verdicts.split())} (see podproof time)",
            "Accept": f"annotation podproof.dev/ignore: {finding.name}, with podproof.dev/ignore-reason",
            "Turn off": f'podproof.toml: ignore = ["{finding.name}"]',
        },
        _cited(finding.cites),
        tuple(_example(finding.name)),
        f"podproof check PATH --select {finding.name}",
    )


def _example(name: str) -> Iterator[str]:
    """What the owner declares, and the manifest that has the finding; lines of its fix are marked by - and +."""
    manifest, configuration = example(name)
    if configuration.exists():
        yield from (
            " # podproof.toml",
            *(f" {line}" for line in configuration.read_text(encoding="utf-8").splitlines()),
            "",
        )
    before, _, after = manifest.read_text(encoding="utf-8").partition(FIXED)
    texts = before.splitlines(), after.splitlines()
    yield from list(unified_diff(*texts, n=max(map(len, texts)), lineterm=""))[3:] or texts[0]


def _lint_rule(rule: LintRule) -> Topic:
    facts = {"Severity": rule.severity, "Fix": rule.fix}
    return Topic("check", rule.name, f"{rule.description} {rule.why}".strip(), facts, _cited(rule.cites))


def _law(law: Law) -> Topic:
    weak = f", {law.strength}" if law.strength == "weak fairness" else ""
    facts = {
        "Kind": f"{law.kind}{weak}",
        "Applies": law.given,
        "When": law.when,
        "Then": law.then,
        "Events": law.events,
        "By": law.by,
        "Without": law.without,
        "Faults": law.faults,
        "Finds": ", ".join(f"bug {bug.issue}" for bug in BUGS if bug.law == law.name),
    }
    return Topic(
        "law", law.name, law.description, facts, _cited(law.cites), (), f"podproof explore PATH --law {law.name}"
    )


def _situation(situation: Situation) -> Topic:
    next = f"podproof explore PATH --trace {situation.name}"
    return Topic(
        "situation",
        situation.name,
        situation.description,
        {"Condition": situation.when},
        _cited(situation.cites),
        (),
        next,
    )


def _rule(rule: Rule) -> Topic:
    (section,) = (each for each in sections() if rule in each.rules)
    citing = {
        kind: ", ".join(each.name for each in those if rule.number in each.cites.split())
        for kind, those in (("Laws", LAWS), ("Situations", SITUATIONS), ("Findings", NAMED.values()))
    }
    facts = {
        "Subject": section.title,
        "Source": section.source,
        "Known": BASES[rule.basis],
        "Since": rule.since and f"Kubernetes {rule.since}",
        **citing,
        "Open": rule.not_formalized and f"not formalized: {rule.not_formalized}",
    }
    return Topic("rule", rule.number, rule.text, facts, _cited(rule.details))


def _bug(bug: Bug) -> Topic:
    law = known_bugs.law_of(bug)
    facts = {
        "Versions": known_bugs.versions_of(bug),
        "Source": bug.source,
        "Law": f"{bug.law}: {law.description}",
        "Also breaks": ", ".join(known_bugs.also_violated(bug)),
        "Faults": bug.faults,
        "Scenario": f"{bug.scenario}, Kubernetes 1.{bug.kubernetes}",
    }
    next = f"podproof explore PATH --bug {bug.issue}"
    return Topic("bug", bug.issue, bug.description, facts, _cited(law.cites), (), next, partial(_counterexample, bug))


def _counterexample(bug: Bug) -> Iterator[str]:
    return (line.plain.rstrip() for line in known_bugs.counterexample(bug))


def _cited(cites: str) -> tuple[Rule, ...]:
    return tuple(rules()[number] for number in cites.split())


def _paragraph(text: str) -> list[str]:
    return wrap(text, WIDTH, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)


def _labeled(label: str, text: str, width: int = 12) -> list[str]:
    return wrap(
        text, WIDTH, initial_indent=f"  {label:<{width}}", subsequent_indent=" " * (width + 2), break_on_hyphens=False
    )
