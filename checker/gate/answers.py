"""What the model says of a Pod that was explored, as plain data: laws that do not hold, and answers to findings."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from podproof.checker.compile import Compiled, compile_pod
from podproof.checker.engines import Engine
from podproof.checker.exploration import Exploration, Options, find_trace, run_engine
from podproof.checker.gate.configuration import Configuration
from podproof.checker.gate.configurations import renamed
from podproof.checker.model import Bounds, Formula, Size
from podproof.checker.rendering.pod_traces import trace_renderer
from podproof.checker.rendering.text import format_lines
from podproof.checker.rendering.trace_lines import TraceLine
from podproof.checker.trace import Trace
from podproof.checker.verify import Verdict
from podproof.spec.findings import FINDINGS, NAMED
from podproof.spec.findings.scopes import FindingScopes
from podproof.spec.manifest import Manifest
from podproof.spec.pod.laws import LAWS
from podproof.spec.pod.state import Pod

NO_BOUNDS = Bounds()


class TraceText(NamedTuple):
    """A trace as its lines, and how many of the last ones come over and over."""

    lines: tuple[TraceLine, ...] = ()
    loop: int | None = None

    def text(self) -> tuple[str, ...]:
        """What is shown of it, in 80 columns."""
        return tuple(format_lines(self.lines, self.loop)) if self.lines else ()

    def renamed(self, names: Mapping[str, str]) -> "TraceText":
        """The same trace of a Pod whose containers have these names."""
        lines = (
            line._replace(text=renamed(line.text, names), container=renamed(line.container, names))
            for line in self.lines
        )
        return self._replace(lines=tuple(lines))


class Outcome(NamedTuple):
    """A law, and what became of it: it does not hold, or it was expected not to."""

    law: str
    outcome: str
    description: str
    reason: str
    trace: TraceText = TraceText()


class Answer(NamedTuple):
    """That a finding is so in the Pod (site None) or a container; `met` is None where a bound left that open."""

    finding: str
    site: int | None
    met: bool | None
    trace: TraceText = TraceText()


class ModelAnswer(NamedTuple):
    """Everything that the model says of a Pod, as plain data that can be written down and read again.

    `bound` says where its exploration stopped before the end, `skipped` how many laws it would take patience to decide,
    and `own` what became of the laws of one's own.
    """

    laws: tuple[Outcome, ...]
    answers: tuple[Answer, ...]
    bound: str = ""
    skipped: int = 0
    own: Mapping[str, str] = {}

    @property
    def is_open(self) -> bool:
        """Whether a bound left something open."""
        open_laws = any(each.outcome == "undecided" for each in self.laws)
        return bool(self.bound) or open_laws or any(each.met is None for each in self.answers)

    def renamed(self, names: Mapping[str, str]) -> "ModelAnswer":
        """The same of a Pod of equal shape whose containers have these names."""
        return self._replace(
            laws=tuple(each._replace(trace=each.trace.renamed(names)) for each in self.laws),
            answers=tuple(each._replace(trace=each.trace.renamed(names)) for each in self.answers),
        )


Asked = tuple[tuple[str, int | None], ...]
"""Findings, by name and site, of which the model is to say whether they are so."""


def asked(manifest: Manifest, configuration: Configuration) -> Asked:
    """What the manifest gives reason to ask the model."""
    scopes = FindingScopes(manifest, configuration.thresholds)
    off = {rule for rule, level in configuration.severities.items() if level == "off"}
    asking = (finding for finding in FINDINGS if finding.asks_the_model and finding.name not in off)
    return tuple((finding.name, site) for finding in asking for site, _, _ in scopes.sites(finding))


def decided(
    exploration: Exploration,
    asked: Asked,
    expect: Mapping[str, str] = {},
    own: Sequence[str] = (),
    bounds: Bounds = NO_BOUNDS,
) -> ModelAnswer:
    """All that the model says of the Pod: laws that do not hold or are expected not to, and where findings are so."""
    _pass_on_interrupt(exploration.size)
    return ModelAnswer(
        tuple(_laws(exploration, expect)),
        tuple(FaultFree(exploration, bounds).answers(asked)),
        "" if exploration.size.complete else exploration.size.bound or "bound",
        len(exploration.skipped),
        {each.law.name: each.outcome for each in exploration.verdicts if each.law.name in own},
    )


def _laws(exploration: Exploration, expect: Mapping[str, str]) -> Iterator[Outcome]:
    for verdict in exploration.verdicts:
        law, expected = verdict.law, verdict.law.name in expect
        if _says_something(exploration, verdict) or (expected and verdict.outcome == "holds"):
            broken = verdict.outcome == "violated" and law.kind != "reachable" and not expected
            trace = exploration.trace_of(verdict) if broken else None
            outcome = "undecided" if verdict.fair == "undecided" else verdict.outcome
            yield Outcome(law.name, outcome, law.description, verdict.reason, _told(exploration.compiled, trace))


def _says_something(exploration: Exploration, verdict: Verdict) -> bool:
    """Whether the outcome is worth a word.

    Where behaviour was declared away, it is none of Kubernetes' faults that something does not come.
    """
    comes = verdict.outcome == "vacuous" or verdict.law.kind in ("reachable", "always_possible", "leads_to")
    if comes and verdict.law in LAWS and is_restricted(exploration.compiled.configuration):
        return False
    return verdict.outcome in ("violated", "vacuous", "undecided") or verdict.fair == "undecided"


def is_restricted(pod: Pod) -> bool:
    """Whether something is declared of the Pod or its containers that leaves less to happen."""
    return bool(pod.unset_gates) or any(member.behaviour for member in pod.members)


@dataclass(frozen=True)
class FaultFree:
    """The Pod while no fault strikes: what a finding says happens without any, and its trace has nothing else in it.

    It has far fewer states than the Pod with all faults, and is explored only if something is asked.
    """

    exploration: Exploration
    bounds: Bounds

    @cached_property
    def compiled(self) -> Compiled:
        """The model without faults."""
        known = self.exploration.compiled
        return compile_pod(known.specification, known.configuration, ()) if known.faults else known

    @cached_property
    def engine(self) -> tuple[Engine, bool]:
        """What answers, and whether it knows every state."""
        if self.compiled is self.exploration.compiled:
            return self.exploration.engine, self.exploration.size.complete
        _, engine, size = run_engine(self.compiled.model, Options(bounds=self.bounds))
        _pass_on_interrupt(size)
        return engine, size.complete

    def answers(self, asked: Asked) -> Iterator[Answer]:
        """Where the findings are so, the first of each with its trace."""
        for name, sites in groupby(asked, key=lambda each: each[0]):
            finding, shown = NAMED[name], False
            for _, site in sites:
                question = self.compiled.formula(finding.reachable or finding.never, site)
                met = self.met(question)
                if met is None or met is bool(finding.reachable):
                    trace = find_trace(self.engine[0], question) if met and not shown else None
                    shown = shown or trace is not None
                    yield Answer(name, site, met, _told(self.compiled, trace))

    def met(self, question: Formula) -> bool | None:
        """Whether a state answers the question; None where a bound left that open."""
        engine, complete = self.engine
        met = engine.reachable(question)
        return met if met or complete else None


def _pass_on_interrupt(size: Size) -> None:
    """End the check: an engine keeps what it has when it is interrupted, and a check has no use for a part."""
    if size.bound == "interrupted":
        raise KeyboardInterrupt


def _told(compiled: Compiled, trace: Trace | None) -> TraceText:
    if trace is None:
        return TraceText()
    return TraceText(tuple(line._replace(changes=()) for line in trace_renderer(compiled).lines(trace)), trace.loop)
