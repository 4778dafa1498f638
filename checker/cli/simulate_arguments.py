"""The arguments of `simulate`; importing this costs nothing but argparse."""

from typing import Any

from podproof.checker.cli.shared_arguments import FAULTS, run_verb
from podproof.checker.cli.values import port, positive, seconds


def add_simulate(verbs: Any) -> None:
    """Add the verb."""
    verb = verbs.add_parser(
        "simulate", help="serve the Kubernetes API; the specification decides what happens to each Pod"
    )
    verb.splits_at_dashes = True
    verb.usage = "podproof simulate [options] [-- COMMAND …]"
    verb.add_argument(
        "--mode",
        metavar="MODE",
        default="pleasant",
        help="pleasant (default): no failure and no fault; random: anything that is possible; cover: what no Pod of"
        " this run has shown yet; or toward SITUATIONS, such as 'toward CrashLoopBackOff,Evicted'",
    )
    verb.add_argument("--execution", metavar="NAME", default="", help="an execution with a name; --list prints them")
    verb.add_argument("--list", action="store_true", help="list the named executions, and exit")
    verb.add_argument("--seed", metavar="N", type=int, help="repeat what a run with this seed chose; default: random")
    verb.add_argument("--faults", metavar=FAULTS, default="all", help="as for explore; default: all")
    _time(verb.add_argument_group("Time"))
    _server(verb.add_argument_group("Server"))
    verb.epilog = (
        "With a COMMAND, KUBECONFIG names the cluster for it, and its exit code is that of podproof; without one the"
        " cluster runs until it is interrupted."
    )
    verb.set_defaults(run=run_verb("simulate"))


def _time(group: Any) -> None:
    group.add_argument(
        "--interval",
        metavar="SECONDS",
        type=seconds,
        default=0.05,
        help="time between two steps of a Pod; default: 0.05",
    )
    group.add_argument("--speed", metavar="N", type=seconds, default=0.0, help="N virtual seconds pass in one instead")
    group.add_argument("--hold", action="store_true", help="take a step only when /podproof/step asks for it")


def _server(group: Any) -> None:
    group.add_argument("--port", metavar="N", type=port, default=0, help="default: a free one")
    group.add_argument("--kubeconfig", metavar="FILE", help="write it here; default: a temporary file")
    group.add_argument(
        "--break-watches", metavar="N", type=positive, default=0, help="end all watches after every N changes of Pods"
    )
    group.add_argument("--record", metavar="FILE", help="keep what the Pods showed, as watch events")
    group.add_argument("--no-judge", action="store_true", help="do not judge at the end what the Pods showed")
