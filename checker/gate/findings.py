"""From an explored Pod to results: findings, laws, and the problems of the manifest reader.

manifest = with_declarations(manifest, configuration)     its containers behave as the configuration declares
exploration = explore(BEHAVING, manifest.pod, options)
clock = ManifestClock(manifest, configuration)            where findings may hold
answer = model_answer(exploration, questions(clock), …)   plain data, which the cache can keep
checked(clock, answer)                                    severities, suppressions and expectations applied
"""

from collections.abc import Iterator
from dataclasses import dataclass

from podproof.checker.gate.annotations import ALIKE, ineffective, suppressions
from podproof.checker.gate.answers import Answer, ModelAnswer, UnexpectedOutcome, model_answer, questions
from podproof.checker.gate.clock import ManifestClock
from podproof.checker.gate.configuration import GateConfiguration
from podproof.checker.gate.declarations import with_declarations
from podproof.checker.gate.report import CheckedPod
from podproof.checker.gate.results import Result, Severity, relative
from podproof.checker.gate.version_bugs import version_bugs
from podproof.checker.rendering.text import TraceText
from podproof.spec.conditions import evaluate
from podproof.spec.findings import NAMED, Finding
from podproof.spec.findings.behavior import BEHAVING
from podproof.spec.findings.edits import EDITS
from podproof.spec.findings.scopes import FindingScope, position
from podproof.spec.manifest import Manifest, Problem
from podproof.spec.manifest.paths import field_paths
from podproof.spec.manifest.place import Place
from podproof.spec.manifest.spelling import nearest

__all__ = ["BEHAVING", "ModelAnswer", "checked", "model_answer", "problem", "questions", "results", "with_declarations"]


def results(clock: ManifestClock, answer: ModelAnswer) -> list[Result]:
    """All results about a Pod, in the order of their lines; suppressed ones have a reason."""
    manifest, configuration = clock.manifest, clock.configuration
    renderer = ResultBuilder(clock, answer)
    found = [*renderer.problems(), *renderer.findings(), *renderer.laws()]
    found = [*_suppressed(found, manifest), *renderer.annotations(found)]
    wanted = {(each.line, each.column) for each in found}
    paths = field_paths(manifest.spec.node, wanted - {tuple(manifest.position[1:])})
    found = [each._replace(field=paths.get((each.line, each.column), "")) for each in found]
    rated = (apply_severity(result, configuration) for result in found)
    return sorted((each for each in rated if each), key=lambda each: (each.line, each.column, each.rule))


def checked(clock: ManifestClock, answer: ModelAnswer) -> CheckedPod:
    """The answer about one Pod, from which every verb, format and exit code follows."""
    manifest, configuration = clock.manifest, clock.configuration
    found = tuple(results(clock, answer))
    return CheckedPod(
        manifest.kind,
        manifest.name,
        manifest.position.line,
        found,
        answer.bound,
        answer.skipped_laws,
        answer.own,
        answer.explored,
        version_bugs(manifest.pod, configuration.version, configuration.faults),
    )


def problem(found: Problem, configuration: GateConfiguration) -> Result | None:
    """A problem of the manifest reader as a result, unless its severity is off."""
    rule = found.rule if found.rule in NAMED else f"manifest/{found.rule}"
    severity: Severity = NAMED[rule].severity if rule in NAMED else found.severity
    where = (found.file, found.line, found.column, found.pod)
    result = Result(rule, severity, found.message, found.advice, *where, repairs=found.repairs)
    return apply_severity(result, configuration)


def apply_severity(result: Result, configuration: GateConfiguration) -> Result | None:
    """The result with its configured severity; None if the severity is off."""
    severity = configuration.severities.get(result.rule, result.severity)
    return None if severity == "off" else result._replace(severity=severity)


