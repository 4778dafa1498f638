"""A report as text: each result with its trace, and last a summary that is read in five seconds."""

from collections import Counter
from collections.abc import Iterable, Iterator
from textwrap import wrap

from podproof.checker.gate.formats import Laws
from podproof.checker.gate.formats.places import place
from podproof.checker.gate.report import CLEAN, FOUND, UNDECIDED, UNREADABLE, Checked, GateReport
from podproof.checker.gate.results import SEVERITIES, Result, relative
from podproof.spec.manifest.problems import printable

WIDTH, MOST = 80, 10

WORDS = {CLEAN: "ok", FOUND: "FAILED", UNREADABLE: "UNREADABLE", UNDECIDED: "UNDECIDED"}


def written(report: GateReport, laws: Laws) -> str:
    """The whole text."""
    return "\n".join([*body(report), *summary(report)])


def body(report: GateReport, every: bool = False) -> Iterator[str]:
    """What was found, the gravest last, next to the summary; with `every`, each Pod too and what is suppressed."""
    if every:
        for unit in report.units:
            yield from (_pod(report, unit.file, pod) for pod in unit.pods)
        yield ""
    told: set[tuple[str, ...]] = set()
    shown = [result for result in report.results if every or not (result.suppressed or _is_open_law(result))]
    for result in sorted(shown, key=lambda each: SEVERITIES.index(each.severity)):
        yield from _result(result, result.trace not in told)
        told.add(result.trace)
    yield from _open(report)


def _pod(report: GateReport, file: str, pod: Checked) -> str:
    return printable(f"{WORDS[report.code_of(pod)]:<9} {pod.kind}/{pod.name} {relative(file)}:{pod.line}")


def _result(result: Result, tell: bool) -> Iterator[str]:
    predicate = "undecided" if result.undecided else "suppressed" if result.suppressed else result.severity
    yield f"{place(result)}: {predicate}: {result.rule}"
    yield from _paragraph(f"{_whose(result)}{result.message}")
    yield from _paragraph(f"→ {result.advice}", "    ") if result.advice else ()
    yield from _paragraph(f"suppressed: {result.suppressed}") if result.suppressed else ()
    if result.trace and tell:
        yield from (f"  {line}".rstrip() for line in result.trace)
    elif result.trace:
        yield "  (its trace is the one told above)"
    yield ""


def _whose(result: Result) -> str:
    names = " ".join(filter(None, (result.pod, result.container and f"({result.container})")))
    return f"{names}: " if names else ""


def _paragraph(text: str, after: str = "  ") -> Iterator[str]:
    yield from wrap(
        printable(text),
        WIDTH,
        initial_indent="  ",
        subsequent_indent=after,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _open(report: GateReport) -> Iterator[str]:
    for unit in report.units:
        for pod in unit.pods:
            open_laws = sum(map(_is_open_law, pod.results))
            if pod.bound or open_laws:
                stopped = f", stopped: {pod.bound}" if pod.bound else ""
                where = f"{relative(unit.file)}:{pod.line}"
                yield printable(f"{where}: undecided: {_count(open_laws, 'law')} of {pod.name}{stopped}")


def summary(report: GateReport) -> Iterator[str]:
    """The verdict, how much it is about, and what was found, by rule if there are few."""
    counts = report.severities
    found = [f"{number} {_plural(name, number)}" for name in _ORDER if (number := counts[name])]
    about = f"{_count(report.pods, 'Pod')} in {_count(len(report.units), 'file')}"
    yield f"{WORDS[report.code]}: {about}: {', '.join(found) or 'every law holds, nothing found'}"
    if unreadable := sum(unit.unreadable for unit in report.units):
        yield f"  {_count(unreadable, 'file')} could not be read as it is"
    yield from _rules(Counter(each.rule for each in report.results if not (each.suppressed or each.undecided)))
    if skipped := [pod.skipped for unit in report.units for pod in unit.pods if pod.skipped]:
        yield f"  what comes was not asked of {_count(len(skipped), 'large Pod')} (--liveness almost-sure asks it)"
    shapes = f"{_count(report.shapes, 'shape')}, {report.explored} of them explored"
    yield (
        f"  {shapes}, {report.seconds:.1f} s"
        if report.shapes
        else f"  all as in the run before, {report.seconds:.1f} s"
    )


_ORDER = ("error", "warning", "info", "undecided", "suppressed")


def _is_open_law(result: Result) -> bool:
    return result.undecided and result.rule.startswith("law/")


def _rules(counts: Counter[str]) -> Iterable[str]:
    most = counts.most_common(MOST)
    yield from (f"  {number:>5} {name}" for name, number in most if len(counts) > 1 or number > 1)
    if len(counts) > MOST:
        yield f"  {sum(counts.values()) - sum(number for _, number in most):>5} of {len(counts) - MOST} other rules"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun if number == 1 else f'{noun}s'}"


def _plural(name: str, number: int) -> str:
    return f"{name}s" if number != 1 and name in ("error", "warning") else name
