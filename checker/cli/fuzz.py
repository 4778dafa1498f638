"""`fuzz`: random walks through the lives of random Pods, or of given ones, beside the live machines."""

import argparse
import sys
from collections.abc import Iterator
from random import SystemRandom
from typing import Any

import yaml
from hypothesis import strategies as st
from rich.console import Console
from rich.text import Text

from checker.cli import inputs
from checker.cli.progress import working
from checker.fuzzing import lifecycle
from checker.reports import coverage, text
from checker.stories import told
from checker.walks import Campaign, Failure, Plan, Violation, campaign
from spec.notation import Specification
from spec.specification import LIFECYCLE
from spec.strategies import shapes, written

WALKS = 100
"""Walks where neither their number nor a time is asked for: half a minute."""


def run(arguments: argparse.Namespace) -> int:
    """Walk, report what was seen, and answer the exit code: 1 for a walk that fails."""
    console = Console(file=sys.stdout, highlight=False, soft_wrap=True)
    try:
        faults, bug = inputs.faults(arguments.faults), inputs.bug(arguments.bug)
        begin, whose = beginnings(arguments)
    except inputs.Misuse as misuse:
        print(f"podproof fuzz: {misuse}", file=sys.stderr)
        return 2
    specification, asked = bug.specification if bug else LIFECYCLE, plan(arguments)
    console.print(heading(asked, whose))
    with working("walking"):
        found = campaign(begin, lifecycle(specification, faults=faults), asked)
    for line in page(specification, found):
        console.print(line)
    return 0 if found.failure is None else 1


def beginnings(arguments: argparse.Namespace) -> tuple[st.SearchStrategy[Any], str]:
    """The Pods to walk through, and what to call them."""
    if not arguments.paths:
        version = None if arguments.kubernetes is None else inputs.version(arguments)
        whose = "random Pods" if version is None else f"random Pods of Kubernetes 1.{version}"
        return shapes(kubernetes=version), whose
    found = inputs.reading(arguments.paths, inputs.version(arguments))
    if inputs.unreadable(found):
        raise inputs.Misuse("not every manifest could be read")
    names = ", ".join(manifest.name for manifest in found.pods)
    return st.sampled_from([manifest.pod for manifest in found.pods]), names


def plan(arguments: argparse.Namespace) -> Plan:
    """How much to walk: until the time is over, if only a time is given."""
    number = arguments.walks or (None if arguments.minutes else WALKS)
    chosen = SystemRandom().randrange(2**32) if arguments.seed is None else arguments.seed
    return Plan(number, arguments.steps, arguments.minutes, chosen)


def heading(asked: Plan, whose: str) -> Text:
    """What is going to be done, and how to do it again."""
    many = "walks" if asked.walks is None else f"{asked.walks} walks"
    time = "" if asked.seconds is None else f", {asked.seconds / 60:g} minutes"
    return Text(f"{many} of at most {asked.steps} steps{time}, seed {asked.seed}: {whose}", "bold")


def page(specification: Specification, found: Campaign) -> Iterator[Text]:
    """What became of the walks."""
    speed = found.steps / max(found.seconds, 1e-9)
    yield Text(f"  {found.walks:,} walks, {found.steps:,} steps, {found.seconds:.1f} s, {speed:,.0f} steps/s", "dim")
    if not found.in_time:
        yield Text("  stopped: the time is over", "yellow")
    yield Text()
    yield from coverage.coverage(specification, found.coverage)
    yield Text()
    if found.failure is None:
        yield Text("  no walk breaks a law, or leads the machines elsewhere than the model", "green")
    else:
        yield from failed(found.failure)


def failed(failure: Failure) -> Iterator[Text]:
    """The failure as a story, and the Pod that it befalls as a manifest."""
    yield Text(f"  {failure.what}", "bold red")
    yield Text()
    if isinstance(failure, Violation):
        yield from text.story(failure.teller, "a walk that breaks it", failure.story)
    else:
        yield from map(Text, told(list(failure.teller.lines(failure.story))))
    yield Text()
    yield Text(f"  the Pod, on Kubernetes 1.{failure.pod.kubernetes}:", "bold")
    for line in yaml.safe_dump(written(failure.pod), sort_keys=False).splitlines():
        yield Text(f"    {line}")
