"""What became of random walks: what they have seen, and how one failed, for a terminal of 80 columns and as JSON."""

from collections.abc import Iterable, Iterator
from textwrap import wrap
from typing import Any

import yaml
from rich.text import Text

from podproof.checker.fuzz import Campaign, Coverage, Failure, Violation
from podproof.checker.rendering import json as trace_json
from podproof.checker.rendering import text as trace_text
from podproof.checker.reports import text
from podproof.spec.notation import Specification
from podproof.spec.strategies import manifest_of

VERSION = 1
"""The version of the JSON format: a change that breaks readers makes a new one."""

LAYOUT = "  {:<16} {:>4} of {:<4}"
INDENT = len(LAYOUT.format("", "", ""))
NAMES = 22


def page(specification: Specification, found: Campaign, again: str) -> Iterator[Text]:
    """What the walks have seen, or how one failed and the command that walks it again."""
    speed = found.steps / max(found.seconds, 1e-9)
    yield Text(f"  {found.walks:,} walks, {found.steps:,} steps, {found.seconds:.1f} s, {speed:,.0f} steps/s", "dim")
    if found.stop:
        yield Text(f"  stopped: {found.stop}", "yellow")
    yield Text()
    if found.failure is not None:
        yield from failed(found.failure, again)
        return
    yield from coverage(specification, found.coverage)
    yield Text()
    yield Text("  no walk breaks a law, or leads the machines elsewhere than the model", "green")


def failed(failure: Failure, again: str) -> Iterator[Text]:
    """The failure as a trace, and the Pod that it befalls as a manifest."""
    yield from text.indented(failure.what, "bold red")
    yield Text()
    if isinstance(failure, Violation):
        yield from text.render(failure.renderer, failure.trace, f"{failure.law.name}: counterexample")
    else:
        yield from map(Text, trace_text.render(failure.renderer, failure.trace))
    yield Text()
    yield Text(f"  the Pod, on Kubernetes 1.{failure.pod.kubernetes}:", "bold")
    for line in yaml.safe_dump(manifest_of(failure.pod), sort_keys=False).splitlines():
        yield Text(f"    {line}")
    yield Text()
    yield Text(f"  again: {again}")


def document(specification: Specification, found: Campaign, seed: int, again: str) -> dict[str, Any]:
    """Everything, as JSON; `again` is the command that walks again a walk that failed."""
    never, beside = events(specification, found.coverage)
    return {
        "version": VERSION,
        "seed": seed,
        "walks": found.walks,
        "steps": found.steps,
        "seconds": round(found.seconds, 3),
        "stopped": found.stop,
        "transitions": [
            each._asdict() | {"taken": found.coverage.taken[each]} for each in sorted(found.coverage.possible)
        ],
        "eventsNeverTaken": never,
        "eventsNotForThesePods": beside,
        "failure": None if found.failure is None else _failure(found.failure, again),
    }


def _failure(failure: Failure, again: str) -> dict[str, Any]:
    return {
        "what": failure.what,
        "law": failure.law.name if isinstance(failure, Violation) else None,
        "trace": trace_json.render(failure.renderer, failure.trace._replace(kind="counterexample")),
        "kubernetes": f"1.{failure.pod.kubernetes}",
        "pod": manifest_of(failure.pod),
        "again": again,
    }


def coverage(specification: Specification, seen: Coverage) -> Iterator[Text]:
    """How many transitions of each machine were taken, and which never, of those that the Pods could take."""
    yield Text(LAYOUT.format("MACHINE", "SEEN", "").replace(" of", "") + "  NEVER TAKEN", "dim")
    for machine in specification.machines:
        taken, total = seen.counts(machine.__name__)
        if total:
            yield from _row(machine.__name__, taken, total, _never(seen, machine.__name__))
    yield from _row("all", len(seen.possible & seen.taken.keys()), len(seen.possible), "", "bold")
    never, beside = events(specification, seen)
    yield from _names("events never taken", never or ["none"], "yellow" if never else "")
    yield from _names("not for these Pods", beside, "dim")


def events(specification: Specification, seen: Coverage) -> tuple[list[str], list[str]]:
    """The events that were never taken: those that might have been, and those that no Pod of the walks could take."""
    every = {rule.event: None for machine in specification.machines for rule in specification.transitions(machine)}
    could, did = {each.event for each in seen.possible}, {each.event for each in seen.taken}
    never = [event for event in every if event not in did]
    return [event for event in never if event in could], [event for event in never if event not in could]


def _never(seen: Coverage, machine: str) -> str:
    """The transitions of a machine that were never taken, by their events."""
    by_event: dict[str, list[str]] = {}
    for each in seen.never(machine):
        loop = each.source == each.target
        by_event.setdefault(each.event, []).append(each.source if loop else f"{each.source}→{each.target}")
    return ", ".join(f"{event} {' '.join(those)}" for event, those in by_event.items())


def _row(name: str, taken: int, total: int, never: str, style: str = "") -> Iterator[Text]:
    first, *rest = wrap(never, text.WIDTH - INDENT - 2, break_on_hyphens=False) or [""]
    yield Text(f"{LAYOUT.format(name, taken, total)}  {first}".rstrip(), style)
    for more in rest:
        yield Text(f"{'':{INDENT}}  {more}")


def _names(heading: str, names: Iterable[str], style: str) -> Iterator[Text]:
    for number, line in enumerate(wrap(", ".join(names), text.WIDTH - NAMES, break_on_hyphens=False)):
        yield Text.assemble("  ", (heading, style), f": {line}") if number == 0 else Text(f"{'':{NAMES}}{line}")
