"""The details of an exploration as text for a terminal: each law with its verdict and reason, and traces."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from rich.text import Text

from podproof.checker.exploration import Exploration
from podproof.checker.rendering import text as trace_text
from podproof.checker.rendering.paragraphs import entry, paragraph
from podproof.checker.rendering.text import WIDTH, count
from podproof.checker.rendering.trace_lines import TraceRenderer
from podproof.checker.trace import Trace
from podproof.checker.verify import LIVENESS_KINDS, Verdict
from podproof.spec.notation import Law

HEADING = 14
"""The width of the headings on the left."""

MOST_REASONS = 5
"""The number of reasons why laws do not apply that a brief report names."""

STYLES = {
    "holds": "green",
    "violated": "bold red",
    "vacuous": "bold red",
    "undecided": "bold yellow",
    "not applicable": "dim",
}


def size(exploration: Exploration) -> Iterator[Text]:
    """The engine, its cost, and the depth of the state space."""
    explored = exploration.size
    depth = "" if explored.depth is None else f", depth {explored.depth}"
    nodes = "" if explored.nodes is None else f", {explored.nodes:,} nodes"
    yield Text(f"  {exploration.engine_name} engine{depth}{nodes}, {sum(exploration.seconds):.2f} s", "dim")


def indented(text: str, style: str = "", width: int = WIDTH) -> Iterator[Text]:
    """The text in as many lines as it needs, indented after the first."""
    return paragraph(text, width, style=style)


REACHABLE = {True: "reachable", False: "unreachable", None: "not reached"}
"""What is known of a situation; it is not reached where a bound stopped the search before."""


def laws(verdicts: Sequence[Verdict], verbose: bool, width: int = WIDTH) -> Iterator[Text]:
    """The verdict on each law; unless verbose, laws that hold or do not apply are only counted, by theme or reason."""
    for verdict in verdicts:
        if verdict.outcome != "not applicable" and (verbose or verdict.outcome != "holds"):
            text = f"{verdict.law.name}: {verdict.law.description}{_in_brackets(verdict.reason)}{rules(verdict.law)}"
            yield from entry(verdict.outcome, text, STYLES[verdict.outcome], width, HEADING)
    if not verbose:
        yield from _themes([verdict for verdict in verdicts if verdict.outcome == "holds"], width)
    yield from _not_applicable(verdicts, verbose, width)


def _themes(holding: Iterable[Verdict], width: int) -> Iterator[Text]:
    """How many laws of each theme hold, counted apart for each strength."""
    counts = Counter(f"{verdict.law.theme}{_in_brackets(verdict.reason)}" for verdict in holding)
    for theme, number in counts.items():
        yield from entry("holds", f"{theme}: {number}", STYLES["holds"], width, HEADING)


def _not_applicable(verdicts: Iterable[Verdict], verbose: bool, width: int) -> Iterator[Text]:
    """The laws that do not apply, by reason; unless verbose, only their numbers for the most common reasons."""
    names: dict[str, list[str]] = {}
    for verdict in verdicts:
        if verdict.outcome == "not applicable":
            names.setdefault(verdict.reason, []).append(verdict.law.name)
    if verbose:
        text = "; ".join(f"{reason}: {', '.join(laws)}" for reason, laws in names.items())
    else:
        common = Counter({reason: len(laws) for reason, laws in names.items()}).most_common()
        parts = [f"{reason}: {number}" for reason, number in common[:MOST_REASONS]]
        others = sum(number for _, number in common[MOST_REASONS:])
        text = ", ".join([*parts, *([f"other reasons: {others} (--verbose lists them)"] if others else [])])
    yield from entry("not applicable", text, STYLES["not applicable"], width, HEADING)


def skipped(names: Sequence[str], width: int = WIDTH) -> Iterator[Text]:
    """How many laws were skipped because they take longer, and the option that decides them."""
    if names:
        text = f"{count(len(names), 'liveness law')} of so large a Pod; --liveness almost-sure decides them"
        yield from entry("skipped", text, "yellow", width, HEADING)


def rules(law: Law) -> str:
    """The rules that a law formalizes, if it is one of the specification's."""
    return f" [{law.cites}]" if law.cites else ""


def _in_brackets(reason: str) -> str:
    return f" ({reason})" if reason else ""


def summary(verdicts: Sequence[Verdict]) -> str:
    """The number of laws with each outcome."""
    counts = Counter[str](verdict.outcome for verdict in verdicts)
    return ", ".join(
        f"{counts[outcome]} {'hold' if outcome == 'holds' else outcome}"
        for outcome in STYLES
        if counts[outcome] or outcome == "holds"
    )


def of_verdict(renderer: TraceRenderer, verdict: Verdict, trace: Trace, width: int = WIDTH) -> Iterator[Text]:
    """The trace of a verdict under the name of its law."""
    fairness = " under weak fairness" if verdict.fair == "violated" else ""
    yield from render(renderer, trace, verdict.law.name, fairness, width)
    if verdict.shows_violation and verdict.law.kind in LIVENESS_KINDS and trace.loop is None:
        yield from indented(f"from here on, nothing that the law counts on leads to: {verdict.law.then}", width=width)


def render(renderer: TraceRenderer, trace: Trace, name: str, fairness: str = "", width: int = WIDTH) -> Iterator[Text]:
    """A trace as numbered lines, under its name, kind and length."""
    length = trace_text.length(len(trace.steps), trace.loop, trace.minimality)
    yield from indented(f"{name}: {trace.kind}{fairness}, {length}", "bold", width)
    yield from map(Text, trace_text.render(renderer, trace, width))
