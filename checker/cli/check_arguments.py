"""The arguments of the verbs of the gate, `check` and `diff`."""

import argparse

from podproof.checker.cli.shared_arguments import add_cluster, add_configuration
from podproof.checker.cli.values import positive
from podproof.checker.gate.formats import FORMATS


def add(verb: argparse.ArgumentParser) -> None:
    """Add them to the verb."""
    _report(verb.add_argument_group("Report"))
    _fixes(verb.add_argument_group("Fixes"))
    group = verb.add_argument_group("Severity and baseline")
    add_choice(group)
    group.add_argument("--baseline", metavar="FILE", help="results in this file do not count")
    group.add_argument("--write-baseline", metavar="FILE", help="write the results as a baseline, and return 0")
    add_scale(verb.add_argument_group("Execution"))
    verb.epilog = (
        "Exit codes: 0 passed, 1 a law is violated or a finding counts, 2 misuse, or unreadable or missing input,"
        " 3 undecided. If several apply, the first of 2, 1, 3 is returned."
    )


def _report(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--format", choices=list(FORMATS), default="", help="the format of stdout; default: text")
    group.add_argument(
        "--output",
        metavar="FORMAT=FILE",
        action="append",
        default=[],
        help="also write the report to a file, such as sarif=podproof.sarif; may be repeated",
    )
    group.add_argument("--verbose", action="store_true", help="list every Pod and every result, with whole traces")
    group.add_argument("-q", "--quiet", action="store_true", help="print only results that count, and no summary")
    group.add_argument("--exit-zero", action="store_true", help="return 0 for any results; misuse still returns 2")


def _fixes(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--fix", action="store_true", help="fix what is mechanical, and report what remains")
    group.add_argument("--diff", action="store_true", help="print what --fix would change, and write nothing")
    group.add_argument("--watch", action="store_true", help="check again after each change, until Ctrl-C")


def add_choice(group: argparse._ArgumentGroup) -> None:
    """What is checked, and what counts."""
    for name, what in (("--select", "report only these findings"), ("--ignore", "do not report these findings")):
        group.add_argument(
            name, metavar="FINDING,…", action="append", default=[], help=f"{what}; * stands for any text; repeatable"
        )
    add_configuration(group)
    group.add_argument("--exclude", metavar="PATTERN", action="append", default=[], help="exclude these paths, too")
    group.add_argument(
        "--render",
        choices=["auto", "never", "all"],
        default="auto",
        help="auto: kustomizations, by kustomize or kubectl; all: Helm charts too, by helm; default: auto",
    )
    group.add_argument("--strict", action="store_true", help="a document that is not a manifest is an error")


def add_scale(group: argparse._ArgumentGroup) -> None:
    """How it is executed."""
    group.add_argument("-j", "--jobs", metavar="N", type=positive, help="processes; default: one for each processor")
    add_cluster(group)
    group.add_argument("--no-cache", action="store_true", help="decide everything again, and keep nothing")
    group.add_argument("--cache-dir", metavar="FOLDER", help="folder of the cache; default: the user's cache folder")
