"""The answer about one Pod as text: its verdict, its findings, its laws, what can happen, and what to ask next."""

import shlex
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from rich.text import Text

from podproof.checker.gate.formats.places import place, printable_place
from podproof.checker.gate.lint_rules import KNOWN
from podproof.checker.gate.report import CLEAN, FOUND, UNDECIDED, UNREADABLE, CheckedPod
from podproof.checker.gate.results import SEVERITIES, Result, relative
from podproof.checker.rendering.paragraphs import NO_BREAK, entry, joined, paragraph
from podproof.checker.rendering.text import WIDTH, TraceText, count
from podproof.spec.manifest.layouts import chart_of
from podproof.spec.manifest.problems import printable
from podproof.spec.pod.situations import UNPLEASANT

MARKS = {CLEAN: "ok", FOUND: "FAILED", UNREADABLE: "UNREADABLE", UNDECIDED: "INCOMPLETE"}
"""The verdict by its exit code."""

STYLES = {CLEAN: "bold green", FOUND: "bold red", UNREADABLE: "bold red", UNDECIDED: "bold yellow"}

LABELS = {"error": "bold red", "warning": "bold yellow", "info": "cyan", "suppressed": "dim", "undecided": "yellow"}
"""The style of each severity, and of what takes its place."""

LAST_STEPS = 4
"""The number of steps of a trace that a brief answer shows."""

MOST_SITUATIONS = 8
"""The number of situations that a brief answer names."""

ROOM = 11
"""The width of a heading such as `can happen`."""


class TextView(NamedTuple):
    """How much is shown, and in which width.

    `quiet` leaves out all but results that count; `whole` shows what can happen to each Pod, which is otherwise shown
    of a Pod alone; `options` are those of the command, to be repeated in the next one.
    """

    width: int = WIDTH
    verbose: bool = False
    quiet: bool = False
    whole: bool = False
    options: tuple[str, ...] = ()


class FindingLines:
    """Renders results; the general fix of a rule and the same trace are printed once."""

    def __init__(self, view: TextView) -> None:
        self.view = view
        self._fixes: set[str] = set()
        self._traces: set[tuple[str, ...]] = set()

    def lines(self, result: Result, whose: str = "", with_fix: bool = True, below: str = "") -> Iterator[Text]:
        """One result: severity, name and position, the message, the fix, and the end of its trace.

        `below` is the file that is named above. A brief answer shows no traces of mere information.
        """
        width, label = self.view.width, _label(result)
        heading = [("  " + label.upper(), LABELS[label]), (result.rule, "bold")]
        room = width - sum(len(text) + 2 for text, _ in heading)
        yield from joined([*heading, (_place(result, below, room), "")], width, "    ")
        yield from paragraph(printable(f"{whose}{result.text}"), width, "    ", "    ")
        if with_fix and result.advice and result.advice not in self._fixes:
            if result.rule in KNOWN and result.advice == KNOWN[result.rule].fix:
                self._fixes.add(result.advice)
            yield from paragraph(printable(f"→ {result.advice}"), width, "    ", "      ")
        if result.suppressed:
            yield from paragraph(printable(f"suppressed: {result.suppressed}"), width, "    ", "    ", "dim")
        events = tuple(line.event for line in result.trace.lines)  # the names of Pods and containers do not matter
        if events and events not in self._traces and (self.view.verbose or label != "info"):
            self._traces.add(events)
            yield from trace_lines(result.trace, self.view)


def _place(result: Result, file: str, room: int) -> str:
    """File, line and column; without the file if it is named above and there is no room."""
    full = place(result)
    return full if len(full) <= room or result.file != file else f":{result.line}:{result.column}"


def trace_lines(trace: TraceText, view: TextView) -> Iterator[Text]:
    """The kind of the trace, and its last steps or all."""
    yield from paragraph(trace.title(), view.width, "    ", "    ", "dim")
    yield from map(Text, map(printable, trace.text(view.width, None if view.verbose else LAST_STEPS)))


def _label(result: Result) -> str:
    return "undecided" if result.undecided else "suppressed" if result.suppressed else result.severity


def by_severity(results: Collection[Result]) -> list[Result]:
    """The results, the most severe first."""
    return sorted(results, key=lambda each: (-SEVERITIES.index(each.severity), each.line, each.column))


def heading(pod: CheckedPod, code: int, file: str, width: int = WIDTH) -> Iterator[Text]:
    """The verdict, the Pod and its position."""
    name = (printable(f"{pod.kind}/{pod.name}"), "bold")
    yield from joined([(MARKS[code], STYLES[code]), name, (printable_place(file, pod.line), "")], width, "  ")


def laws(pod: CheckedPod) -> str:
    """How many laws hold, how large the state space is, and whether that is all of it."""
    counts = pod.explored.laws
    undecided = sum(result.undecided and not result.rule.startswith("law/") for result in pod.results)
    if pod.bound or counts.get("undecided") or undecided:
        parts = [*_open_parts(pod, undecided), _size(pod, "so far"), *_skipped(pod)]
        return f"INCOMPLETE: {'; '.join(parts)}"
    return "; ".join([f"{_holding(pod)}{_except(pod)}", _size(pod, "complete"), *_skipped(pod)])


