"""`check`: a line for each Pod, whether all laws hold; without a path, the specification's own scenarios."""

import argparse
import sys

from rich.text import Text

from checker.cli import inputs
from checker.cli.explore import exit_code, interrupted, worst
from checker.cli.laws import Extended
from checker.cli.output import Output
from checker.cli.progress import working
from checker.exploration import Exploration, explore
from checker.reports import pods, text
from spec import scenarios
from spec.manifest import Manifest
from spec.specification import LIFECYCLE

MARKS = {0: ("ok", "green"), 1: ("BROKEN", "bold red"), 3: ("UNDECIDED", "bold yellow")}


def run(arguments: argparse.Namespace) -> int:
    """Decide every law for every Pod, and answer the exit code."""
    console = Output()
    try:
        extended = Extended(LIFECYCLE, arguments.laws)
        asked = inputs.options(arguments, extended.specification)
        found = inputs.reading(arguments.paths or [str(scenarios.FOLDER)], inputs.version(arguments))
    except inputs.Misuse as misuse:
        print(f"podproof check: {misuse}", file=sys.stderr)
        return 2
    codes = []
    for manifest in found.pods:
        with working(f"checking {manifest.name}"):
            exploration = explore(extended.specification, manifest.pod, asked)
        console.print(line(manifest, exploration))
        extended.note(exploration.verdicts)
        codes.append(exit_code(exploration))
        if interrupted(exploration):
            break
    console.print(f"{text.count(len(codes), 'Pod')}, {sum(map(bool, codes))} with a law that is broken or open")
    inputs.tell(f"podproof check: {line}" for line in extended.vacuous())
    return 2 if inputs.unreadable(found) or extended.vacuous() else worst(codes)


def line(manifest: Manifest, exploration: Exploration) -> Text:
    """One Pod, whether it obeys, and which laws it does not; what a bound left open is only counted."""
    mark, style = MARKS[exit_code(exploration)]
    broken = [verdict for verdict in exploration.verdicts if verdict.outcome in ("violated", "vacuous")]
    names = "".join(f"\n  {each.outcome}: {each.law.name}: {each.law.sentence}" for each in broken)
    bound = "" if exploration.size.complete else f", stopped: {exploration.size.bound}"
    where = pods.position(manifest)
    unasked = f", {len(exploration.unasked)} not asked" if exploration.unasked else ""
    told = f" {manifest.kind}/{manifest.name} {where}: {text.summary(exploration.verdicts)}{unasked}{bound}{names}"
    return Text.assemble((f"{mark:<9}", style), told)
