"""`diff`: how two versions of manifests differ: findings, situations and verdicts gained and lost."""

import argparse
from functools import partial

from podproof.checker.api.comparing import compared
from podproof.checker.cli import gate
from podproof.checker.cli.messages import tell
from podproof.checker.custom_laws.loading import ExtendedSpecification
from podproof.checker.gate.findings import BEHAVING
from podproof.checker.rendering.json_text import json_text


def run(arguments: argparse.Namespace) -> int:
    """Check both sides, print what differs, and return the exit code."""
    extended = ExtendedSpecification(BEHAVING, arguments.laws)
    configuration = gate.configuration(arguments, extended)
    options = gate.options(arguments, extended, configuration)
    check = partial(gate.check, arguments, extended, ())
    report = compared(arguments.operands, arguments.after, configuration, options, check)
    tell(f"podproof diff: {line}" for line in report.unreadable)
    if arguments.format == "json":
        print(json_text(report.document(), indent=1))
    else:
        print(report)
    return report.code
