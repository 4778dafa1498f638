"""The arguments of `conform`, a verb for each kind of observation."""

from typing import Any

from podproof.checker.cli.shared_arguments import FAULTS, add_cluster, add_format, add_version, run_verb


def add_conform(verbs: Any) -> None:
    """Add the verb with its own verbs."""
    verb = verbs.add_parser("conform", help="compare the specification with recordings and tests of Kubernetes")
    kinds = verb.add_subparsers(metavar="OBSERVATION", required=True, help="what the specification is compared with")
    _trace(kinds)
    _phases(kinds)
    _vectors(kinds)
    _stages(kinds)


def _trace(kinds: Any) -> None:
    verb = kinds.add_parser("trace", help="judge recorded Pods: does the specification allow each history?")
    verb.add_argument(
        "paths",
        metavar="[CLUSTER=]PATH",
        nargs="+",
        help="recordings: output of `kubectl get pods -w -o json` or `-o yaml`, watch events, lists, or audit logs;"
        " compressed or not; files, folders, patterns, addresses of object stores, or - for stdin",
    )
    add_version(verb)
    verb.add_argument("--explain", action="store_true", help="print the shortest trace of each history")
    verb.add_argument(
        "--times", action="store_true", help="judge times, too: restarts that come too early, or too late for the node"
    )
    verb.add_argument("--fit", action="store_true", help="as --times, and say how slow the node must have been")
    _summary(verb)
    add_cluster(verb)
    verb.add_argument(
        "--no-cache", action="store_true", help="with --cluster: read again what an earlier run has finished"
    )
    verb.add_argument("--cache-dir", metavar="FOLDER", help="folder of the cache; default: the user's cache folder")
    verb.add_argument("--config", metavar="FILE", help="the latencies of the node; default: podproof.toml")
    _faults(verb)
    add_format(verb, "json: a line for each Pod; ")
    verb.set_defaults(run=run_verb("conform.trace"))


def _summary(verb: Any) -> None:
    verb.add_argument(
        "--summary",
        metavar="FORMAT[=FILE]",
        action="append",
        default=[],
        help="summarize by cluster, namespace, owner and image: text, or json, html, parquet to a file; repeatable",
    )
    verb.add_argument("-q", "--quiet", action="store_true", help="print no line for a legal Pod")


def _phases(kinds: Any) -> None:
    verb = kinds.add_parser("phases", help="judge a sequence of phases or values of STATUS: is it possible?")
    verb.add_argument("phases", metavar="PHASE,…", help="such as Pending,Running,Failed,Running")
    help_of_path = "a manifest; default: the smallest Pod with what the texts mention"
    verb.add_argument("path", metavar="POD", nargs="?", help=help_of_path)
    _faults(verb)
    verb.add_argument("--policy", choices=["Always", "OnFailure", "Never"], help="replace the Pod's restart policy")
    add_version(verb)
    add_format(verb)
    verb.set_defaults(run=run_verb("conform.phases"))


def _faults(verb: Any) -> None:
    verb.add_argument(
        "--faults", metavar=FAULTS, default="all", help="classes of fault that may explain what was shown"
    )


def _vectors(kinds: Any) -> None:
    verb = kinds.add_parser(
        "vectors", help="judge test cases of Kubernetes' own unit tests: does the specification agree?"
    )
    verb.add_argument("paths", metavar="PATH", nargs="+", help="files of test cases, or a folder; - for stdin")
    add_format(verb)
    verb.set_defaults(run=run_verb("conform.vectors"))


def _stages(kinds: Any) -> None:
    verb = kinds.add_parser("stages", help="judge stages of kwok: which of their changes does no kubelet make?")
    help_of_paths = "YAML files with stages, and with Pods on which to try them if you have your own; - for stdin"
    verb.add_argument("paths", metavar="FILE", nargs="+", help=help_of_paths)
    _faults(verb)
    add_version(verb)
    add_format(verb)
    verb.set_defaults(run=run_verb("conform.stages"))
