"""Pods explored into one HTML file."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path as File

from podproof.checker.api.explorer import Explorer, explorer_of
from podproof.checker.engines.choice import EngineChoice
from podproof.checker.errors import ManifestError, UsageError
from podproof.checker.exploration import Liveness
from podproof.checker.gate.report import GateReport
from podproof.checker.manifests import Path
from podproof.checker.model import Bounds
from podproof.checker.output_files import refuse_unsafe
from podproof.checker.reports.html import HtmlReport
from podproof.spec.manifest import Manifest, Reading
from podproof.spec.manifest import read as read_files

Progress = Callable[[Manifest, int], AbstractContextManager[None]]
"""Called with each Pod and its number while it is explored."""


def report(
    *paths: Path,
    output: Path,
    config: Path | None = None,
    kubernetes: int | str | None = None,
    faults: str | Iterable[str] | None = None,
    fail_on: str | None = None,
    laws: Iterable[str] = (),
    law_files: Iterable[str] = (),
    engine: EngineChoice = "auto",
    liveness: Liveness = "auto",
    max_states: int | None = None,
    timeout: float | None = None,
    memory: int | None = None,
) -> GateReport:
    """Explore every Pod of files and folders into one HTML file, as `podproof report` does.

    The arguments are those of `explore`. Files that cannot be read are named in the HTML file and make the `code` of
    the returned report 2. Raises `ManifestError` if there is no Pod, `UsageError`, `ConfigurationError`, `LawError`,
    and `OSError` if the file cannot be written.
    """
    explorer = explorer_of(
        faults=faults,
        laws=laws,
        law_files=law_files,
        engine=engine,
        liveness=liveness,
        bounds=Bounds(max_states, timeout, memory),
        config=config,
        kubernetes=kubernetes,
        fail_on=fail_on,
    )
    refuse(str(output))
    names = [str(path) for path in paths]
    reading = read_files(names, kubernetes=explorer.configuration.kubernetes)
    if not (reading.pods or reading.problems):
        raise ManifestError([f"{', '.join(names)}: no Pod found"])
    html = explored_report(explorer, reading)
    with open(output, "w", encoding="utf-8") as file:
        html.write(file)
    return explorer.report


def refuse(output: str) -> None:
    """Refuse an output that cannot be written before the exploration begins."""
    if File(output).is_dir():
        raise UsageError(f"the report is one file, and {output} is a folder: name a file in it")
    if not File(output).parent.is_dir():
        raise UsageError(f"the report cannot be written: there is no folder {File(output).parent}")
    refuse_unsafe(output)


def explored_report(
    explorer: Explorer, reading: Reading, progress: Progress = lambda pod, number: nullcontext()
) -> HtmlReport:
    """Explore the Pods one after the other, with one in memory at a time; the report can then be written."""
    warnings = {warning for manifest in reading.pods for warning in manifest.warnings}
    problems = [problem for problem in reading.problems if problem not in warnings]
    explorer.note(problems)
    faults = ", ".join(sorted(explorer.options.faults or ())) or "none"
    html = HtmlReport(problems, reading.skipped, faults)
    for number, manifest in enumerate(reading.pods, 1):
        with progress(manifest, number):
            explored = explorer.explore(manifest)
            html.add(manifest, explored.exploration, explored.report)
        if explored.size.bound == "interrupted":
            break
    return html
