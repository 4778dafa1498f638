"""The results of random walks, coverage or failure, for a terminal of 80 columns and as JSON."""

from collections.abc import Iterable, Iterator
from textwrap import wrap
from typing import Any

import yaml
from rich.text import Text

from podproof.checker.fuzz import Campaign, Failure, TransitionCoverage, Violation
from podproof.checker.rendering import json as trace_json
from podproof.checker.rendering import text as trace_text
from podproof.checker.reports import text
from podproof.spec.notation import Specification
from podproof.spec.strategies import manifest_of

VERSION = 1
"""The version of the JSON format: a change that breaks readers increases it."""

LAYOUT = "  {:<16} {:>5} of {:<4}"
INDENT = len(LAYOUT.format("", "", ""))
NAMES = 22


def render(specification: Specification, campaign: Campaign, command: str, *, coverage: bool = False) -> Iterator[Text]:
    """The verdict with the failure, if there is one, and the command that repeats it; then, if asked, the coverage."""
    speed = campaign.steps / max(campaign.seconds, 1e-9)
    numbers = f"{campaign.walks:,} walks, {campaign.steps:,} steps, {campaign.seconds:.1f} s, {speed:,.0f} steps/s"
    if campaign.failure is not None:
        yield from text.indented(campaign.failure.what, "bold red")
    else:
        yield Text("  no walk violates a law, and the live machines agree with the model", "green")
    yield Text(f"  {numbers}", "dim")
    if campaign.stop:
        yield Text(f"  stopped: {campaign.stop}", "yellow")
    if campaign.failure is not None:
        yield from render_failure(campaign.failure, command)
    elif coverage:
        yield Text()
        yield from render_coverage(specification, campaign.coverage)
    else:
        taken, possible = campaign.coverage.taken.keys() & campaign.coverage.possible, campaign.coverage.possible
        yield Text(f"  {len(taken)} of {len(possible)} transitions were taken (--coverage names the others)", "dim")


def render_failure(failure: Failure, command: str) -> Iterator[Text]:
    """The trace of a failure, its Pod as a manifest, and the command that repeats it."""
    yield Text()
    if isinstance(failure, Violation):
        yield from text.render(failure.renderer, failure.trace, failure.law.name)
    else:
        yield from map(Text, trace_text.render(failure.renderer, failure.trace))
    yield Text()
    yield Text(f"  Pod, for Kubernetes 1.{failure.pod.kubernetes}:", "bold")
    for line in yaml.safe_dump(manifest_of(failure.pod), sort_keys=False).splitlines():
        yield Text(f"    {line}")
    yield Text()
    yield Text(f"  repeat with: {command}")


def to_dict(specification: Specification, campaign: Campaign, seed: int, command: str) -> dict[str, Any]:
    """The results as values that JSON can hold; `command` repeats a failure."""
    never, impossible = events(specification, campaign.coverage)
    return {
        "version": VERSION,
        "seed": seed,
        "walks": campaign.walks,
        "steps": campaign.steps,
        "seconds": round(campaign.seconds, 3),
        "stopped": campaign.stop,
        "transitions": [
            each._asdict() | {"taken": campaign.coverage.taken[each]} for each in sorted(campaign.coverage.possible)
        ],
        "eventsNeverTaken": never,
        "eventsImpossible": impossible,
        "failure": None if campaign.failure is None else _failure(campaign.failure, command),
    }


def _failure(failure: Failure, command: str) -> dict[str, Any]:
    return {
        "what": failure.what,
        "law": failure.law.name if isinstance(failure, Violation) else None,
        "trace": trace_json.render(failure.renderer, failure.trace),
        "kubernetes": f"1.{failure.pod.kubernetes}",
        "pod": manifest_of(failure.pod),
        "command": command,
    }


def render_coverage(specification: Specification, coverage: TransitionCoverage) -> Iterator[Text]:
    """The transitions of each machine that were taken or never taken, of those that are possible for the Pods."""
    yield Text(LAYOUT.format("MACHINE", "TAKEN", "").replace(" of", "") + "  NEVER TAKEN", "dim")
    for machine in specification.machines:
        taken, total = coverage.counts(machine.name)
        if total:
            yield from _row(machine.name, taken, total, _never(coverage, machine.name))
    yield from _row("all", len(coverage.possible & coverage.taken.keys()), len(coverage.possible), "", "bold")
    never, impossible = events(specification, coverage)
    yield from _names("events never taken", never or ["none"], "yellow" if never else "")
    yield from _names("impossible events", impossible, "dim")


def events(specification: Specification, coverage: TransitionCoverage) -> tuple[list[str], list[str]]:
    """The events that were never taken: those that are possible for the Pods of the walks, and the others."""
    every = {rule.event: None for machine in specification.machines for rule in specification.transitions(machine)}
    possible, taken = {each.event for each in coverage.possible}, {each.event for each in coverage.taken}
    never = [event for event in every if event not in taken]
    return [event for event in never if event in possible], [event for event in never if event not in possible]


def _never(coverage: TransitionCoverage, machine: str) -> str:
    """The transitions of a machine that were never taken, by event."""
    by_event: dict[str, list[str]] = {}
    for each in coverage.never(machine):
        loop = each.source == each.target
        by_event.setdefault(each.event, []).append(each.source if loop else f"{each.source}→{each.target}")
    return ", ".join(f"{event} {' '.join(names)}" for event, names in by_event.items())


def _row(name: str, taken: int, total: int, never: str, style: str = "") -> Iterator[Text]:
    first, *rest = wrap(never, trace_text.WIDTH - INDENT - 2, break_on_hyphens=False) or [""]
    yield Text(f"{LAYOUT.format(name, taken, total)}  {first}".rstrip(), style)
    for more in rest:
        yield Text(f"{'':{INDENT}}  {more}")


def _names(heading: str, names: Iterable[str], style: str) -> Iterator[Text]:
    for number, line in enumerate(wrap(", ".join(names), trace_text.WIDTH - NAMES, break_on_hyphens=False)):
        yield Text.assemble("  ", (heading, style), f": {line}") if number == 0 else Text(f"{'':{NAMES}}{line}")
