"""`conform stages`: does a kubelet make the changes that stages of kwok make to a Pod?"""

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator

from podproof.checker.cli.inputs import binary_input
from podproof.checker.cli.messages import tell
from podproof.checker.cli.output import Output
from podproof.checker.conformance.pod_observers import PodObservers
from podproof.checker.names import fault_classes, modeled_version
from podproof.checker.rendering.json_text import json_text
from podproof.checker.stages import report
from podproof.checker.stages.pods import TriedPod, own
from podproof.checker.stages.reading import LARGEST, KwokStage, OwnPod, StageProblem, stages
from podproof.checker.stages.trials import Trials, explain


def run(arguments: argparse.Namespace) -> int:
    """Judge the stages of all files together, and return the exit code."""
    found, beside, problems = _sorted(_read(arguments.paths))
    of_pods = [stage for stage in found if stage.kind == "Pod"]
    others = Counter(stage.kind for stage in found if stage.kind != "Pod")
    version = modeled_version(arguments.kubernetes)
    observers = PodObservers(
        version.minor, faults=fault_classes(arguments.faults), patch=version.patch, explain=explain
    )
    trials = Trials(of_pods, observers, beside)
    verdicts = report.verdicts(of_pods, trials.changes())
    if arguments.format == "json":
        documents = [report.document(each) for each in verdicts]
        print(json_text({"stages": documents, "problems": problems, "bound": trials.bound}))
    else:
        console = Output()
        for verdict in verdicts:
            for line in report.text(verdict):
                console.print(line)
        console.print(report.summary(verdicts, others, trials.bound))
    outcomes = {verdict.outcome for verdict in verdicts}
    return 1 if "illegal" in outcomes else 2 if problems else 3 if "undecided" in outcomes or trials.bound else 0


def _sorted(read: Iterable[KwokStage | OwnPod | StageProblem]) -> tuple[list[KwokStage], list[TriedPod], int]:
    """The stages, the Pods beside them, and the number of problems, which are printed."""
    found, beside, problems = list[KwokStage](), list[TriedPod](), 0
    for each in read:
        if isinstance(each, KwokStage):
            found.append(each)
        elif isinstance(each, OwnPod):
            beside.append(own(each))
        else:
            problems += 1
            place = f"{each.file}:{each.line}" if each.line else each.file
            tell([f"{place}: error: {each.message}"])
    return found, beside, problems


def _read(paths: list[str]) -> Iterator[KwokStage | OwnPod | StageProblem]:
    for path in paths:
        try:
            with binary_input(path) as stream:
                data = stream.read(LARGEST + 1)
        except OSError as error:
            yield StageProblem(path, 0, error.strerror or str(error))
        else:
            yield from stages(path, data)
