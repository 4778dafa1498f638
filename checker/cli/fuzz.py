"""`fuzz`: random walks through the states of Pods, given or random, side by side with the live machines."""

import argparse
import shlex

from rich.text import Text

from podproof.checker.api.fuzzing import pods_to_walk, random_seed
from podproof.checker.cli import inputs
from podproof.checker.cli.output import Output
from podproof.checker.cli.progress import working
from podproof.checker.fuzz import Campaign, Plan, campaign
from podproof.checker.fuzz.lifecycle import lifecycle_settings
from podproof.checker.names import fault_classes, known_bug, modeled_version
from podproof.checker.rendering.json_text import json_text
from podproof.checker.reports import walks as report
from podproof.spec.manifest import Reading
from podproof.spec.pod.lifecycle import LIFECYCLE

WALKS = 100
"""The default number of walks: about a minute."""


def run(arguments: argparse.Namespace) -> int:
    """Walk, print the coverage or the failure, and answer the exit code."""
    faults, bug = fault_classes(arguments.faults), known_bug(arguments.bug) if arguments.bug else None
    version = None if arguments.kubernetes is None else modeled_version(arguments.kubernetes).minor
    paths = arguments.paths or ([str(bug.manifest)] if bug else [])
    asked = bug.kubernetes if bug and not arguments.paths and version is None else version
    reading = inputs.reading(paths, modeled_version(asked).minor) if paths else None
    if reading is not None and not reading.pods:
        return 2
    specification, plan, console = bug.specification if bug else LIFECYCLE, planned(arguments), Output()
    if arguments.format == "text":
        console.print(heading(plan, description(reading, version)))
    with working("walking"):
        pods = pods_to_walk([each.pod for each in reading.pods] if reading else [], version)
        result = campaign(pods, lifecycle_settings(specification, faults=faults), plan)
    again = command(arguments, result.last)
    if arguments.format == "json":
        print(json_text(report.to_dict(specification, result, plan.seed, again), indent=1))
    else:
        for line in report.render(specification, result, again, coverage=arguments.coverage):
            console.print(line)
    return 2 if reading is not None and inputs.unreadable(reading) else exit_code(result)


def exit_code(result: Campaign) -> int:
    """1 for a failed walk, 3 for interrupted walks, else 0."""
    if result.failure is not None:
        return 1
    return 3 if result.stop == "interrupted" else 0


def description(reading: Reading | None, version: int | None) -> str:
    """The Pods in the heading."""
    if reading is not None:
        return ", ".join(each.name for each in reading.pods)
    return "random Pods" if version is None else f"random Pods of Kubernetes 1.{version}"


def planned(arguments: argparse.Namespace) -> Plan:
    """The plan that the arguments ask for: without limit on the number if only a time is given."""
    number = arguments.walks or (None if arguments.minutes else WALKS)
    seed = random_seed() if arguments.seed is None else arguments.seed
    return Plan(number, arguments.steps, arguments.minutes, seed)


def heading(plan: Plan, pods: str) -> Text:
    """The plan, with the seed that repeats it."""
    walks = "walks" if plan.walks is None else f"{plan.walks} walks"
    time = "" if plan.seconds is None else f", {plan.seconds / 60:g} minutes"
    return Text(f"{walks} of at most {plan.steps} steps{time}, seed {plan.seed}: {pods}", "bold")


def command(arguments: argparse.Namespace, plan: Plan) -> str:
    """The command that repeats these walks alone."""
    options = {
        "--seed": plan.seed,
        "--walks": plan.walks,
        "--steps": plan.steps,
        "--kubernetes": arguments.kubernetes and str(arguments.kubernetes),
        "--faults": None if arguments.faults == "all" else arguments.faults,
        "--bug": arguments.bug,
    }
    given = [str(part) for option in options.items() if option[1] is not None for part in option]
    return shlex.join(["podproof", "fuzz", *arguments.paths, *given])