def _holding(pod: CheckedPod) -> str:
    counts = pod.explored.laws
    holds, violated = counts.get("holds", 0), counts.get("violated", 0) + counts.get("vacuous", 0)
    chosen = "chosen " if counts.get("not chosen") else ""
    if violated and holds + violated == 1:
        return f"the one {chosen}law that applies is violated"
    if violated:
        return f"{violated} of {holds + violated} {chosen}laws that apply {'is' if violated == 1 else 'are'} violated"
    if holds == 1:
        return f"the one {chosen}law that applies holds"
    return f"all {holds} {chosen}laws that apply hold" if holds else f"none of the {chosen}laws applies"


def _except(pod: CheckedPod) -> str:
    return f", except for {', '.join(bug.name for bug in pod.bugs)}" if pod.bugs else ""


def _open_parts(pod: CheckedPod, findings: int) -> Iterator[str]:
    counts = pod.explored.laws
    if pod.bound:
        yield pod.bound if pod.bound in ("interrupted", "") else f"stopped: {pod.bound}"
    named = {name: counts.get(name, 0) for name in ("violated", "vacuous", "undecided")}
    parts = [f"{number} {name}" for name, number in named.items() if number]
    yield ", ".join([f"{count(counts.get('holds', 0), 'law')} proved", *parts])
    if findings:
        yield f"{count(findings, 'finding')} undecided"


def _size(pod: CheckedPod, ending: str) -> str:
    explored = pod.explored
    seconds = "" if explored.seconds is None else f", {explored.seconds:.2f} s"
    if explored.states in ("", "0"):
        return "no state explored"
    states = f"{number(explored.states)} state{'s' * (explored.states != '1')}"
    transitions = "" if explored.transitions == "0" else f", {number(explored.transitions)} transitions"
    if not explored.exact:
        return f"at most {states}, by sets of local states{seconds}"
    return f"{states}{transitions}, {ending}{seconds}"


def _skipped(pod: CheckedPod) -> list[str]:
    if not pod.skipped_laws:
        return []
    return [f"{count(pod.skipped_laws, 'liveness law')} skipped (--liveness almost-sure decides them)"]


def number(digits: str) -> str:
    """A count in full, or from 10**12 on as a power of ten."""
    if len(digits) > 300:
        return f"10^{len(digits) - 1}"
    value = int(digits)
    return f"{value:,}" if value < 10**12 else f"{value:.3e}"


def situations(pod: CheckedPod, view: TextView) -> Iterator[Text]:
    """What can happen, the unpleasant first, each with the number of steps to it, and what cannot."""
    explored = pod.explored
    can = [_reached(name, explored.reachable[name]) for name in unpleasant_first(explored.reachable)]
    groups = (
        ("can happen", [can[0].replace(")", f"{NO_BREAK}steps)"), *can[1:]] if can else [], "yellow"),
        ("cannot", unpleasant_first(explored.unreachable), "green"),
        ("undecided", unpleasant_first(explored.undecided), "yellow"),
    )
    for title, names, style in groups:
        most = len(names) if view.verbose else MOST_SITUATIONS
        more = [f"…{NO_BREAK}{len(names) - most}{NO_BREAK}more"] if len(names) > most else []
        yield from entry(title, ", ".join([*names[:most], *more]), style, view.width, ROOM)


def _reached(name: str, steps: int | None) -> str:
    return name if steps is None else f"{name}{NO_BREAK}({steps})"


def unpleasant_first(names: Collection[str]) -> list[str]:
    """The situations, the worst first; the harmless ones stay in their order at the end."""
    return sorted(names, key=lambda name: UNPLEASANT.index(name) if name in UNPLEASANT else len(UNPLEASANT))


def next_command(pod: CheckedPod, file: str, listed: Sequence[Result], options: Sequence[str] = ()) -> str:
    """The command that shows most: how a law is violated, or how the worst situation comes about."""
    violated = (each.rule.removeprefix("law/") for each in listed if each.rule.startswith("law/"))
    unpleasant = (name for name in UNPLEASANT if name in pod.explored.reachable)
    name = next(violated, "") or next(unpleasant, "")
    chart = chart_of(relative(file))
    path = "-" if chart or file == "<stdin>" else printable(relative(file))
    asked = ["--faults", "none"] if pod.bound else ["--trace", name] if name else ["--verbose"]
    rendered = f"{printable(chart.command)} | " if chart else ""
    return rendered + shlex.join(["podproof", "explore", path, *options, *asked])


def footer(pod: CheckedPod, file: str, listed: Sequence[Result], view: TextView) -> Iterator[Text]:
    """What can happen to the Pod, what cannot, what bugs of the version change, and what to ask next."""
    yield from situations(pod, view)
    for number, bug in enumerate(pod.bugs):
        yield from entry("" if number else "bugs", str(bug), "yellow", view.width, ROOM)
    yield Text.assemble("  ", (f"{'next':<{ROOM}}", "bold"), " ", next_command(pod, file, listed, view.options))
