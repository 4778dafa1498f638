"""`fuzz`: random walks through the lives of random Pods, or of given ones, beside the live machines."""

import argparse
import json
import shlex
from random import SystemRandom

from hypothesis import strategies as st
from rich.text import Text

from podproof.checker.cli import inputs
from podproof.checker.cli.output import Output
from podproof.checker.cli.progress import working
from podproof.checker.fuzz import Campaign, Plan, campaign
from podproof.checker.fuzz.lifecycle import lifecycle
from podproof.checker.names import fault_classes, known_bug, modelled_version
from podproof.checker.reports import walks as report
from podproof.spec.manifest import Reading
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.state import Pod
from podproof.spec.strategies import configurations

WALKS = 100
"""Walks where neither their number nor a time is asked for: a minute."""


def run(arguments: argparse.Namespace) -> int:
    """Walk, report what was seen, and answer the exit code."""
    faults, bug = fault_classes(arguments.faults), known_bug(arguments.bug) if arguments.bug else None
    version = None if arguments.kubernetes is None else modelled_version(arguments.kubernetes)
    found = inputs.reading(arguments.paths, modelled_version(arguments.kubernetes)) if arguments.paths else None
    if found is not None and not found.pods:
        return 2
    specification, plan, console = bug.specification if bug else LIFECYCLE, planned(arguments), Output()
    if arguments.format == "text":
        console.print(heading(plan, whose(found, version)))
    with working("walking"):
        seen = campaign(pods(found, version), lifecycle(specification, faults=faults), plan)
    again = command(arguments, seen.last)
    if arguments.format == "json":
        print(json.dumps(report.document(specification, seen, plan.seed, again), indent=1, ensure_ascii=False))
    else:
        for line in report.page(specification, seen, again):
            console.print(line)
    return 2 if found is not None and inputs.unreadable(found) else exit_code(seen)


def exit_code(seen: Campaign) -> int:
    """1 for a walk that failed, 3 for walks that were interrupted, else 0."""
    if seen.failure is not None:
        return 1
    return 3 if seen.stop == "interrupted" else 0


def pods(found: Reading | None, version: int | None) -> st.SearchStrategy[Pod]:
    """The Pods to walk through: those that were read, or random ones."""
    return configurations(kubernetes=version) if found is None else st.sampled_from([each.pod for each in found.pods])


def whose(found: Reading | None, version: int | None) -> str:
    """What to call these Pods."""
    if found is not None:
        return ", ".join(each.name for each in found.pods)
    return "random Pods" if version is None else f"random Pods of Kubernetes 1.{version}"


def planned(arguments: argparse.Namespace) -> Plan:
    """How much to walk: until the time is over, if only a time is given."""
    number = arguments.walks or (None if arguments.minutes else WALKS)
    seed = SystemRandom().randrange(2**32) if arguments.seed is None else arguments.seed
    return Plan(number, arguments.steps, arguments.minutes, seed)


def heading(plan: Plan, whose: str) -> Text:
    """What is going to be done, and how to do it again."""
    many = "walks" if plan.walks is None else f"{plan.walks} walks"
    time = "" if plan.seconds is None else f", {plan.seconds / 60:g} minutes"
    return Text(f"{many} of at most {plan.steps} steps{time}, seed {plan.seed}: {whose}", "bold")


def command(arguments: argparse.Namespace, plan: Plan) -> str:
    """The command that walks these walks alone again."""
    options = {
        "--seed": plan.seed,
        "--walks": plan.walks,
        "--steps": plan.steps,
        "--kubernetes": arguments.kubernetes and f"1.{arguments.kubernetes}",
        "--faults": None if arguments.faults == "all" else arguments.faults,
        "--bug": arguments.bug,
    }
    given = [str(part) for option in options.items() if option[1] is not None for part in option]
    return shlex.join(["podproof", "fuzz", *arguments.paths, *given])
