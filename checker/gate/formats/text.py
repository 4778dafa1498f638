"""A report as text: the answer about each Pod that has something to say, and at the end a short summary."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator

from rich.text import Text

from podproof.checker.gate.formats import pod_text, skipped
from podproof.checker.gate.formats.places import printable_place, printable_report
from podproof.checker.gate.formats.pod_text import MARKS, STYLES, FindingLines, TextView
from podproof.checker.gate.lint_rules import Laws
from podproof.checker.gate.report import CLEAN, FOUND, UNDECIDED, UNREADABLE, CheckedPod, GateReport, Unit
from podproof.checker.gate.results import Result
from podproof.checker.rendering.paragraphs import paragraph
from podproof.checker.rendering.text import count
from podproof.spec.manifest.problems import printable

MOST = 10
"""Up to this number results that do not count are listed, too; beyond it they are counted."""

BRIEF = TextView()


def render(report: GateReport, laws: Laws) -> str:
    """The whole text in 80 columns."""
    return "\n".join(line.plain.rstrip() for line in lines(report))


def lines(report: GateReport, view: TextView = BRIEF) -> Iterator[Text]:
    """The whole text for a terminal."""
    report = printable_report(report)
    yield from ReportLines(report, view).body()
    if not view.quiet:
        yield from summary(report, view)


class ReportLines:
    """Renders the Pods and files of a report that have something to say; the one Pod of a report says all."""

    def __init__(self, report: GateReport, view: TextView) -> None:
        self.report, self.view = report, view
        self.whole = (view.whole or report.pods == 1) and not view.quiet
        self.is_listed = listing(report, view)
        self.findings = FindingLines(view)

    def body(self) -> Iterator[Text]:
        """The files and Pods in turn."""
        unexplained = 0
        for unit in self.report.units:
            yield from self._file(unit)
            for pod in unit.pods:
                if any(map(self.is_listed, pod.results)) or self.view.verbose or self.whole:
                    yield from self.pod(pod, unit.file)
                    yield Text()
                elif self.report.code_of(pod) == UNDECIDED and not self.view.quiet:
                    unexplained += 1
                    if unexplained <= MOST:
                        yield from pod_text.heading(pod, UNDECIDED, unit.file, self.view.width)
        if unexplained > MOST:
            yield Text(f"INCOMPLETE  {count(unexplained - MOST, 'more Pod')} (--verbose lists them)")

    def _file(self, unit: Unit) -> Iterator[Text]:
        """The problems of a file that belong to no Pod."""
        found = [each for each in unit.problems if self.is_listed(each)]
        if not found:
            return
        code = UNREADABLE if unit.unreadable else FOUND if any(map(self.report.counts, found)) else CLEAN
        yield Text.assemble((MARKS[code], STYLES[code]), "  ", (printable_place(unit.file, 0), "bold"))
        for result in pod_text.by_severity(found):
            yield from self.findings.lines(result, f"{result.pod}: " if result.pod else "")
        yield Text()

    def pod(self, pod: CheckedPod, file: str, facts: str = "") -> Iterator[Text]:
        """The answer about one Pod."""
        view, code = self.view, self.report.code_of(pod)
        listed = pod_text.by_severity([each for each in pod.results if self.is_listed(each)])
        yield from pod_text.heading(pod, code, file, view.width)
        yield from paragraph(printable(facts), view.width, "  ", "  ", "dim")
        complete = self.whole or view.verbose
        for result in listed:  # the next command below is what to do about a law
            with_fix = not (complete and result.rule.startswith("law/"))
            yield from self.findings.lines(result, with_fix=with_fix, below=file)
        if not view.quiet and (complete or code == UNDECIDED):
            text = pod_text.laws(pod) if code == UNDECIDED else f"{_no_findings(pod, listed)}{pod_text.laws(pod)}"
            yield from paragraph(text, view.width, "  ", "  ", STYLES[code] if code in (CLEAN, UNDECIDED) else "bold")
        if complete:
            yield from pod_text.footer(pod, file, listed, view)


def listing(report: GateReport, view: TextView) -> Callable[[Result], bool]:
    """Which results are listed: those that count; a few others, too; and with `verbose` every one."""
    others = sum(not (each.suppressed or each.undecided or report.counts(each)) for each in report.results)
    few = (others <= MOST or view.whole) and not view.quiet

    def is_listed(result: Result) -> bool:
        if result.repeats and not view.verbose:
            return False
        return report.counts(result) or view.verbose or (few and not (result.suppressed or result.undecided))

    return is_listed


def _no_findings(pod: CheckedPod, listed: Collection[Result]) -> str:
    if listed:
        return ""
    suppressed = sum(bool(each.suppressed) for each in pod.results)
    others = sum(not (each.suppressed or each.undecided) for each in pod.results)
    parts = [f"{others} info"] * bool(others) + [f"{suppressed} suppressed"] * bool(suppressed)
    return f"{', '.join(parts)} (--verbose lists them); " if parts else "no findings; "


def summary(report: GateReport, view: TextView = BRIEF) -> Iterator[Text]:
    """The verdict, the numbers of Pods and files, and the results by rule."""
    counts = report.severities
    counted = [f"{number} {_plural(name, number)}" for name in _ORDER if (number := counts[name])]
    about = f"{count(report.pods, 'Pod')} in {count(len(report.units), 'file')}"
    said = "; ".join(filter(None, (", ".join(counted), _incomplete(report)))) or (
        f"all laws hold{_except(report)}, no findings" if report.pods else "no Pod was checked"
    )
    text = printable(f"{MARKS[report.code]}: {about}: {said}")
    yield from paragraph(text, view.width, "", "  ", STYLES[report.code])
    if unreadable := sum(unit.unreadable for unit in report.units):
        yield Text(f"  {count(unreadable, 'file')} could not be read completely")
    for line in skipped.lines(report):
        yield from paragraph(printable(line), view.width)
    yield from _rules(report)
    yield from _bugs(report, view.width)
    if fixable := sum(bool(result.edits) and not result.suppressed for result in report.results):
        yield Text(f"  {fixable} can be fixed: podproof check --fix (--diff shows the changes)")
    if report.weakened:
        yield from paragraph(printable(f"by this repository: {'; '.join(report.weakened)}"), view.width)
    if large := sum(bool(pod.skipped_laws) for unit in report.units for pod in unit.pods):
        text = f"liveness laws were skipped for {count(large, 'large Pod')} (--liveness almost-sure decides them)"
        yield from paragraph(text, view.width)
    if view.whole:
        return
    configurations = f"{count(report.configurations, 'configuration')}, {report.explored} explored"
    cached = "all from the cache, " if report.pods else ""
    yield Text(f"  {f'{configurations}, ' if report.configurations else cached}{report.seconds:.1f} s")


_ORDER = ("error", "warning", "info", "suppressed")


def _rules(report: GateReport) -> Iterator[Text]:
    found = [each for each in report.results if not (each.suppressed or each.undecided)]
    counts = Counter(each.rule for each in found)
    most = counts.most_common(MOST)
    yield from (Text(f"  {number:>5} {name}") for name, number in most if len(counts) > 1 or number > 1)
    if len(counts) > MOST:
        yield Text(f"  {counts.total() - sum(number for _, number in most):>5} of {len(counts) - MOST} other rules")
    is_listed = listing(report, BRIEF)
    if hidden := sum(not is_listed(each) for each in found):
        yield Text(f"  {hidden} of them do not count and are not listed (--verbose lists them)")


def _except(report: GateReport) -> str:
    has_bugs = any(pod.bugs for unit in report.units for pod in unit.pods)
    return " except for known bugs of Kubernetes" if has_bugs else ""


def _bugs(report: GateReport, width: int) -> Iterator[Text]:
    """The bugs by which the version of Kubernetes violates laws in these Pods."""
    counts = Counter(bug for unit in report.units for pod in unit.pods for bug in pod.bugs)
    if counts and report.pods > 1:
        named = ", ".join(f"{bug.name} ({count(number, 'Pod')})" for bug, number in counts.most_common())
        text = f"this version of Kubernetes violates laws by {named}; podproof explain describes each bug"
        yield from paragraph(printable(text), width, "  ", "    ")


def _incomplete(report: GateReport) -> str:
    """What was left open, in short; empty if nothing was."""
    open_pods = report.open_pods
    bounds = sorted({pod.bound for pod in open_pods if pod.bound})
    laws = sum(pod.explored.laws.get("undecided", 0) for pod in open_pods)
    found = [each for pod in open_pods for each in pod.results if each.undecided and not each.suppressed]
    findings = sum(not each.rule.startswith("law/") for each in found)
    counted = [count(number, noun) for number, noun in ((laws, "law"), (findings, "finding")) if number]
    said = f": {' and '.join(counted)} undecided" if counted else ""
    stopped = f", stopped: {'; '.join(bounds)}" if bounds else ""
    return f"{count(len(open_pods), 'Pod')} not decided{said}{stopped}" if open_pods else ""


def _plural(name: str, number: int) -> str:
    return f"{name}s" if number != 1 and name in ("error", "warning") else name
