"""The arguments of `check` that no other verb has."""

import argparse

from podproof.checker.cli.values import positive

FORMATS = ["text", "json", "sarif", "junit", "github", "tap"]


def add(verb: argparse.ArgumentParser) -> None:
    """Add them to the verb."""
    _report(verb.add_argument_group("the report"))
    _configuration(verb.add_argument_group("what counts"))
    _scale(verb.add_argument_group("how it is done"))
    verb.epilog = (
        "Exit codes: 0 nothing counts, 1 a law is broken or a finding counts, 2 misuse, or some input is unreadable or"
        " missing, 3 something is not decided; of several, the first of 2, 1, 3."
    )


def _report(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--format", choices=FORMATS, default="", help="what stdout gets; default: text")
    group.add_argument(
        "--output",
        metavar="FORMAT=FILE",
        action="append",
        default=[],
        help="write the report to a file too, such as sarif=podproof.sarif; may be repeated",
    )
    group.add_argument("--verbose", action="store_true", help="tell every Pod in the text, and what is suppressed")
    group.add_argument("--exit-zero", action="store_true", help="answer 0 whatever is found; misuse is still 2")


def _configuration(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--config", metavar="FILE", help="default: podproof.toml or pyproject.toml, here or above")
    group.add_argument(
        "--fail-on", metavar="error|warning|info", help="the least severity that counts; default: warning"
    )
    group.add_argument("--exclude", metavar="PATTERN", action="append", default=[], help="leave these paths out too")
    group.add_argument("--baseline", metavar="FILE", help="what is in this file does not count")
    group.add_argument("--write-baseline", metavar="FILE", help="write what is found as a baseline, and answer 0")


def _scale(group: argparse._ArgumentGroup) -> None:
    group.add_argument("-j", "--jobs", metavar="N", type=positive, help="processes; default: one for each processor")
    group.add_argument("--no-cache", action="store_true", help="decide everything anew, and keep nothing")
    group.add_argument("--cache-dir", metavar="FOLDER", help="where answers are kept; default: the user's cache folder")
