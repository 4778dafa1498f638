"""`mutate`: mutation testing of the specification: does a law kill each mutant?"""

import argparse
import json
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from podproof.checker.cli.output import Output
from podproof.checker.cli.values import kubernetes_version
from podproof.checker.errors import UsageError
from podproof.checker.mutation import ENOUGH, Judgment, MutationCase, Terms, Update, judged, record, update
from podproof.checker.mutation.workers import SCENARIOS, by_name
from podproof.checker.names import nearest
from podproof.checker.reports import mutants as report
from podproof.spec import expected
from podproof.spec.pod import scenarios
from podproof.spec.pod.lifecycle import LIFECYCLE


def run(arguments: argparse.Namespace) -> int:
    """Judge mutants, or bring the record up to date; exit code 1 if a mutant survives that nobody has reviewed."""
    if arguments.update is not None:
        return _update(arguments)
    laws = [nearest(name, [law.name for law in LIFECYCLE.laws], "law") for name in arguments.law]
    pods = [_scenario(name) for name in arguments.scenario or SCENARIOS]
    cases = chosen(arguments.machine, arguments.sample, arguments.seed)
    terms = Terms(tuple(pods), tuple(laws), arguments.killers)
    judgments = list(_progress(judged(cases, terms, arguments.processes), len(cases)))
    reviewed = expected.reviewed()
    if arguments.format == "json":
        document = report.document(judgments, pods, laws or [law.name for law in LIFECYCLE.laws], arguments.killers)
        print(report.written(document))
    else:
        console = Output()
        for line in report.text(judgments, reviewed.survivors):
            console.print(line)
    return int(any(each.status == "survived" and each.name not in reviewed.survivors for each in judgments))


def _scenario(name: str) -> str:
    plain, _, version = name.partition("@")
    known = sorted(path.stem for path in scenarios.FOLDER.glob("*.yaml"))
    found = nearest(plain, known, "scenario")
    if not version:
        return found
    try:
        return f"{found}@1.{kubernetes_version(version).minor}"
    except argparse.ArgumentTypeError as error:
        raise UsageError(str(error)) from error


def chosen(machine: str, sample: int | None, seed: int) -> list[MutationCase]:
    """The mutants of the machine (empty: of all), or a random sample of them."""
    known = [each.name for each in LIFECYCLE.machines]
    name = nearest(machine, known, "machine") if machine else ""
    cases = [MutationCase(mutant.name) for mutant in by_name().values() if name in ("", mutant.machine.name)]
    if not sample or sample >= len(cases):
        return cases
    return [cases[number] for number in sorted(random.Random(seed).sample(range(len(cases)), sample))]


def _update(arguments: argparse.Namespace) -> int:
    """Write the record, and the reviews without the survivors that are killed now."""
    reviewed = expected.reviewed().survivors
    result = _made_of(arguments.update) if arguments.update else _brought_up_to_date(reviewed.keys(), arguments)
    record.write(result.record)
    expected.MUTANTS.write_text(expected.without_survivors(result.killed), encoding="utf-8")
    unreviewed = sorted(result.survived - reviewed.keys())
    for name in unreviewed:
        print(f"SURVIVED {name}")
    known = len(reviewed.keys() - result.killed)
    print(f"{report.summary(result.record.tally, known)}; {len(result.killed)} survivors are killed now")
    return int(bool(unreviewed))


def _brought_up_to_date(survivors: Iterable[str], arguments: argparse.Namespace) -> Update:
    def judge(cases: Sequence[MutationCase], laws: Sequence[str]) -> Iterator[Judgment]:
        terms = Terms(SCENARIOS, tuple(laws), killers=2, enough=1 if laws else ENOUGH)
        return _progress(judged(cases, terms, arguments.processes), len(cases))

    return update(LIFECYCLE, record.read(), list(survivors), judge, only_renamed=arguments.renamed)


def _made_of(path: str) -> Update:
    try:
        judgments = list(report.judgments(json.loads(Path(path).read_text(encoding="utf-8"))))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{path} is not what `mutate --format json` prints: {error}") from error
    survived = frozenset(each.name for each in judgments if each.status == "survived")
    made = record.record(judgments, SCENARIOS, LIFECYCLE.laws)
    return Update(made, frozenset(each.name for each in judgments) - survived, survived)


def _progress(judgments: Iterator[Judgment], total: int) -> Iterator[Judgment]:
    """The same judgments, counted on stderr if that is a terminal."""
    shown = sys.stderr.isatty()
    for number, judgment in enumerate(judgments, 1):
        if shown:
            print(f"\r{number:,} of {total:,} mutants judged", end="", file=sys.stderr, flush=True)
        yield judgment
    if shown:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
