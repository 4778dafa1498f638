"""A known bug for a reader: which versions have it, what it breaks, and the most plausible trace that shows it."""

import json
from collections.abc import Iterator

from rich.text import Text

from podproof.checker.exploration import Options, explore
from podproof.checker.rendering.pod_traces import trace_renderer
from podproof.checker.reports import text
from podproof.spec import expected
from podproof.spec.manifest import read
from podproof.spec.notation import Law
from podproof.spec.pod.known_bugs import Bug


def law_of(bug: Bug) -> Law:
    """The law that the bug violates."""
    (law,) = (each for each in bug.specification.laws if each.name == bug.law)
    return law


def versions_of(bug: Bug) -> str:
    """The released versions that have the bug, in words."""
    return str(bug.affected) or "no release of Kubernetes"


def also_violated(bug: Bug) -> list[str]:
    """The other laws that the Pod that shows the bug violates, as the table of verdicts records them."""
    recorded = json.loads(expected.VERDICTS.read_text(encoding="utf-8"))["bugs"]
    violated: list[str] = recorded.get(bug.issue, {}).get("laws", {}).get("violated", [])
    return [name for name in violated if name != bug.law]


def counterexample(bug: Bug) -> Iterator[Text]:
    """The most plausible trace that shows the bug, with no more classes of fault than it needs."""
    (manifest,) = read([str(bug.manifest)], kubernetes=bug.kubernetes).pods
    faults = frozenset({*bug.faults.split(), *law_of(bug).faults.split()})
    exploration = explore(bug.specification, manifest.pod, Options(laws=(bug.law,), faults=faults))
    (verdict,) = exploration.verdicts
    trace = exploration.trace_of(verdict)
    if trace is not None:
        yield from text.of_verdict(trace_renderer(exploration.compiled), verdict, trace)
