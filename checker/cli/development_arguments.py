"""The arguments of the verbs that check podproof itself."""

from typing import Any

from podproof.checker.cli.shared_arguments import add_format, run_verb
from podproof.checker.cli.values import positive


def add_mutate(verbs: Any) -> None:
    """Add `mutate`."""
    verb = verbs.add_parser("mutate", help="change the specification: does a law detect each mutant?")
    verb.add_argument("--machine", metavar="NAME", default="", help="only mutants of this machine")
    verb.add_argument("--law", metavar="NAME", action="append", default=[], help="only this law; repeatable")
    verb.add_argument(
        "--scenario", metavar="NAME[@1.N]", nargs="+", default=[], help="these Pods, optionally under an older version"
    )
    verb.add_argument(
        "--killers",
        metavar="N",
        type=positive,
        default=1,
        help="stop after this number of laws have detected a mutant; 2 shows what a law alone detects; default: 1",
    )
    verb.add_argument("--sample", metavar="N", type=positive, help="only this number of mutants, drawn at random")
    verb.add_argument("--seed", metavar="N", type=int, default=0, help="seed of the sample; default: 0")
    verb.add_argument("--processes", metavar="N", type=positive, help="default: one for each processor")
    add_format(verb)
    verb.add_argument(
        "--update",
        metavar="FULL.json",
        nargs="?",
        const="",
        help="update the record: ask new and edited laws about surviving mutants, judge the mutants of changed"
        " transitions; or make it from the JSON of a full run",
    )
    verb.add_argument(
        "--renamed",
        action="store_true",
        help="with --update: only names have changed, keep what the record says of changed laws and transitions",
    )
    verb.set_defaults(run=run_verb("mutate"))


def add_self_check(verbs: Any) -> None:
    """Add `self-check`."""
    description = (
        "Check podproof itself: whether every law has its recorded verdict for the scenarios and the known bugs, and"
        " whether the laws detect a sample of mutations of the specification."
    )
    verb = verbs.add_parser("self-check", help="check podproof itself", description=description)
    verb.add_argument("-j", "--jobs", metavar="N", type=positive, help="processes; default: one for each processor")
    verb.set_defaults(run=run_verb("self_check"))


def add_table(verbs: Any) -> None:
    """Add `table`, a verb for developers: without a help text the first page does not list it."""
    description = "Decide every law for the scenarios of the specification, and compare with the expected verdicts."
    verb = verbs.add_parser("table", description=description)
    verb.add_argument("--write", action="store_true", help="write the verdicts as the expected ones")
    verb.set_defaults(run=run_verb("table"))
