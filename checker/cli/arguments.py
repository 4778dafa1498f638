"""The verbs and their arguments; importing this costs nothing but argparse."""

import argparse
from importlib import import_module
from typing import Any

from podproof.checker.cli.values import minor_version, minutes, positive, seconds, size


def parser() -> argparse.ArgumentParser:
    """The parser of `python -m checker`."""
    top = argparse.ArgumentParser(
        prog="podproof",
        description="What can a Kubernetes Pod do, what can it never do, and how?",
        epilog="Exit codes: 0 all laws hold, 1 a law is broken, 2 misuse or unreadable input, 3 not decided.",
    )
    verbs = top.add_subparsers(metavar="VERB", required=True)
    _explore(verbs)
    _check(verbs)
    _report(verbs)
    _diagram(verbs)
    _fuzz(verbs)
    _mutate(verbs)
    _table(verbs)
    _conform(verbs)
    return top


def _explore(verbs: Any) -> None:
    verb = verbs.add_parser(
        "explore", help="everything that each Pod can do and can never do, every law with its verdict"
    )
    _paths(verb, "files or folders with manifests, - for stdin; none: the example that ships with podproof")
    _model(verb)
    verb.add_argument(
        "--trace",
        metavar="NAME",
        action="append",
        default=[],
        help="tell how a Pod gets into this situation, or the witness of this law; may be repeated",
    )
    _laws(verb)
    verb.add_argument(
        "--bug", metavar="ISSUE", help="with a bug that Kubernetes had brought back, on the Pod that shows it"
    )
    verb.add_argument("--verbose", action="store_true", help="tell every law that holds, and not just how many")
    verb.add_argument("--list-laws", action="store_true", help="list all laws and situations, and stop")
    verb.add_argument("--format", choices=["text", "json"], default="text", help="default: text")
    verb.add_argument(
        "--settings", action="store_true", help="show every value that was read, Kubernetes' defaults included"
    )
    verb.add_argument(
        "--graph", metavar="FILE", help="write the reachable graph of the one Pod as .json, .graphml, .dot or .aut"
    )
    verb.add_argument("--fold", action="store_true", help="fold that graph onto the columns of kubectl get pods")
    verb.set_defaults(run=_lazily("explore"))


def _check(verbs: Any) -> None:
    from podproof.checker.cli.check_arguments import add

    verb = verbs.add_parser("check", help="the gate of a repository: do all Pods obey the laws, with no finding?")
    _paths(verb, "files or folders with manifests, - for stdin; none: the specification itself")
    add(verb)
    _model(verb)
    _laws(verb)
    verb.set_defaults(run=_lazily("check"), faults=None)


def _report(verbs: Any) -> None:
    verb = verbs.add_parser("report", help="all that explore tells, of many Pods, as one HTML file for a browser")
    _paths(verb, "files or folders with manifests, - for stdin; none: the example that ships with podproof")
    verb.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        default="report.html",
        help="where to write, - for stdout; default: report.html",
    )
    _model(verb)
    _laws(verb)
    verb.set_defaults(run=_lazily("report"))


def _diagram(verbs: Any) -> None:
    verb = verbs.add_parser("diagram", help="pictures: machines, the life of a Pod, a trace, a recorded life")
    verb.add_argument(
        "what",
        metavar="WHAT",
        nargs="?",
        default="all",
        help="a machine by its name, all machines (default), composition: the machines of a Pod side by side, life:"
        " what kubectl shows of a Pod and what leads from one to the other, trace: who does what to whom, or timeline:"
        " what happened to a Pod that was recorded",
    )
    verb.add_argument(
        "path",
        metavar="POD",
        nargs="?",
        help="a manifest, none: the example that ships with podproof; timeline: a recording, as conform trace reads it",
    )
    verb.add_argument(
        "--trace",
        metavar="NAME",
        default="termination",
        help="termination (default), termination-killed, or a situation",
    )
    verb.add_argument("--pod", metavar="NAME", help="which Pod of a recording")
    verb.add_argument("--faults", metavar="none|all|NAME,…", default="none", help="as for explore; default: none")
    _version(verb)
    verb.add_argument(
        "--format",
        choices=["svg", "png", "dot", "mermaid", "markdown"],
        help="default: what the name of FILE asks for, else mermaid, for a timeline svg; svg and png of graphs need"
        " Graphviz",
    )
    verb.add_argument("-o", "--output", metavar="FILE|DIR", help="where to write; default: stdout")
    verb.set_defaults(run=_lazily("diagram"))


def _fuzz(verbs: Any) -> None:
    verb = verbs.add_parser("fuzz", help="random walks beside the live machines: does one break a law?")
    _paths(verb, "files or folders with manifests, - for stdin; none: random Pods")
    verb.add_argument("--walks", metavar="N", type=positive, help="so many walks; default: 100, or what time allows")
    verb.add_argument("--steps", metavar="N", type=positive, default=200, help="of at most so many steps; default: 200")
    verb.add_argument("--minutes", metavar="M", type=minutes, help="begin no walks after this time, ten at once")
    verb.add_argument("--seed", metavar="N", type=int, help="walk the walks of this seed again; default: new ones")
    verb.add_argument("--kubernetes", metavar="1.N", type=minor_version, help="the version; default: 1.36, or any")
    verb.add_argument("--faults", metavar="none|all|NAME,…", default="all", help="as for explore; default: all")
    verb.add_argument("--bug", metavar="ISSUE", help="with a bug that Kubernetes had brought back")
    verb.add_argument("--format", choices=["text", "json"], default="text", help="default: text")
    verb.set_defaults(run=_lazily("fuzz"))


