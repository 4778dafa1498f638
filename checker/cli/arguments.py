"""The verbs and their arguments; importing this costs nothing but argparse."""

import argparse
from functools import partial
from typing import Any

from podproof.checker.cli.check_arguments import add as add_check
from podproof.checker.cli.check_arguments import add_choice, add_scale
from podproof.checker.cli.conform_arguments import add_conform
from podproof.checker.cli.development_arguments import add_mutate, add_self_check, add_table
from podproof.checker.cli.parsing import Parser, Print, version
from podproof.checker.cli.serve_arguments import add_serve
from podproof.checker.cli.shared_arguments import (
    FAULTS,
    add_answer,
    add_bounds,
    add_format,
    add_laws,
    add_model,
    add_paths,
    add_version,
    run_verb,
)
from podproof.checker.cli.simulate_arguments import add_simulate
from podproof.checker.cli.time_arguments import add_time
from podproof.checker.cli.values import kubernetes_version, minutes, positive

EXAMPLE = "the example that ships with podproof"


def parser() -> argparse.ArgumentParser:
    """The parser of the command line."""
    top = Parser(
        prog="podproof",
        description="What can a Kubernetes Pod do, what can it never do, and how?",
        epilog="Exit codes: 0 passed, 1 a law is violated or a finding counts, 2 misuse or unreadable input,"
        " 3 undecided.",
    )
    top.add_argument("--version", action=Print, text=version, help="print the version, and exit")
    top.set_defaults(run=partial(_help, top))
    verbs = top.add_subparsers(metavar="VERB")
    _explore(verbs)
    _check(verbs)
    _report(verbs)
    add_time(verbs)
    add_serve(verbs)
    _diff(verbs)
    _explain(verbs)
    _diagram(verbs)
    _export(verbs)
    add_conform(verbs)
    add_simulate(verbs)
    _fuzz(verbs)
    add_mutate(verbs)
    _completion(verbs)
    add_self_check(verbs)
    add_table(verbs)
    return top


def _help(top: argparse.ArgumentParser, arguments: argparse.Namespace) -> int:
    """Without a verb nothing is checked, so the answer is not 0."""
    top.print_help()
    return 2


def _explore(verbs: Any) -> None:
    verb = verbs.add_parser("explore", help="find out what each Pod can do and can never do, with traces")
    add_paths(verb, EXAMPLE)
    verb.add_argument(
        "--trace",
        metavar="NAME",
        action="append",
        default=[],
        help="print a trace to this situation, or the witness or counterexample of this law; repeatable",
    )
    add_laws(verb)
    verb.add_argument("--bug", metavar="ISSUE", help="bring back this known bug of Kubernetes, on a Pod that shows it")
    verb.add_argument(
        "--verbose",
        action="store_true",
        help="print whole traces, every situation, the containers as read, and every law with its rules and reason",
    )
    verb.add_argument("-q", "--quiet", action="store_true", help="print only results that count, and no summary")
    verb.add_argument("--list-laws", action="store_true", help="list all laws and situations, and exit")
    verb.add_argument("--settings", action="store_true", help="print every setting, Kubernetes' defaults included")
    add_format(verb)
    add_answer(verb)
    add_model(verb, ranges=True)
    verb.set_defaults(run=run_verb("explore"))


def _check(verbs: Any) -> None:
    verb = verbs.add_parser("check", help="check a repository: do all Pods obey the laws, without findings?")
    add_paths(verb, "paths in the configuration, else the current folder")
    add_laws(verb)
    add_check(verb)
    add_model(verb, ranges=True)
    verb.set_defaults(run=run_verb("check"))


def _report(verbs: Any) -> None:
    verb = verbs.add_parser("report", help="write the answers about many Pods as one HTML file")
    add_paths(verb, EXAMPLE)
    verb.add_argument(
        "-o", "--output", metavar="FILE", default="report.html", help="output file, - for stdout; default: report.html"
    )
    add_laws(verb)
    verb.add_argument("-q", "--quiet", action="store_true", help="print no summary")
    add_answer(verb)
    add_model(verb)
    verb.set_defaults(run=run_verb("report"))


def _diff(verbs: Any) -> None:
    verb = verbs.add_parser("diff", help="compare the behavior of two versions of manifests, with traces")
    verb.splits_at_dashes = True
    verb.add_argument(
        "operands",
        metavar="OLD NEW | REVISION… [-- PATH…]",
        nargs="*",
        help="two files, folders or REVISION:PATH, or - for stdin; or one or two git revisions, A..B or A...B, and"
        " paths in them; a single revision is compared with the working tree; default: HEAD",
    )
    add_laws(verb)
    add_format(verb)
    add_choice(verb.add_argument_group("Severity"))
    add_scale(verb.add_argument_group("Execution"))
    add_model(verb)
    verb.epilog = (
        "Exit codes: 0 nothing is worse, 1 a law is newly violated or a finding that counts is gained, 2 misuse or"
        " unreadable input on either side, 3 undecided."
    )
    verb.set_defaults(run=run_verb("diff"), faults=None, baseline=None)


