"""An exploration as text for a terminal, readable in 80 columns."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap

from rich.text import Text

from podproof.checker.exploration import Exploration, SituationResult
from podproof.checker.rendering import text as trace_text
from podproof.checker.rendering.text import count
from podproof.checker.rendering.trace_lines import TraceRenderer
from podproof.checker.trace import Trace
from podproof.checker.verify import Verdict
from podproof.spec.notation import Law

WIDTH, HEADING = 80, 14
"""The width of a report, and of the headings on its left."""

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
    """The number of states and transitions, and the cost of the exploration."""
    explored = exploration.size
    counts = [f"{number(explored.states)} states", f"{number(explored.transitions)} transitions"]
    if explored.depth is not None:
        counts.append(f"depth {explored.depth}")
    yield Text(f"  {', '.join(counts)}", "bold")
    nodes = "" if explored.nodes is None else f", {explored.nodes:,} nodes"
    yield Text(f"  {exploration.engine_name} engine{nodes}, {sum(exploration.seconds):.2f} s", "dim")
    if not explored.complete:
        yield Text(f"  NOT COMPLETE: stopped: {explored.bound}; results cover the explored part", "bold yellow")


def number(value: int) -> str:
    """A count in full, or from 10**12 on as a power of ten."""
    return f"{value:,}" if value < 10**12 else f"{value:.3e}" if value < 10**300 else f"10^{len(str(value)) - 1}"


def indented(text: str, style: str = "") -> Iterator[Text]:
    """The text in as many lines as it needs, indented after the first; a long word stays in one piece."""
    for line in wrap(text, WIDTH - 2, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False):
        yield Text(f"  {line}", style)


def situations(results: Iterable[SituationResult]) -> Iterator[Text]:
    """The names of the situations by whether the Pod can reach them."""
    grouped: dict[bool | None, list[str]] = {True: [], False: [], None: []}
    for result in results:
        grouped[result.reachable].append(result.situation.name)
    for reachable, style in ((True, "green"), (False, "dim"), (None, "yellow")):
        yield from _entry(REACHABLE[reachable], ", ".join(grouped[reachable]), style)


REACHABLE = {True: "reachable", False: "unreachable", None: "not reached"}
"""What is known of a situation; it is not reached where a bound stopped the search before."""


def laws(verdicts: Sequence[Verdict], verbose: bool) -> Iterator[Text]:
    """The verdict on each law; unless verbose, laws that hold or do not apply are only counted, by theme or reason."""
    for verdict in verdicts:
        if verdict.outcome != "not applicable" and (verbose or verdict.outcome != "holds"):
            text = f"{verdict.law.name}: {verdict.law.description}{_in_brackets(verdict.reason)}{rules(verdict.law)}"
            yield from _entry(verdict.outcome, text, STYLES[verdict.outcome])
    if not verbose:
        yield from _themes([verdict for verdict in verdicts if verdict.outcome == "holds"])
    yield from _not_applicable(verdicts, verbose)


def _themes(holding: Iterable[Verdict]) -> Iterator[Text]:
    """How many laws of each theme hold, counted apart for each strength."""
    counts = Counter(f"{verdict.law.theme}{_in_brackets(verdict.reason)}" for verdict in holding)
    for theme, number in counts.items():
        yield from _entry("holds", f"{theme}: {number}", STYLES["holds"])


def _not_applicable(verdicts: Iterable[Verdict], verbose: bool) -> Iterator[Text]:
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
    yield from _entry("not applicable", text, STYLES["not applicable"])


def skipped(names: Sequence[str]) -> Iterator[Text]:
    """How many laws were skipped because they take longer, and the option that decides them."""
    if names:
        text = f"{count(len(names), 'liveness law')} of so large a Pod; --liveness almost-sure decides them"
        yield from _entry("skipped", text, "yellow")


def rules(law: Law) -> str:
    """The rules that a law formalises, if it is one of the specification's."""
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


def of_verdict(renderer: TraceRenderer, verdict: Verdict, trace: Trace) -> Iterator[Text]:
    """The trace of a verdict under the name of its law."""
    return render(renderer, trace, verdict.law.name, " under weak fairness" if verdict.fair == "violated" else "")


def render(renderer: TraceRenderer, trace: Trace, name: str, fairness: str = "") -> Iterator[Text]:
    """A trace as numbered lines, under its name, kind and length."""
    length = trace_text.length(len(trace.steps), trace.loop, trace.shortest)
    yield from indented(f"{name}: {trace.kind}{fairness}, {length}", "bold")
    yield from map(Text, trace_text.render(renderer, trace))


def _entry(heading: str, text: str, style: str) -> Iterator[Text]:
    """The text behind its heading, in as many lines as it needs; nothing for an empty text."""
    if not text:
        return
    first, *rest = wrap(text, WIDTH - HEADING - 3, break_long_words=False, break_on_hyphens=False)
    yield Text.assemble("  ", (f"{heading:<{HEADING}}", style), " ", first)
    for line in rest:
        yield Text(f"{'':{HEADING + 3}}{line}")
