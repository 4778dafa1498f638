"""The arguments of `time`; importing this costs nothing but argparse."""

from typing import Any

from podproof.checker.cli.shared_arguments import add_format, add_paths, add_version, run_verb


def add_time(verbs: Any) -> None:
    """How long a Pod takes."""
    verb = verbs.add_parser("time", help="find out how long a Pod takes to start, to restart and to stop")
    add_paths(verb, "the example that ships with podproof")
    verb.add_argument(
        "--from",
        dest="start",
        metavar="MOMENT",
        help="ask for the time from this moment, instead of the usual questions: created, deleted, a situation such as"
        " Ready, an event, or for one container NAME:start, NAME:exit, NAME:hang, NAME:SIGTERM, NAME:SIGKILL",
    )
    verb.add_argument("--to", dest="end", metavar="MOMENT", help="the moment at which that time ends")
    verb.add_argument("--any", action="store_true", help="begin at any such moment, not only at the first one")
    verb.add_argument(
        "--trace",
        metavar="least|most|87s",
        help="print an execution that takes the least, the most, or exactly this time",
    )
    verb.add_argument(
        "-o",
        "--output",
        metavar="FILE.svg",
        help="draw the execution of --trace over time as well; for several Pods, name a folder",
    )
    verb.add_argument("--ideal", action="store_true", help="assume a node that does everything at once")
    verb.add_argument("--config", metavar="FILE", help="default: podproof.toml or pyproject.toml, here or above")
    add_version(verb)
    add_format(verb)
    verb.epilog = "Exit codes: 0 answered, 2 misuse or unreadable input, 3 undecided."
    verb.set_defaults(run=run_verb("time"))
