"""`conform phases`: can a Pod show these phases, or texts of the STATUS column, one after the other?"""

import argparse
from collections.abc import Iterator

from rich.text import Text

from podproof.checker.cli import inputs
from podproof.checker.cli.output import Output
from podproof.checker.conformance import report
from podproof.checker.conformance.phases import PhasesVerdict, known_texts
from podproof.checker.errors import UsageError
from podproof.checker.names import fault_classes, modeled_version
from podproof.checker.rendering.json_text import json_text
from podproof.checker.rendering.pod_traces import trace_renderer
from podproof.spec.observation.columns import smallest_pod
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.state import Pod


def run(arguments: argparse.Namespace) -> int:
    """Say whether the sequence is possible, and return 0 if it is, else 1."""
    pod = _pod(arguments)
    texts = known_texts(pod, arguments.phases.split(","))
    verdict = PhasesVerdict(LIFECYCLE, pod, texts, fault_classes(arguments.faults))
    if arguments.format == "json":
        print(json_text(_document(verdict)))
    else:
        console = Output()
        for line in _text(verdict):
            console.print(line)
    return 0 if verdict.impossible is None else 1


def _pod(arguments: argparse.Namespace) -> Pod:
    version = modeled_version(arguments.kubernetes).minor
    pod = smallest_pod(arguments.phases.split(","), version)
    if arguments.path:
        manifests = inputs.reading([arguments.path], version)
        if len(manifests.pods) != 1:
            raise UsageError(f"give it one Pod, not {len(manifests.pods)}")
        pod = manifests.pods[0].pod
    return pod._replace(restart_policy=arguments.policy) if arguments.policy else pod


def _text(verdict: PhasesVerdict) -> Iterator[Text]:
    possible, compiled = " → ".join(verdict.possible), verdict.observer.compiled
    if verdict.impossible is None:
        yield Text.assemble(("possible ", "green"), possible)
    else:
        impossible = verdict.texts[verdict.impossible]
        yield Text.assemble(("IMPOSSIBLE ", "bold red"), f"{impossible} after {possible or 'nothing'}")
    if verdict.diagnosis is not None:
        yield from report.reasons(compiled, verdict.diagnosis)
    if verdict.possible:
        yield from report.explained_trace(compiled, verdict.explained, [f"shows {text}" for text in verdict.possible])


def _document(verdict: PhasesVerdict) -> dict[str, object]:
    answer: dict[str, object] = {"row": verdict.texts, "possible": verdict.impossible is None}
    if verdict.diagnosis is not None:
        answer |= {"impossible": verdict.impossible, "laws": [law.name for law in verdict.diagnosis.laws]}
    if verdict.explained is not None:
        lines = trace_renderer(verdict.observer.compiled).lines(verdict.explained.trace)
        answer |= {"trace": [line._asdict() for line in lines], "made": verdict.explained.made}
    return answer