def _explain(verbs: Any) -> None:
    verb = verbs.add_parser("explain", help="describe a finding, a law, a rule, a situation or a known bug")
    verb.add_argument(
        "names",
        metavar="NAME",
        nargs="*",
        help="such as no-grace-for-pre-stop, failed-is-final, 9.12, CrashLoopBackOff or 58711; default: list the"
        " findings",
    )
    verb.add_argument("--schema", action="store_true", help="print the JSON schema of podproof.toml, for editors")
    add_format(verb)
    verb.set_defaults(run=run_verb("explain"))


def _diagram(verbs: Any) -> None:
    verb = verbs.add_parser("diagram", help="draw machines, Pods, traces and recordings")
    verb.add_argument(
        "what",
        metavar="WHAT",
        nargs="?",
        default="all",
        help="the name of a machine, or all (default); composition: what each machine can do in a Pod; lifecycle: the"
        " states of a Pod as kubectl shows them; sequence: a trace as a sequence diagram; timeline: a recorded Pod over"
        " time",
    )
    verb.add_argument(
        "path", metavar="POD", nargs="?", help=f"a manifest, for a timeline a recording; default: {EXAMPLE}"
    )
    verb.add_argument(
        "--trace",
        metavar="NAME",
        default="termination",
        help="the trace of a sequence diagram: termination (default), termination-killed, or a situation",
    )
    verb.add_argument("--pod", metavar="NAME", help="the Pod of a recording")
    verb.add_argument("--faults", metavar=FAULTS, default="none", help="as for explore; default: none")
    add_version(verb)
    verb.add_argument(
        "--format",
        choices=["svg", "png", "dot", "mermaid", "markdown"],
        help="default: by the suffix of the output file, else mermaid, for a timeline svg; svg and png of graphs need"
        " Graphviz",
    )
    verb.add_argument("-o", "--output", metavar="FILE|DIR", help="output file or folder; default: stdout")
    verb.set_defaults(run=run_verb("diagram"))


def _export(verbs: Any) -> None:
    verb = verbs.add_parser(
        "export", help="write the model of a Pod for other model checkers, or its graph for other tools"
    )
    verb.add_argument("path", metavar="POD", nargs="?", help=f"a manifest with one Pod, or -; default: {EXAMPLE}")
    verb.add_argument(
        "--format",
        metavar="NAME",
        help="a model: promela (SPIN), tla (TLC), prism (PRISM, Storm) or murphi (Rumur); a graph: aut, graphml, dot or"
        " json; default: by the suffix of the output file, else promela",
    )
    verb.add_argument("-o", "--output", metavar="FILE", help="output file; default: stdout")
    verb.add_argument(
        "--quotient", action="store_true", help="join states of a graph that look alike in kubectl get pods"
    )
    add_laws(verb)
    verb.add_argument("--bug", metavar="ISSUE", help="bring back this known bug of Kubernetes, on a Pod that shows it")
    verb.add_argument("--config", metavar="FILE", help="default: podproof.toml or pyproject.toml, here or above")
    add_version(verb)
    verb.add_argument("--faults", metavar=FAULTS, help="as for explore; default: those of the configuration, or all")
    add_bounds(verb.add_argument_group("Limits of a graph"))
    verb.set_defaults(run=run_verb("export"))


def _fuzz(verbs: Any) -> None:
    verb = verbs.add_parser("fuzz", help="take random walks of the model and the live machines, side by side")
    add_paths(verb, "random Pods")
    verb.add_argument("--walks", metavar="N", type=positive, help="number of walks; default: 100, or without limit")
    verb.add_argument(
        "--steps", metavar="N", type=positive, default=200, help="bound on the steps of a walk; default: 200"
    )
    verb.add_argument("--minutes", metavar="M", type=minutes, help="start no round of walks after this time")
    verb.add_argument("--seed", metavar="N", type=int, help="repeat the walks of this seed; default: a random seed")
    verb.add_argument(
        "--kubernetes",
        metavar="1.N",
        type=kubernetes_version,
        help="version of Kubernetes; default: 1.36, random Pods: any",
    )
    verb.add_argument("--faults", metavar=FAULTS, default="all", help="as for explore; default: all")
    verb.add_argument(
        "--bug",
        metavar="ISSUE",
        help="bring back this known bug of Kubernetes; default Pods: the one that shows it",
    )
    add_format(verb)
    verb.add_argument("--coverage", action="store_true", help="list the transitions that were never taken")
    verb.set_defaults(run=run_verb("fuzz"))


def _completion(verbs: Any) -> None:
    verb = verbs.add_parser("completion", help="print a script that completes verbs, options and names in your shell")
    verb.add_argument(
        "shell",
        metavar="SHELL",
        choices=["bash", "zsh", "fish", "candidates"],
        help="bash, zsh or fish; the script says where to put it",
    )
    verb.add_argument("line", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    verb.set_defaults(run=run_verb("completion"), parser=parser)
