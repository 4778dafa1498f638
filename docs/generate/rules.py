"""The numbered rules, each with links to everything that formalizes it."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from generate import laws
from generate.lifecycle import link
from generate.notes import NOTE, ROOT
from podproof.checker.reports.traceability import Formalization, formalization
from podproof.spec.kubernetes_tests import arithmetic
from podproof.spec.observation import number_checks
from podproof.spec.pod import durations, predicates
from podproof.spec.pod.laws import THEMES
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.machines import MACHINES
from podproof.spec.rules import Rule, Section, sections

INTRODUCTION = """# Rules

What Kubernetes does, as numbered rules, from `spec/rules.toml`. Transitions, predicates, laws and
situations cite the numbers of the rules that they formalize: `[4.5]` at the end of a law is rule 4.5 on this page.
[Traceability](traceability.md) adds the test cases, recordings and mutants that check each rule.

The letter after a rule says how it is known: **R** read in the sources of Kubernetes, **D** stated in the documentation
or in an enhancement proposal, **I** inferred from text that was read, **K** general knowledge.
"""


def page() -> str:
    """The page of all rules."""
    formal = formalization(LIFECYCLE, number_checks.CHECKS, arithmetic)
    return NOTE + "\n".join([INTRODUCTION, *(line for section in sections() for line in chapter(section, formal))])


def chapter(section: Section, formal: Formalization) -> Iterator[str]:
    """The rules of one section."""
    yield f"## {section.title}\n\nDecided in {section.source}.\n"
    for rule in section.rules:
        yield entry(rule, formal)


def entry(rule: Rule, formal: Formalization) -> str:
    """One rule, and below it what formalizes it, the rules that state it in detail, or why nothing formalizes it."""
    since = f" Since Kubernetes {rule.since}." if rule.since else ""
    lines = [f"**{rule.number}** {rule.text}{since} [{rule.basis}]\n"]
    lines += [f"* {kind}: {', '.join(links)}" for kind, links in formalizing(rule.number, formal) if links]
    if rule.details:
        lines.append(f"* in detail: {', '.join(rule.details.split())}")
    if rule.not_formalized:
        lines.append(f"* not formalized: {rule.not_formalized}")
    return "\n".join([*lines, ""])


def formalizing(number: str, formal: Formalization) -> Iterator[tuple[str, Iterable[str]]]:
    """Each kind of thing that may cite a rule, with a link to each that cites this one."""
    cited = {
        kind: [name for name, cites in citing.items() if number in cites.split()]
        for kind, citing in formal._asdict().items()
    }
    by_name = {machine.__name__: machine for machine in MACHINES}
    leading = dict.fromkeys(transition.partition(".")[0] for transition in cited["transitions"])
    yield "machines", [link(by_name[name], "lifecycle/") for name in leading]
    yield "predicates", [f"[{name}](../{source(name)})" for name in cited["predicates"]]
    yield "durations", [f"[{name}](../{source(name)})" for name in cited["durations"]]
    yield "laws", [f"[{name}](laws/{theme_files()[name]}.md#{name})" for name in cited["laws"]]
    yield "situations", [f"[{name}](laws.md#situations)" for name in cited["situations"]]
    yield "arithmetic of test cases", [f"[{name}](../{source(name)})" for name in cited["arithmetic"]]
    yield "exact checks", [f"[{name}](../{_in_repository(number_checks.__file__)})" for name in cited["checks"]]


def source(predicate: str) -> str:
    """The file of a predicate, of a duration, or of a function of the arithmetic."""
    return _in_repository((vars(predicates) | vars(durations) | vars(arithmetic))[predicate].__code__.co_filename)


@cache
def theme_files() -> dict[str, str]:
    """The page of each law, by its name."""
    return {law.name: laws.file(theme) for theme, each in THEMES.items() for law in each}


def _in_repository(path: str) -> Path:
    return Path(path).resolve().relative_to(ROOT)
