"""A report as text: each result with its trace, and at the end a short summary."""

from collections import Counter
from collections.abc import Iterable, Iterator
from textwrap import wrap

from podproof.checker.gate.formats.places import place
from podproof.checker.gate.lint_rules import Laws
from podproof.checker.gate.report import CLEAN, FOUND, UNDECIDED, UNREADABLE, CheckedPod, GateReport
from podproof.checker.gate.results import SEVERITIES, Result, relative
from podproof.spec.manifest.problems import printable

WIDTH, MOST = 80, 10

SUMMARIES = {CLEAN: "ok", FOUND: "FAILED", UNREADABLE: "UNREADABLE", UNDECIDED: "UNDECIDED"}


def render(report: GateReport, laws: Laws) -> str:
    """The whole text."""
    return "\n".join([*body(report), *summary(report)])


def body(report: GateReport, every: bool = False) -> Iterator[str]:
    """The results, the most severe last, next to the summary; with `every`, also each Pod and suppressed results."""
    if every:
        for unit in report.units:
            yield from (_pod(report, unit.file, pod) for pod in unit.pods)
        yield ""
    printed: set[tuple[str, ...]] = set()
    selected = [result for result in report.results if every or not (result.suppressed or _is_open_law(result))]
    for result in sorted(selected, key=lambda each: SEVERITIES.index(each.severity)):
        yield from _result(result, result.trace not in printed)
        printed.add(result.trace)
    yield from _open(report)


def _pod(report: GateReport, file: str, pod: CheckedPod) -> str:
    return printable(f"{SUMMARIES[report.code_of(pod)]:<9} {pod.kind}/{pod.name} {relative(file)}:{pod.line}")


def _result(result: Result, has_trace: bool) -> Iterator[str]:
    label = "undecided" if result.undecided else "suppressed" if result.suppressed else result.severity
    yield f"{place(result)}: {label}: {result.rule}"
    yield from _paragraph(f"{_whose(result)}{result.message}")
    yield from _paragraph(f"→ {result.advice}", "    ") if result.advice else ()
    yield from _paragraph(f"suppressed: {result.suppressed}") if result.suppressed else ()
    if result.trace and has_trace:
        yield from (f"  {line}".rstrip() for line in result.trace)
    elif result.trace:
        yield "  (same trace as above)"
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
    """The verdict, the numbers of Pods and files, and the results by rule."""
    counts = report.severities
    counted = [f"{number} {_plural(name, number)}" for name in _ORDER if (number := counts[name])]
    about = f"{_count(report.pods, 'Pod')} in {_count(len(report.units), 'file')}"
    yield f"{SUMMARIES[report.code]}: {about}: {', '.join(counted) or 'all laws hold, no findings'}"
    if unreadable := sum(unit.unreadable for unit in report.units):
        yield f"  {_count(unreadable, 'file')} could not be read completely"
    yield from _rules(Counter(each.rule for each in report.results if not (each.suppressed or each.undecided)))
    if large := sum(bool(pod.skipped_laws) for unit in report.units for pod in unit.pods):
        yield f"  liveness laws were skipped for {_count(large, 'large Pod')} (--liveness almost-sure decides them)"
    configurations = f"{_count(report.configurations, 'configuration')}, {report.explored} explored"
    yield (
        f"  {configurations}, {report.seconds:.1f} s"
        if report.configurations
        else f"  all from the cache, {report.seconds:.1f} s"
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
