"""Verdicts on recordings, as text and as JSON."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from rich.text import Text

from podproof.checker.compile import Compiled
from podproof.checker.conformance.diagnosis import BlockedTransition, Diagnosis
from podproof.checker.conformance.explainer import Explained
from podproof.checker.conformance.pod_history import IllegalObservation
from podproof.checker.conformance.verdict import ObservedTrace, PodVerdict
from podproof.checker.rendering import text as rendering_text
from podproof.checker.rendering.pod_traces import trace_renderer
from podproof.checker.rendering.text import count
from podproof.checker.reports.text import indented
from podproof.spec.observation import descriptions
from podproof.spec.pod.known_bugs import Bug

MOST = 6
"""Conflicts, laws and blocked transitions that the text lists."""


FIRST = "no Pod can show this first observation:"


def text(verdict: PodVerdict, with_trace: bool) -> Iterator[Text]:
    """One Pod in one recording: its verdict, the reasons of an illegal one, and, if asked, the trace."""
    name, illegal = f"{verdict.namespace or 'default'}/{verdict.name}", verdict.illegal
    if illegal is None:
        seen = count(verdict.history.count, "observation")
        label = ("not decided  ", "yellow") if verdict.undecided else ("legal    ", "green")
        yield Text.assemble(label, f"{name} {verdict.file}: {seen}")
        for unknown, line in verdict.undecided.items():
            yield from indented(f"not decided: {unknown} (line {line})", "yellow")
    else:
        yield Text.assemble(("ILLEGAL  ", "bold red"), f"{name} {verdict.file}:{illegal.now.line}")
        where = f"no Pod can show this after line {illegal.before.line}:" if illegal.before else FIRST
        yield from indented(where)
        yield from changed(verdict, illegal)
        diagnosis = verdict.diagnosis()
        if diagnosis is not None:
            yield from _laws(diagnosis) if illegal.violations else reasons(verdict.compiled, diagnosis)
        for bugs in verdict.bugs():
            yield from indented(_known_bugs(bugs), "bold yellow")
    trace = verdict.trace() if with_trace else None
    if trace is not None:
        lines = [f"seen in line {each.line}" for each in trace.observations]
        yield from explained_trace(verdict.compiled, trace.explained, lines)


def _known_bugs(bugs: Iterable[Bug]) -> str:
    first, *others = (f"{bug.name} ({bug.affected}): {bug.description}" for bug in bugs)
    return " And ".join(
        [f"{'bugs of this version, together' if others else 'a bug of this version'}: {first}", *others]
    )


def changed(verdict: PodVerdict, illegal: IllegalObservation) -> Iterator[Text]:
    """What changes in an illegal observation, and which rules its numbers violate."""
    before = illegal.before and illegal.before.snapshot
    for change in descriptions.changes(verdict.history.observer.pod, before, illegal.now.snapshot):
        yield from indented(f"  {change}")
    for violation in illegal.violations:
        yield from indented(f"violates a rule: {violation.text} [{violation.cites}]", "red")


def reasons(compiled: Compiled, diagnosis: Diagnosis) -> Iterator[Text]:
    """The facts in conflict, and the laws, or else the blocked transitions, that explain why."""
    pod = compiled.configuration
    for conflict in islice(diagnosis.conflicts, MOST):
        facts = " with ".join(descriptions.fact(pod, fact) for fact in conflict.facts)
        instead = f"; legal here: {', '.join(conflict.instead)}" if conflict.instead else ""
        yield from indented(f"cannot be: {facts}{instead}", "red")
    if not diagnosis.conflicts:
        yield from indented("cannot be: nothing in the specification writes such a status", "red")
    yield from _laws(diagnosis)
    for blocked in islice(diagnosis.blocked, 0 if diagnosis.laws else MOST):
        yield from indented(_blocked(compiled, blocked))


def _laws(diagnosis: Diagnosis) -> Iterator[Text]:
    for law in islice(diagnosis.laws, MOST):
        yield from indented(f"law {law.name}: {law.description} [{law.cites}]")


def _blocked(compiled: Compiled, blocked: BlockedTransition) -> str:
    name = "" if blocked.site is None else f" {compiled.configuration.members[blocked.site].name}"
    needed = ", ".join(_described(compiled, condition) for condition in blocked.conditions)
    return f"{blocked.event}{name} would lead there, but a condition is false in every state: {needed}"


def _described(compiled: Compiled, condition: str) -> str:
    predicate = getattr(compiled.specification.predicates, condition, None)
    return condition if predicate is None else f"{condition} ({predicate.__doc__.strip()})"


def explained_trace(compiled: Compiled, explained: Explained | None, seen: Iterable[str]) -> Iterator[Text]:
    """A trace, with each observation after the step from which on it can be made."""
    if explained is None:
        yield Text("  no trace: the search stopped at its bound", "yellow")
        return
    yield from indented(f"witness, {count(len(explained.trace.steps), 'step')} ({explained.trace.minimality})", "bold")
    made: dict[int, list[str]] = {}
    for step, observation in zip(explained.made, seen, strict=True):
        made.setdefault(step, []).append(observation)
    lines = rendering_text.render(trace_renderer(compiled), explained.trace)
    for step, block in _by_step(lines):
        yield from map(Text, block)
        yield from (Text(f"     {observation}", "cyan") for observation in made.get(step, ()))


def _by_step(lines: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    """The lines of a trace that belong to each of its steps; -1 for the heading."""
    step, block = -1, list[str]()
    for line in lines:
        number = line[:4].strip().rstrip(".")
        if number:
            yield step, block
            step, block = int(number), []
        block.append(line)
    yield step, block


def document(verdict: PodVerdict, with_trace: bool) -> dict[str, Any]:
    """One verdict as JSON, as `docs/trace.schema.json` describes it."""
    judged: dict[str, Any] = {
        "file": verdict.file,
        "namespace": verdict.namespace,
        "name": verdict.name,
        "legal": verdict.legal,
        "observations": verdict.history.count,
    }
    if verdict.illegal is None:
        judged["undecided"] = [{"text": text, "line": line} for text, line in verdict.undecided.items()]
    illegal, diagnosis = verdict.illegal, verdict.diagnosis()
    if illegal is not None and diagnosis is not None:
        judged |= _illegal(verdict, illegal) | _diagnosis(verdict.compiled, diagnosis)
    trace = verdict.trace() if with_trace else None
    return judged | {"trace": trace and _trace(verdict.compiled, trace)}


def _illegal(verdict: PodVerdict, illegal: IllegalObservation) -> dict[str, Any]:
    before = illegal.before and illegal.before.snapshot
    return {
        "line": illegal.now.line,
        "after": illegal.before and illegal.before.line,
        "bugs": [[{"name": bug.name, "versions": str(bug.affected)} for bug in bugs] for bugs in verdict.bugs()],
        "changes": list(descriptions.changes(verdict.history.observer.pod, before, illegal.now.snapshot)),
        "violations": [{"text": each.text, "rules": each.cites.split()} for each in illegal.violations],
    }


def _diagnosis(compiled: Compiled, diagnosis: Diagnosis) -> dict[str, Any]:
    pod = compiled.configuration
    return {
        "conflicts": [
            {"facts": [descriptions.fact(pod, fact) for fact in conflict.facts], "legal": list(conflict.instead)}
            for conflict in diagnosis.conflicts
        ],
        "laws": [
            {"name": law.name, "description": law.description, "rules": law.cites.split()} for law in diagnosis.laws
        ],
        "blocked": [
            {
                "event": each.event,
                "container": None if each.site is None else pod.members[each.site].name,
                "rules": list(each.cites),
                "conditions": [_described(compiled, condition) for condition in each.conditions],
            }
            for each in diagnosis.blocked
        ],
    }


def _trace(compiled: Compiled, trace: ObservedTrace) -> dict[str, Any] | None:
    """A trace as JSON, and the step from which on each line of the recording can be seen."""
    if trace.explained is None:
        return None
    explained = trace.explained
    seen = zip(trace.observations, explained.made, strict=True)
    return {
        "minimality": explained.trace.minimality,
        "lines": [line._asdict() for line in trace_renderer(compiled).lines(explained.trace)],
        "seen": [{"line": observation.line, "step": step} for observation, step in seen],
    }
