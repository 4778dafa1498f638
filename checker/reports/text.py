"""An exploration as text for a terminal, readable in 80 columns."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap

from rich.text import Text

from podproof.checker.exploration import Exploration, SituationResult
from podproof.checker.rendering.trace_text import TraceRenderer, trace_lines
from podproof.checker.trace import Trace
from podproof.checker.verify import Verdict
from podproof.spec.notation import Law

WIDTH = 80
STYLES = {
    "holds": "green",
    "violated": "bold red",
    "vacuous": "bold red",
    "undecided": "bold yellow",
    "not applicable": "dim",
}


def size(exploration: Exploration) -> Iterator[Text]:
    """How large the space of lives is, and how it was searched."""
    found = exploration.size
    bits = [f"{number(found.states)} states", f"{number(found.transitions)} steps"]
    if found.depth is not None:
        bits.append(f"depth {found.depth}")
    yield Text(f"  {', '.join(bits)}", "bold")
    nodes = "" if found.nodes is None else f", {found.nodes:,} nodes"
    yield Text(f"  {exploration.engine_name} engine{nodes}, {sum(exploration.seconds):.2f} s", "dim")
    if not found.complete:
        yield Text(f"  NOT COMPLETE: stopped: {found.bound}; what follows is what was seen", "bold yellow")


def number(value: int) -> str:
    """A count in full, or from a million million on as a power of ten."""
    return f"{value:,}" if value < 10**12 else f"{value:.3e}" if value < 10**300 else f"10^{len(str(value)) - 1}"


def count(number: int, noun: str) -> str:
    """So many of these: one Pod, two Pods."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def indented(text: str, style: str = "") -> Iterator[Text]:
    """The text in as many lines as it needs, those after the first further in; a long word is left in one piece."""
    for line in wrap(text, WIDTH - 2, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False):
        yield Text(f"  {line}", style)


def situations(findings: Iterable[SituationResult]) -> Iterator[Text]:
    """Which situations the Pod can get into, and which it cannot."""
    grouped: dict[bool | None, list[str]] = {True: [], False: [], None: []}
    for finding in findings:
        grouped[finding.reachable].append(finding.situation.name)
    for reachable, heading, style in (
        (True, "reachable", "green"),
        (False, "impossible", "dim"),
        (None, "not seen", "yellow"),
    ):
        yield from _hanging(heading, ", ".join(grouped[reachable]), style)


def laws(verdicts: Sequence[Verdict], folded: bool) -> Iterator[Text]:
    """What became of the laws: each with sentence and rules, or, if folded, those that hold only counted by theme."""
    for verdict in verdicts:
        if verdict.outcome != "not applicable" and not (folded and verdict.outcome == "holds"):
            text = f"{verdict.law.name}: {verdict.law.description}{_aside(verdict.reason)}{rules(verdict.law)}"
            yield from _hanging(verdict.outcome, text, STYLES[verdict.outcome])
    if folded:
        yield from _themes([verdict for verdict in verdicts if verdict.outcome == "holds"])
    beside: dict[str, list[str]] = {}
    for verdict in verdicts:
        if verdict.outcome == "not applicable":
            beside.setdefault(verdict.reason, []).append(verdict.law.name)
    text = "; ".join(f"{reason}: {', '.join(names)}" for reason, names in beside.items())
    yield from _hanging("not about it", text, STYLES["not applicable"])


def unasked(names: Sequence[str]) -> Iterator[Text]:
    """How many laws were left aside because they take longer, and how to ask for them."""
    if names:
        yield from _hanging(
            "not asked", f"what comes in so large a Pod: {len(names)}, by --liveness almost-sure", "yellow"
        )


def rules(law: Law) -> str:
    """The rules that a law formalises, if it is one of the specification's."""
    return f" [{law.cites}]" if law.cites else ""


def _themes(holding: Iterable[Verdict]) -> Iterator[Text]:
    """How many laws of each theme hold, those of another strength apart."""
    counts = Counter(f"{verdict.law.theme}{_aside(verdict.reason)}" for verdict in holding)
    for theme, number in counts.items():
        yield from _hanging("holds", f"{theme}: {number}", STYLES["holds"])


def _aside(reason: str) -> str:
    return f" ({reason})" if reason else ""


def summary(verdicts: Sequence[Verdict]) -> str:
    """How many laws hold, and what became of the others."""
    predicates = {
        "holds": "hold",
        "violated": "violated",
        "vacuous": "vacuous",
        "undecided": "undecided",
        "not applicable": "not applicable",
    }
    counts = {outcome: sum(verdict.outcome == outcome for verdict in verdicts) for outcome in predicates}
    return ", ".join(
        f"{counts[outcome]} {predicate}"
        for outcome, predicate in predicates.items()
        if counts[outcome] or outcome == "holds"
    )


def shown(verdict: Verdict) -> str:
    """What the trace of a verdict shows."""
    if verdict.fair == "violated":
        return "violation under weak fairness"
    return "violation" if verdict.outcome == "violated" else "witness"


def trace(renderer: TraceRenderer, title: str, life: Trace | None) -> Iterator[Text]:
    """A trace as numbered lines, under its title."""
    if life is None:
        yield Text(f"  {title}: no such life was found", "yellow")
        return
    yield from indented(f"{title}: {length(len(life.steps), life.loop, life.shortest)}", "bold")
    for line in trace_lines(list(renderer.lines(life)), life.loop):
        yield Text(line)


def length(steps: int, loop: int | None, shortest: bool) -> str:
    """How many steps a trace has, and in which sense it is short."""
    if loop is not None:
        round_ = f"{count(loop, 'step')} over and over" if loop else "nothing any more"
        return f"{count(steps - loop, 'step')}, then {round_}"
    kind = "shortest" if shortest else "irreducible: no event can be left out, a shorter one may exist"
    return f"{count(steps, 'step')} ({kind})"


def _hanging(heading: str, text: str, style: str) -> Iterator[Text]:
    if not text:
        return
    first, *rest = wrap(text, WIDTH - 15, break_long_words=False, break_on_hyphens=False)
    yield Text.assemble("  ", (f"{heading:<12}", style), " ", first)
    for line in rest:
        yield Text(f"{'':15}{line}")