@dataclass(frozen=True)
class ResultBuilder:
    """Builds the results about one Pod."""

    clock: ManifestClock
    answer: ModelAnswer

    @property
    def manifest(self) -> Manifest:
        """The manifest of the Pod."""
        return self.clock.manifest

    @property
    def configuration(self) -> GateConfiguration:
        """The configuration of the gate."""
        return self.clock.configuration

    def problems(self) -> Iterator[Result]:
        """The warnings of the manifest reader."""
        for warning in self.manifest.warnings:
            if result := problem(warning, GateConfiguration()):
                yield result

    def findings(self) -> Iterator[Result]:
        """The findings that the configuration decides, or that the model answered."""
        answers = {(answer.finding, answer.site): answer for answer in self.answer.answers}
        for finding, (site, scope, place) in self.clock.sites:
            if finding.clock:
                yield from self._by_the_clock(finding, scope, place)
                continue
            answer = answers.get((finding.name, site))
            if (answer or not finding.asks_the_model) and not self._is_only_offered(finding, scope):
                yield self._finding(finding, scope, place, answer)

    def _by_the_clock(self, finding: Finding, scope: FindingScope, place: Place) -> Iterator[Result]:
        """The finding, if the answer of the clock has one of its verdicts, or is not decided."""
        if self.configuration.severities.get(finding.name) == "off":
            return
        found = self.clock.answer(finding.clock, scope.get("name", ""))
        if found.verdict in (*finding.verdicts.split(), "undecided"):
            met = None if found.verdict == "undecided" else True
            answer = Answer(finding.name, scope.get("index"), met, found.trace)
            with_answer = FindingScope(scope, verdict=found.verdict, says=found.says)
            yield self._finding(finding, with_answer, place, answer)

    def _is_only_offered(self, finding: Finding, scope: FindingScope) -> bool:
        """Whether there is too little to gain for a report."""
        asked = finding.name in self.configuration.severities
        return not asked and bool(finding.offered_when) and evaluate(finding.offered_when, scope.__getitem__)

    def _finding(self, finding: Finding, scope: FindingScope, place: Place, answer: Answer | None) -> Result:
        message, severity, container = finding.message.format_map(scope), finding.severity, scope.get("name", "")
        if finding.info_when and evaluate(finding.info_when, scope.__getitem__):
            severity = "info"
        if answer and answer.met is None:
            message, severity = f"not decided within the bound whether {message}", "info"
        line, column = position(finding, scope, place)
        where = (self.manifest.position.file, line, column, self.manifest.name, container)
        trace = answer.trace if answer else TraceText()
        is_open = answer is not None and answer.met is None
        advice = finding.advice.format_map(scope) or finding.fix
        fix = EDITS[finding.edit](place) if finding.edit else ()
        result = Result(finding.name, severity, message, advice, *where, repairs=fix)
        return result._replace(trace=trace, undecided=is_open)

    def laws(self) -> Iterator[Result]:
        """Laws that are violated or undecided, and laws whose expected violation is missing."""
        return filter(None, map(self._law, self.answer.laws))

    def _law(self, outcome: UnexpectedOutcome) -> Result | None:
        expected = self.configuration.expect.get(outcome.law, "holds")
        if outcome.outcome == expected:
            return None
        severity: Severity = "warning" if outcome.outcome == "undecided" else "error"
        reason = f" ({outcome.reason})" if outcome.reason else ""
        message = f"{outcome.outcome}: {outcome.description}{reason}"
        advice = f"read its trace: podproof explore {relative(self.manifest.position.file)} --trace {outcome.law}"
        if expected != "holds":
            message, advice = (
                f"{message} Expected: {expected}.",
                "correct the expectation or the Pod",
            )
        return Result(
            f"law/{outcome.law}",
            severity,
            message,
            advice,
            *self.manifest.position,
            self.manifest.name,
            "",
            outcome.trace,
            undecided=outcome.outcome == "undecided",
        )

    def annotations(self, found: list[Result]) -> Iterator[Result]:
        """The annotations for the gate that have no effect."""
        for message, line, column in ineffective(self.manifest):
            yield _of("unused-annotation", message, self.manifest.position.file, line, column, self.manifest.name)
        rules = tuple(dict.fromkeys((*NAMED, *(result.rule for result in found))))
        for each in suppressions(self.manifest):
            where = (self.manifest.position.file, each.line, each.column, self.manifest.name)
            if not each.reason:
                yield _of("ignore-without-reason", NAMED["ignore-without-reason"].description, *where)
            for name in each.rules:
                off = self.configuration.severities.get(name) == "off" or (name in NAMED and NAMED[name].offered_when)
                if not off and not any(result.rule == name for result in found):
                    close = "" if name in rules else nearest(name, rules, ALIKE)
                    hint = f"; did you mean {close}?" if close else ""
                    yield _of("unused-suppression", f"this Pod has no finding {name} to ignore{hint}", *where)


def _of(name: str, message: str, file: str, line: int, column: int, pod: str) -> Result:
    return Result(name, NAMED[name].severity, message, NAMED[name].fix, file, line, column, pod)


def _suppressed(found: list[Result], manifest: Manifest) -> Iterator[Result]:
    reasons = {rule: each.reason for each in suppressions(manifest) for rule in each.rules}
    return (result._replace(suppressed=reasons.get(result.rule, "")) for result in found)
