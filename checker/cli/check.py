"""`check`: a line for each Pod, whether all laws hold; without a path, the specification's own scenarios."""

import argparse
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

from checker.cli import inputs
from checker.cli.explore import exit_code
from checker.exploration import Exploration, explore
from checker.reports import text
from spec import scenarios
from spec.manifest import Manifest
from spec.specification import LIFECYCLE

MARKS = {0: ("ok", "green"), 1: ("BROKEN", "bold red"), 3: ("UNDECIDED", "bold yellow")}


def run(arguments: argparse.Namespace) -> int:
    """Decide every law for every Pod, and answer the exit code."""
    console = Console(file=sys.stdout, highlight=False, soft_wrap=True)
    try:
        asked = inputs.options(arguments)
        kubernetes = inputs.version(arguments)
    except inputs.Misuse as misuse:
        print(f"podproof check: {misuse}", file=sys.stderr)
        return 2
    found = inputs.reading(arguments.paths or [str(Path(scenarios.__file__).parent)], kubernetes)
    explorations = []
    for manifest in found.pods:
        exploration = explore(LIFECYCLE, manifest.pod, asked)
        console.print(line(manifest, exploration))
        explorations.append(exploration)
    code = exit_code(inputs.unreadable(found), explorations)
    broken = sum(exit_code(False, [each]) != 0 for each in explorations)
    console.print(f"{len(explorations)} Pods, {broken} with a law that is broken or open")
    return code


def line(manifest: Manifest, exploration: Exploration) -> Text:
    """One Pod, whether it obeys, and which laws it does not."""
    mark, style = MARKS[exit_code(False, [exploration])]
    those = [verdict for verdict in exploration.verdicts if verdict.outcome not in ("holds", "not applicable")]
    names = "".join(f"\n  {verdict.outcome}: {verdict.law.name}: {verdict.law.sentence}" for verdict in those)
    where = f"{manifest.position.file}:{manifest.position.line}"
    return Text.assemble(
        (f"{mark:<9}", style), f" {manifest.kind}/{manifest.name} {where}: {text.summary(exploration.verdicts)}{names}"
    )