def _mutate(verbs: Any) -> None:
    verb = verbs.add_parser("mutate", help="systematic faults in the specification: does a law find each of them?")
    verb.add_argument("--machine", metavar="NAME", default="", help="only faults in this machine")
    verb.add_argument("--law", metavar="NAME", action="append", default=[], help="only this law; may be repeated")
    verb.add_argument(
        "--scenario", metavar="NAME[@1.N]", nargs="+", default=[], help="these Pods, perhaps under an older version"
    )
    verb.add_argument(
        "--killers",
        metavar="N",
        type=positive,
        default=1,
        help="ask on until so many laws have found a fault: 2 shows what a law alone finds; default: 1",
    )
    verb.add_argument("--sample", metavar="N", type=positive, help="only so many faults, drawn by lot")
    verb.add_argument("--seed", metavar="N", type=int, default=0, help="which lot; default: 0")
    verb.add_argument("--processes", metavar="N", type=positive, help="default: one for each processor")
    verb.add_argument("--format", choices=["text", "json"], default="text", help="default: text")
    verb.set_defaults(run=_lazily("mutate"))


def _table(verbs: Any) -> None:
    verb = verbs.add_parser("table", help="all verdicts on the specification's own scenarios: are they as expected?")
    verb.add_argument("--write", action="store_true", help="write what is found as what is to be expected")
    verb.set_defaults(run=_lazily("table"))


def _conform(verbs: Any) -> None:
    verb = verbs.add_parser("conform", help="is the specification true of Kubernetes? held against what was seen of it")
    kinds = verb.add_subparsers(metavar="EVIDENCE", required=True, help="what it is held against")
    _vectors(kinds)
    _trace(kinds)
    _phases(kinds)


def _trace(kinds: Any) -> None:
    verb = kinds.add_parser("trace", help="recorded histories of Pods: is each a life that the specification allows?")
    verb.add_argument(
        "paths",
        metavar="FILE",
        nargs="+",
        help="what `kubectl get pods -w -o json` printed, watch events, a list, or an audit log; packed or not;"
        " - for stdin",
    )
    _version(verb)
    verb.add_argument("--explain", action="store_true", help="tell the shortest trace of each life")
    verb.add_argument("--format", choices=["text", "json"], default="text", help="json: a line each; default: text")
    verb.set_defaults(run=_lazily("conform.trace"))


def _phases(kinds: Any) -> None:
    verb = kinds.add_parser("phases", help="a row of phases or STATUS words: is it possible?")
    verb.add_argument("phases", metavar="PHASE,…", help="such as Pending,Running,Failed,Running")
    verb.add_argument("path", metavar="POD", nargs="?", help="a manifest; none: a Pod with one container")
    verb.add_argument("--policy", choices=["Always", "OnFailure", "Never"], help="the Pod's restart policy instead")
    _version(verb)
    verb.add_argument("--format", choices=["text", "json"], default="text", help="default: text")
    verb.set_defaults(run=_lazily("conform.phases"))


def _version(verb: Any) -> None:
    verb.add_argument(
        "--kubernetes", metavar="1.N", type=minor_version, default=None, help="the version; default: 1.36"
    )


def _vectors(kinds: Any) -> None:
    verb = kinds.add_parser("vectors", help="test cases of Kubernetes' own unit tests, one by one")
    verb.add_argument("paths", metavar="PATH", nargs="+", help="files of rows, or their folder; - for stdin")
    verb.add_argument("--format", choices=["text", "json"], default="text", help="default: text")
    verb.set_defaults(run=_lazily("conform.vectors"))


def _paths(verb: argparse.ArgumentParser, text: str) -> None:
    verb.add_argument("paths", metavar="PATH", nargs="*", help=text)


def _model(verb: argparse.ArgumentParser) -> None:
    group = verb.add_argument_group("what is modelled, and how far")
    _version(group)
    group.add_argument(
        "--faults",
        metavar="none|all|NAME,…",
        default="all",
        help="classes of fault that may strike, such as kubelet, sandbox, eviction; default: all",
    )
    group.add_argument(
        "--engine",
        choices=["auto", "explicit", "symbolic"],
        default="auto",
        help="auto: every state one by one if they are few, else sets of states",
    )
    group.add_argument(
        "--liveness",
        choices=["auto", "almost-sure", "weak-fairness"],
        default="auto",
        help="one: ask what comes, with probability one, of large Pods too, which takes longer; weak: and whether it"
        " comes under weak fairness; default: none",
    )
    group.add_argument("--max-states", metavar="N", type=positive, help="give up beyond so many states")
    group.add_argument("--timeout", metavar="SECONDS", type=seconds, help="give up on a Pod after this time")
    group.add_argument("--memory", metavar="SIZE", type=size, help="give up beyond this memory, such as 512M or 2G")


def _laws(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--law", metavar="NAME", action="append", default=[], help="decide only this law; may be repeated"
    )
    verb.add_argument(
        "--laws",
        metavar="FILE.py|MODULE",
        action="append",
        default=[],
        help="laws of your own beside those that there are; may be repeated",
    )


def _lazily(verb: str) -> Any:
    def run(arguments: argparse.Namespace) -> int:
        arguments.verb = verb.replace(".", " ")
        return int(import_module(f"podproof.checker.cli.{verb}").run(arguments))

    return run
