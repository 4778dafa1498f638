"""`diagram`: the picture of each machine, drawn from its class."""

import argparse
import sys
from pathlib import Path

from checker.cli import inputs
from checker.drawings.machines import FORMATS, SUFFIXES
from spec.machines import MACHINES


def run(arguments: argparse.Namespace) -> int:
    """Draw the machines that were asked for, and answer the exit code."""
    known = [machine.__name__ for machine in MACHINES]
    try:
        names = known if arguments.machine == "all" else [inputs.nearest(arguments.machine, known, "machine")]
        drawn = {name: draw(name, arguments.format) for name in names}
        write(drawn, arguments.output, SUFFIXES[arguments.format])
    except inputs.Misuse as error:
        print(f"podproof diagram: {error}", file=sys.stderr)
        return 2
    return 0


def draw(name: str, form: str) -> str:
    """The picture of a machine in the format."""
    machine = next(machine for machine in MACHINES if machine.__name__ == name)
    try:
        return FORMATS[form](machine)
    except FileNotFoundError as missing:
        raise inputs.Misuse("svg needs Graphviz's `dot`: install graphviz, or use --format mermaid or dot") from missing


def write(drawn: dict[str, str], output: str | None, suffix: str) -> None:
    """To stdout, to one file, or each to a file of its own in a folder."""
    if output is None:
        sys.stdout.write("\n".join(drawn.values()))
    elif len(drawn) == 1 and not Path(output).is_dir():
        Path(output).write_text(next(iter(drawn.values())), encoding="utf-8")
    else:
        Path(output).mkdir(parents=True, exist_ok=True)
        for name, text in drawn.items():
            (Path(output) / f"{name}{suffix}").write_text(text, encoding="utf-8")
