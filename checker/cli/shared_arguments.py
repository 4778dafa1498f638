"""Arguments that several verbs have; importing this costs nothing but argparse."""

import argparse
from collections.abc import Callable
from importlib import import_module
from typing import Any

from podproof.checker.cli.values import kubernetes_version, kubernetes_versions, positive, seconds, size

MANIFESTS = "manifests: files, folders, or - for stdin"
FAULTS = "none|all|NAME,…"


def add_paths(verb: argparse.ArgumentParser, default: str) -> None:
    """The manifests; `default` says what the verb takes without any."""
    verb.add_argument("paths", metavar="PATH", nargs="*", help=f"{MANIFESTS}; default: {default}")


def add_model(verb: argparse.ArgumentParser, *, ranges: bool = False) -> None:
    """What is modeled, how it is explored, and where the exploration stops."""
    group = verb.add_argument_group("Model and limits")
    add_versions(group) if ranges else add_version(group)
    group.add_argument(
        "--faults",
        metavar=FAULTS,
        help="classes of fault that may strike, such as kubelet,eviction; default: those of the configuration, or all",
    )
    group.add_argument(
        "--engine",
        choices=["auto", "explicit", "symbolic", "modular"],
        default="auto",
        help="explicit: visit each state; symbolic: decision diagrams; modular: one set for all containers that are"
        " alike, which leaves some laws open; auto: explicit for small Pods, modular for more than some 30 containers;"
        " default: auto",
    )
    group.add_argument(
        "--liveness",
        choices=["auto", "almost-sure", "weak-fairness"],
        default="auto",
        help="almost-sure: decide liveness laws of large Pods too (slower); weak-fairness: decide them under weak"
        " fairness too; auto: decide them almost surely, and skip them for large Pods; default: auto",
    )
    add_bounds(group)


def add_bounds(group: argparse._ArgumentGroup) -> None:
    """Where an exploration stops."""
    group.add_argument("--max-states", metavar="N", type=positive, help="stop after this number of states")
    group.add_argument("--timeout", metavar="SECONDS", type=seconds, help="stop the work on each Pod after this time")
    group.add_argument("--memory", metavar="SIZE", type=size, help="stop at this use of memory, such as 512M or 2G")


def add_answer(verb: argparse.ArgumentParser) -> None:
    """The configuration that decides which findings there are and which fail, as in `check`."""
    group = verb.add_argument_group("Severity")
    add_configuration(group)


def add_configuration(group: argparse._ArgumentGroup) -> None:
    """The file of the configuration, and the severity that fails."""
    group.add_argument("--config", metavar="FILE", help="default: podproof.toml or pyproject.toml, here or above")
    group.add_argument(
        "--fail-on", metavar="error|warning|info", help="the least severity that fails; default: warning"
    )


def add_laws(verb: argparse.ArgumentParser) -> None:
    """Which laws are decided."""
    verb.add_argument("--law", metavar="NAME", action="append", default=[], help="decide only this law; repeatable")
    verb.add_argument(
        "--laws", metavar="FILE.py|MODULE", action="append", default=[], help="add your own laws; repeatable"
    )


def add_cluster(verb: argparse._ActionsContainer) -> None:
    """The cluster that does the work."""
    verb.add_argument(
        "--cluster",
        metavar="ADDRESS|local[:N]",
        help="workers of Dask: the address of a scheduler that you trust, or N processes on this machine",
    )


def add_version(verb: argparse._ActionsContainer) -> None:
    """The version of Kubernetes."""
    verb.add_argument(
        "--kubernetes",
        metavar="1.N",
        type=kubernetes_version,
        help="version of Kubernetes, such as 1.34 or 1.34.2; default: 1.36",
    )


def add_versions(verb: argparse._ActionsContainer) -> None:
    """The version of Kubernetes, or a range of versions."""
    verb.add_argument(
        "--kubernetes",
        metavar="1.N|1.N-1.M",
        type=kubernetes_versions,
        help="version of Kubernetes, such as 1.34 or 1.34.2, or every version of a range, such as 1.34-1.36;"
        " default: 1.36",
    )


def add_format(verb: argparse.ArgumentParser, detail: str = "") -> None:
    """Text or JSON."""
    verb.add_argument("--format", choices=["text", "json"], default="text", help=f"{detail}default: text")


def run_verb(name: str) -> Callable[[argparse.Namespace], int]:
    """The function that runs a verb: its module, below this package, is imported only then."""

    def run(arguments: argparse.Namespace) -> int:
        arguments.verb = name.replace(".", " ").replace("_", "-")
        module: Any = import_module(f"podproof.checker.cli.{name}")
        return int(module.run(arguments))

    return run
