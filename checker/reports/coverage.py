"""What walks have seen of a specification: a line for each machine, and what never happened, in 80 columns."""

from collections.abc import Iterator
from textwrap import wrap

from rich.text import Text

from checker.walks import Coverage
from spec.notation import Specification

WIDTH = 80
LAYOUT = "  {:<16} {:>4} of {:<4}"
INDENT = len(LAYOUT.format("", "", ""))


def coverage(specification: Specification, seen: Coverage) -> Iterator[Text]:
    """How many transitions of each machine were taken, and which never, of those that the Pods could take."""
    yield Text(LAYOUT.format("MACHINE", "SEEN", "").replace(" of", "") + "  NEVER TAKEN", "dim")
    for machine in specification.machines:
        taken, total = seen.counts(machine.__name__)
        if total:
            yield from line(machine.__name__, taken, total, never(seen, machine.__name__))
    taken, total = len(seen.possible & seen.taken.keys()), len(seen.possible)
    yield from line("all", taken, total, "", "bold")
    events = {rule.event: None for machine in specification.machines for rule in specification.rules(machine)}
    could = {each.event for each in seen.possible}
    missing = [event for event in seen.events_never_taken(events) if event in could]
    beside = [event for event in events if event not in could]
    yield from hanging("events never taken", ", ".join(missing) or "none", "yellow" if missing else "")
    yield from hanging("not for these Pods", ", ".join(beside), "dim")


def never(seen: Coverage, machine: str) -> str:
    """The transitions of a machine that were never taken, by their events."""
    by_event: dict[str, list[str]] = {}
    for each in seen.never(machine):
        loop = each.source == each.target
        by_event.setdefault(each.event, []).append(each.source if loop else f"{each.source}→{each.target}")
    return ", ".join(f"{event} {' '.join(those)}" for event, those in by_event.items())


def line(name: str, taken: int, total: int, text: str, style: str = "") -> Iterator[Text]:
    """One line of the table, and below it what does not fit."""
    first, *rest = wrap(text, WIDTH - INDENT - 2, break_on_hyphens=False) or [""]
    yield Text(f"{LAYOUT.format(name, taken, total)}  {first}".rstrip(), style)
    for more in rest:
        yield Text(f"{'':{INDENT}}  {more}")


def hanging(heading: str, text: str, style: str) -> Iterator[Text]:
    """Names under a heading."""
    if text:
        first, *rest = wrap(text, WIDTH - 22, break_on_hyphens=False)
        yield Text.assemble("  ", (heading, style), f": {first}")
        for more in rest:
            yield Text(f"{'':22}{more}")
