"""`report`: the answers about many Pods as one HTML file."""

import argparse
import sys
from contextlib import AbstractContextManager, nullcontext
from functools import partial

from podproof.checker.api.reporting import explored_report, refuse
from podproof.checker.cli import inputs
from podproof.checker.cli.messages import tell
from podproof.checker.cli.output import Output
from podproof.checker.cli.progress import working
from podproof.checker.gate.formats.pod_text import TextView
from podproof.checker.gate.formats.text import summary
from podproof.checker.gate.report import UNREADABLE
from podproof.spec.manifest import Manifest, example


def run(arguments: argparse.Namespace) -> int:
    """Explore every Pod, write the report, and answer the exit code."""
    explorer = inputs.explorer(arguments)
    refuse(arguments.output)
    reading = inputs.reading(arguments.paths or [example()], explorer.configuration.kubernetes, findings=True)
    is_stdout = arguments.output == "-"
    html = explored_report(explorer, reading, partial(_progress, len(reading.pods)))
    with nullcontext(sys.stdout) if is_stdout else open(arguments.output, "w", encoding="utf-8") as output:
        html.write(output)
    if not (is_stdout or arguments.quiet):
        console = Output()
        console.print_lines(summary(explorer.report, TextView(console.width, whole=True)))
    tell(f"podproof report: {line}" for line in explorer.extended.vacuous())
    return UNREADABLE if explorer.extended.vacuous() else explorer.report.code


def _progress(total: int, manifest: Manifest, number: int) -> AbstractContextManager[None]:
    return working(f"exploring {manifest.name} ({number} of {total})")
