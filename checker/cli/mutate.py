"""`mutate`: systematic faults in the specification, and whether a law finds each of them."""

import argparse
import random
import sys
from collections.abc import Iterator
from typing import NamedTuple

from podproof.checker.cli.output import Output
from podproof.checker.cli.values import minor_version
from podproof.checker.errors import UsageError
from podproof.checker.mutation import Judgement, Mutant, MutantJudge, mutants
from podproof.checker.names import nearest
from podproof.checker.processes import WorkerPool
from podproof.checker.reports import mutants as report
from podproof.spec import expected
from podproof.spec.pod import scenarios
from podproof.spec.pod.lifecycle import LIFECYCLE

SCENARIOS = (
    "single-never",
    "probes-onfailure",
    "hooks",
    "init-never",
    "sidecar-never",
    "single-always",
    "gates",
    "single-onfailure",
    "no-grace",
    "init-always",
    "probes",
    "never-pulled",
    "streaks",
    "own-policies",
    "probe-grace",
    "hook-and-neighbour",
    "probes@1.27",
    "deadline",
    "finalizer",
    "exit-rules",
    "restart-all",
    "invalid-image",
    "debugged",
)
"""Small Pods that have every machine between them, those first that find most faults; one under an old version."""


def run(arguments: argparse.Namespace) -> int:
    """Judge the mutants that were asked for, and answer the exit code: 1 if one survives that nobody has reviewed."""
    laws = [nearest(name, [law.name for law in LIFECYCLE.laws], "law") for name in arguments.law]
    pods = [_scenario(name) for name in arguments.scenario or SCENARIOS]
    those = chosen(arguments.machine, arguments.sample, arguments.seed)
    judgements = list(_progress(judged(those, Asked(pods, laws, arguments.killers), arguments.processes), len(those)))
    reviewed = expected.reviewed()
    if arguments.format == "json":
        document = report.document(judgements, pods, laws or [law.name for law in LIFECYCLE.laws], arguments.killers)
        print(report.written(document))
    else:
        console = Output()
        for line in report.text(judgements, reviewed.survivors):
            console.print(line)
    return int(any(each.status == "survived" and each.name not in reviewed.survivors for each in judgements))


def _scenario(name: str) -> str:
    plain, _, version = name.partition("@")
    known = sorted(path.stem for path in scenarios.FOLDER.glob("*.yaml"))
    found = nearest(plain, known, "scenario")
    if not version:
        return found
    try:
        return f"{found}@1.{minor_version(version)}"
    except argparse.ArgumentTypeError as error:
        raise UsageError(str(error)) from error


def chosen(machine: str, sample: int | None, seed: int) -> list[int]:
    """The mutants of the machine, or some of them drawn by lot, as numbers among all."""
    known = [each.__name__ for each in LIFECYCLE.machines]
    name = nearest(machine, known, "machine") if machine else ""
    those = [number for number, each in enumerate(all_mutants()) if name in ("", each.machine.__name__)]
    return sorted(random.Random(seed).sample(those, sample)) if sample and sample < len(those) else those


def all_mutants() -> list[Mutant]:
    return list(mutants(LIFECYCLE))


class Asked(NamedTuple):
    """Which Pods and laws are asked (none: all laws), and how many laws must find a mutant before the next one."""

    pods: list[str]
    laws: list[str]
    killers: int

    def judge(self) -> MutantJudge:
        """Who judges."""
        laws = [law for law in LIFECYCLE.laws if not self.laws or law.name in self.laws]
        return MutantJudge(LIFECYCLE, {name: scenarios.pod(name) for name in self.pods}, laws, self.killers)


def judged(numbers: list[int], asked: Asked, processes: int | None) -> Iterator[Judgement]:
    """The judgements in order, made by several processes, each of which explores the Pods once for itself."""
    if processes == 1:
        judge, known = asked.judge(), all_mutants()
        yield from (judge(known[number]) for number in numbers)
        return
    with WorkerPool(processes, _prepare, *asked) as workers:
        yield from workers.map(_judge, numbers, chunksize=4)


_here: list[tuple[MutantJudge, list[Mutant]]] = []
"""The judge of this process, and all mutants by number: a mutant itself does not travel between processes."""


def _prepare(pods: list[str], laws: list[str], killers: int) -> None:
    _here.append((Asked(pods, laws, killers).judge(), all_mutants()))


def _judge(number: int) -> Judgement:
    judge, known = _here[0]
    return judge(known[number])


def _progress(judgements: Iterator[Judgement], total: int) -> Iterator[Judgement]:
    """The same, with a line on stderr that counts them if a person looks on."""
    shown = sys.stderr.isatty()
    for number, judgement in enumerate(judgements, 1):
        if shown:
            print(f"\r{number:,} of {total:,} mutants judged", end="", file=sys.stderr, flush=True)
        yield judgement
    if shown:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
