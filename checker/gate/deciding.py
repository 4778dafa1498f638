"""What the model says of a Pod that was explored, as plain data: laws that do not hold, and answers to findings."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from checker.compile import Compiled
from checker.exploration import Exploration, told
from checker.model import Formula, Story
from checker.stories import Teller
from checker.stories import told as lines
from checker.verdicts import Verdict
from spec import kubectl
from spec.findings import FINDINGS, Finding
from spec.findings.scopes import Scopes
from spec.manifest import Manifest
from spec.telling import EVENTS, NOTED
from spec.world import Pod


class Outcome(NamedTuple):
    """A law, and what became of it: it does not hold, or it was expected not to."""

    law: str
    outcome: str
    sentence: str
    reason: str
    story: tuple[str, ...] = ()


class Answer(NamedTuple):
    """That a finding is so in the Pod (site None) or a container; `met` is None where a bound left its question open."""

    finding: str
    site: int | None
    met: bool | None
    story: tuple[str, ...] = ()


class Decided(NamedTuple):
    """Everything that the model says of a Pod, as plain data that can be written down and read again."""

    laws: tuple[Outcome, ...]
    answers: tuple[Answer, ...]


def decided(
    manifest: Manifest, exploration: Exploration, thresholds: Mapping[str, int], expect: Mapping[str, str]
) -> Decided:
    """All that the model says of the Pod: laws that do not hold or are expected not to, and where findings are so."""
    return Decided(tuple(_laws(exploration, expect)), tuple(_answers(exploration, Scopes(manifest, thresholds))))


def _laws(exploration: Exploration, expect: Mapping[str, str]) -> Iterator[Outcome]:
    for verdict in exploration.verdicts:
        law, expected = verdict.law, verdict.law.name in expect
        if _says_something(exploration, verdict) or (expected and verdict.outcome == "holds"):
            broken = verdict.outcome == "violated" and law.mood != "sometimes" and not expected
            story = exploration.story_of(verdict) if broken else None
            yield Outcome(law.name, verdict.outcome, law.sentence, verdict.reason, _told(exploration.compiled, story))


def _says_something(exploration: Exploration, verdict: Verdict) -> bool:
    """Whether the outcome is worth a word; that something never happens is none where it was declared away."""
    if verdict.outcome == "vacuous" or (verdict.outcome == "violated" and verdict.law.mood == "sometimes"):
        return not is_restricted(exploration.compiled.configuration)
    return verdict.outcome in ("violated", "undecided")


def is_restricted(pod: Pod) -> bool:
    """Whether something is declared of the Pod or its containers that leaves less to happen."""
    return bool(pod.unset_gates) or any(member.behaviour for member in pod.members)


def _answers(exploration: Exploration, scopes: Scopes) -> Iterator[Answer]:
    shown: set[str] = set()
    for finding in FINDINGS:
        for site, _, _ in scopes.sites(finding) if finding.asks_the_model else ():
            question = _question(finding, exploration.compiled, site)
            met = _asked(exploration, question)
            if met is None or met is bool(finding.reachable):
                tell = bool(finding.reachable and met) and finding.name not in shown
                shown.add(finding.name)
                story = told(exploration.engine, question) if tell else None
                yield Answer(finding.name, site, met, _told(exploration.compiled, story))


def _question(finding: Finding, compiled: Compiled, site: int | None) -> Formula:
    return compiled.formula(finding.reachable or finding.never, site)


def _asked(exploration: Exploration, question: Formula) -> bool | None:
    met = exploration.engine.reachable(question)
    return met if met or exploration.size.complete else None


def _told(compiled: Compiled, story: Story | None) -> tuple[str, ...]:
    if story is None:
        return ()
    teller = Teller(compiled, kubectl.line, EVENTS, NOTED)
    return tuple(lines(list(teller.lines(story)), story.loop))
