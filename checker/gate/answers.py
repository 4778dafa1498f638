"""The answer of the model about one explored Pod, as plain data: laws that do not hold, and answers to findings."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import groupby
from typing import NamedTuple

from podproof.checker.compile import Compiled
from podproof.checker.engines import Engine
from podproof.checker.engines.choice import run_engine
from podproof.checker.engines.unexplored import Unexplored
from podproof.checker.exploration import Exploration, find_trace
from podproof.checker.formulas import Formula
from podproof.checker.gate.clock import ManifestClock
from podproof.checker.gate.configurations import restore_names
from podproof.checker.gate.explored import ExplorationSummary, outcome_of, summarize
from podproof.checker.model import Size
from podproof.checker.rendering.pod_traces import trace_renderer
from podproof.checker.rendering.text import TraceText, kept
from podproof.checker.verify import Verdict
from podproof.spec.findings import NAMED
from podproof.spec.pod.laws import LAWS
from podproof.spec.pod.state import Pod


class UnexpectedOutcome(NamedTuple):
    """The outcome of a law that does not hold, or that was expected not to hold."""

    law: str
    outcome: str
    description: str
    reason: str
    trace: TraceText = TraceText()


class Answer(NamedTuple):
    """Whether a finding holds for the Pod (site None) or a container; `met` is None if a bound left that open."""

    finding: str
    site: int | None
    met: bool | None
    trace: TraceText = TraceText()


class ModelAnswer(NamedTuple):
    """The answer of the model about a Pod, as plain data that the cache can keep.

    `bound` names the bound that stopped the exploration, `skipped_laws` counts the liveness laws that were not decided
    because the Pod is large, `own` has the outcomes of the user's own laws, and `explored` is the summary.
    """

    laws: tuple[UnexpectedOutcome, ...]
    answers: tuple[Answer, ...]
    bound: str = ""
    skipped_laws: int = 0
    own: Mapping[str, str] = {}
    explored: ExplorationSummary = ExplorationSummary()

    @property
    def is_open(self) -> bool:
        """Whether a bound left something undecided."""
        open_laws = any(each.outcome == "undecided" for each in self.laws)
        return bool(self.bound) or open_laws or any(each.met is None for each in self.answers)

    def restore_names(self, names: Mapping[str, str]) -> "ModelAnswer":
        """The same answer for a Pod of equal configuration whose containers have these names."""
        restore = partial(restore_names, names=names)
        return self._replace(
            laws=tuple(each._replace(trace=each.trace.map(restore)) for each in self.laws),
            answers=tuple(each._replace(trace=each.trace.map(restore)) for each in self.answers),
        )


Questions = tuple[tuple[str, int | None], ...]
"""Findings, by name and site, that only the model can decide."""


def questions(clock: ManifestClock) -> Questions:
    """The findings that the configuration of the Pod leaves to the model."""
    off = {rule for rule, level in clock.configuration.severities.items() if level == "off"}
    asking = ((finding, site) for finding, (site, _, _) in clock.sites if finding.asks_the_model)
    return tuple((finding.name, site) for finding, site in asking if finding.name not in off)


def model_answer(
    exploration: Exploration, questions: Questions, expect: Mapping[str, str] = {}, own: Sequence[str] = ()
) -> ModelAnswer:
    """The answer of the model: laws that do not hold or are expected not to hold, and the sites of findings.

    Where the time is over before, what the exploration found is the answer, without traces and without findings.
    """
    with exploration.allowance.spend():
        return _model_answer(exploration, FaultFree(exploration).answers(questions), expect, own)
    found = replace(exploration, engine=Unexplored(exploration.bounds.out_of_time))
    open_answers = (Answer(name, site, None) for name, site in questions)
    answer = _model_answer(found, open_answers, expect, own)
    return answer._replace(bound=answer.bound or exploration.bounds.out_of_time)


def _model_answer(
    exploration: Exploration, answers: Iterable[Answer], expect: Mapping[str, str], own: Sequence[str]
) -> ModelAnswer:
    return ModelAnswer(
        tuple(_laws(exploration, expect)),
        tuple(answers),
        exploration.bound,
        len(exploration.skipped),
        {each.law.name: each.outcome for each in exploration.verdicts if each.law.name in own},
        summarize(exploration, frozenset(_excluded(exploration))),
    )


def _excluded(exploration: Exploration) -> Iterator[str]:
    for verdict in exploration.verdicts:
        if verdict.outcome in ("violated", "vacuous") and not _is_worth_reporting(exploration, verdict):
            yield verdict.law.name


def _laws(exploration: Exploration, expect: Mapping[str, str]) -> Iterator[UnexpectedOutcome]:
    for verdict in exploration.verdicts:
        law, expected = verdict.law, verdict.law.name in expect
        if _is_worth_reporting(exploration, verdict) or (expected and verdict.outcome == "holds"):
            violated = verdict.outcome == "violated" and law.kind != "reachable" and not expected
            trace = exploration.trace_of(verdict) if violated else None
            yield UnexpectedOutcome(
                law.name,
                outcome_of(verdict),
                law.description,
                verdict.reason,
                kept(trace_renderer(exploration.deciding(verdict).compiled), trace),
            )


def _is_worth_reporting(exploration: Exploration, verdict: Verdict) -> bool:
    """Whether the outcome is worth reporting.

    Where behavior is declared, a law may fail or be vacuous only because the declaration excludes it.
    """
    may_be_excluded = verdict.outcome == "vacuous" or verdict.law.kind in ("reachable", "always_possible", "leads_to")
    if may_be_excluded and verdict.law in LAWS and is_restricted(exploration.compiled.configuration):
        return False
    return verdict.outcome in ("violated", "vacuous", "undecided") or verdict.fair == "undecided"


def is_restricted(pod: Pod) -> bool:
    """Whether a declaration about the Pod or its containers excludes some behavior."""
    return bool(pod.unset_gates) or any(member.behavior for member in pod.members)


@dataclass(frozen=True)
class FaultFree:
    """The Pod without faults: findings are decided there, so that their traces need no fault.

    It has far fewer states than the Pod with all faults, and is explored only if there is a question.
    """

    exploration: Exploration

    @cached_property
    def compiled(self) -> Compiled:
        """The model without faults."""
        known = self.exploration.compiled
        return Compiled(known.specification, known.configuration, ()) if known.faults else known

    @cached_property
    def engine(self) -> tuple[Engine, bool]:
        """The engine, and whether it has reached every state."""
        if self.compiled is self.exploration.compiled:
            return self.exploration.engine, self.exploration.size.complete
        is_modular = self.exploration.engine_name == "modular"
        _, engine, size = run_engine(self.compiled.model, bounds=self.exploration.bounds, skips_liveness=is_modular)
        pass_on_interrupt(size)
        return engine, size.complete

    def answers(self, questions: Questions) -> Iterator[Answer]:
        """The sites at which the findings hold, the first of each with its trace."""
        for name, sites in groupby(questions, key=lambda each: each[0]):
            finding, has_trace = NAMED[name], False
            for _, site in sites:
                question = self.compiled.formula(finding.reachable or finding.never, site)
                met = self.met(question)
                if met is None or met is bool(finding.reachable):
                    trace = find_trace(self.engine[0], question) if met and not has_trace else None
                    has_trace = has_trace or trace is not None
                    yield Answer(name, site, met, kept(trace_renderer(self.compiled), trace))

    def met(self, question: Formula) -> bool | None:
        """Whether a reachable state meets the condition; None if a bound left that open."""
        engine, complete = self.engine
        met = engine.reachable(question)
        return met if met or complete else None


def pass_on_interrupt(size: Size) -> None:
    """End the check: an engine keeps what it has when it is interrupted, and a check has no use for a part."""
    if size.bound == "interrupted":
        raise KeyboardInterrupt
