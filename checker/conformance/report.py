"""The verdicts on recordings, as text and as JSON."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from rich.text import Text

from podproof.checker.conformance.diagnosis import Diagnosis, Hindrance
from podproof.checker.conformance.explanation import ExplainedHistory
from podproof.checker.conformance.pod_history import Illegal
from podproof.checker.conformance.recordings import JudgedPod
from podproof.checker.rendering import text as rendering_text
from podproof.checker.rendering.text import count
from podproof.checker.rendering.trace_lines import TraceRenderer
from podproof.checker.reports.text import indented
from podproof.spec.observation import descriptions

MOST = 6
"""Nearest observations, laws and guards that are told."""


def line(judged: JudgedPod) -> Text:
    """One Pod in one recording, and its verdict."""
    name, illegal = f"{judged.namespace or 'default'}/{judged.name}", judged.life.illegal
    if illegal is None:
        return Text.assemble(("legal    ", "green"), f"{name} {judged.file}: {count(judged.life.count, 'observation')}")
    return Text.assemble(("ILLEGAL  ", "bold red"), f"{name} {judged.file}:{illegal.now.line}")


def page(judged: JudgedPod, diagnosis: Diagnosis, predicates: Any) -> Iterator[Text]:
    """Why an observation is illegal."""
    illegal, pod = judged.life.illegal, judged.life.shape.pod
    assert illegal is not None
    yield from indented(_place(illegal))
    for change in descriptions.changes(pod, illegal.before and illegal.before.snapshot, illegal.now.snapshot):
        yield from indented(f"  {change}")
    for breach in illegal.breaches:
        yield from indented(f"breaks a rule: {breach.text} [{breach.cites}]", "red")
    if not illegal.breaches:
        yield from forbidden(pod, diagnosis, predicates)


def _place(illegal: Illegal) -> str:
    if illegal.before is None:
        return "no life shows this first observation:"
    return f"no life goes on like this after line {illegal.before.line}:"


def forbidden(pod: Any, diagnosis: Diagnosis, predicates: Any) -> Iterator[Text]:
    """The nearest legal observations, and the laws, or else the guards, that stand in the way."""
    for miss in islice(diagnosis.misses, MOST):
        facts = " with ".join(descriptions.fact(pod, fact) for fact in miss.facts)
        instead = f"; legal here: {', '.join(miss.instead)}" if miss.instead else ""
        yield from indented(f"cannot be: {facts}{instead}", "red")
    if not diagnosis.misses:
        yield from indented("cannot be: nothing that the specification knows writes such a status", "red")
    for law in islice(diagnosis.laws, MOST):
        yield from indented(f"law {law.name}: {law.description} [{law.cites}]")
    for hindrance in islice(diagnosis.hindrances, 0 if diagnosis.laws else MOST):
        yield from indented(_hindered(pod, hindrance, predicates))


def _hindered(pod: Any, hindrance: Hindrance, predicates: Any) -> str:
    name = "" if hindrance.site is None else f" {pod.members[hindrance.site].name}"
    needed = ", ".join(_said(predicate, predicates) for predicate in hindrance.predicates)
    return f"{hindrance.event}{name} would bring it about, but needs what is never true here: {needed}"


def _said(condition: str, predicates: Any) -> str:
    predicate = getattr(predicates, condition, None)
    return condition if predicate is None else f"{condition} ({predicate.__doc__.strip()})"


def trace(renderer: TraceRenderer, found: ExplainedHistory | None, seen: Iterable[str]) -> Iterator[Text]:
    """A trace, with what is seen after the step with which it can be seen."""
    if found is None:
        yield Text("  no trace was found in time", "yellow")
        return
    yield from indented(f"the shortest trace: {count(len(found.trace.steps), 'step')}", "bold")
    made: dict[int, list[str]] = {}
    for step, what in zip(found.made, seen, strict=True):
        made.setdefault(step, []).append(what)
    for step, lines in _by_step(rendering_text.render(renderer, found.trace)):
        yield from map(Text, lines)
        yield from (Text(f"     {what}", "cyan") for what in made.get(step, ()))


def _by_step(lines: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    """The lines of a trace that belong to each of its steps; -1 for the heading."""
    step, held = -1, list[str]()
    for line in lines:
        number = line[:4].strip().rstrip(".")
        if number:
            yield step, held
            step, held = int(number), []
        held.append(line)
    yield step, held


def document(
    judged: JudgedPod, diagnosis: Diagnosis | None, trace: dict[str, Any] | None, predicates: Any
) -> dict[str, Any]:
    """One verdict as JSON: of an illegal one why, and the trace of what was seen before it."""
    life, illegal = judged.life, judged.life.illegal
    found: dict[str, Any] = {
        "file": judged.file,
        "namespace": judged.namespace,
        "name": judged.name,
        "legal": illegal is None,
        "observations": life.count,
    }
    if illegal is not None and diagnosis is not None:
        found |= _reasons(life.shape.pod, illegal, diagnosis, predicates)
    return found | {"trace": trace}


def _reasons(pod: Any, illegal: Illegal, diagnosis: Diagnosis, predicates: Any) -> dict[str, Any]:
    before = illegal.before and illegal.before.snapshot
    return {
        "line": illegal.now.line,
        "after": illegal.before and illegal.before.line,
        "changes": list(descriptions.changes(pod, before, illegal.now.snapshot)),
        "breaches": [{"text": breach.text, "rules": breach.cites.split()} for breach in illegal.breaches],
        "nearest": [
            {"wrong": [descriptions.fact(pod, fact) for fact in miss.facts], "legal": list(miss.instead)}
            for miss in diagnosis.misses
        ],
        "laws": [{"name": law.name, "sentence": law.description, "rules": law.cites.split()} for law in diagnosis.laws],
        "missing": [
            {
                "event": each.event,
                "container": None if each.site is None else pod.members[each.site].name,
                "rules": list(each.cites),
                "needs": [_said(predicate, predicates) for predicate in each.predicates],
            }
            for each in diagnosis.hindrances
        ],
    }


def plain_trace(renderer: TraceRenderer, found: ExplainedHistory | None, seen: Iterable[int]) -> dict[str, Any] | None:
    """A trace as JSON, and after which of its steps each line of the recording can be seen."""
    if found is None:
        return None
    return {
        "shortest": found.trace.shortest,
        "lines": [line._asdict() for line in renderer.lines(found.trace)],
        "seen": [{"line": line, "step": step} for line, step in zip(seen, found.made, strict=True)],
    }
