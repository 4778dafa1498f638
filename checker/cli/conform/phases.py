"""`conform phases`: can a Pod show these phases, or words of the STATUS column, one after the other?"""

import argparse
import json
from collections.abc import Iterable, Iterator

from rich.text import Text

from podproof.checker.cli import inputs
from podproof.checker.cli.output import Output
from podproof.checker.compile import Compiled
from podproof.checker.conformance import report
from podproof.checker.conformance.diagnosis import Diagnosis, Diagnostician
from podproof.checker.conformance.explanation import ExplainedHistory, Explainer
from podproof.checker.conformance.observer import Observer
from podproof.checker.errors import UsageError
from podproof.checker.names import modelled_version, nearest
from podproof.checker.rendering.pod_traces import trace_renderer
from podproof.spec.observation.columns import askable, explanations
from podproof.spec.observation.notation import Explanation
from podproof.spec.pod import predicates
from podproof.spec.pod.kubectl import PHASES
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.state import Container, Pod


def run(arguments: argparse.Namespace) -> int:
    """Say whether the row is possible, and answer 0 if it is, else 1."""
    pod = _pod(arguments)
    row = [nearest(column.strip(), askable(pod), "phase or STATUS") for column in arguments.phases.split(",")]
    answer = PhasesAnswer(pod, row)
    if arguments.format == "json":
        print(json.dumps(answer.document(), ensure_ascii=False))
    else:
        console = Output()
        for line in answer.text():
            console.print(line)
    return 0 if answer.impossible is None else 1


def _pod(arguments: argparse.Namespace) -> Pod:
    version = modelled_version(arguments.kubernetes)
    pod = Pod("pod", (Container("a"),), kubernetes=version)
    if arguments.path:
        found = inputs.reading([arguments.path], version)
        if len(found.pods) != 1:
            raise UsageError(f"give it one Pod, not {len(found.pods)}")
        pod = found.pods[0].pod
    return pod._replace(restart_policy=arguments.policy) if arguments.policy else pod


class PhasesAnswer:
    """Whether a Pod can show a row of words, and why."""

    def __init__(self, pod: Pod, row: list[str]) -> None:
        self.pod, self.row = pod, row
        in_status = not PHASES.keys() >= set(row)

        def ways(before: object, predicate: object) -> Iterable[Explanation]:
            return explanations(pod, str(predicate), in_status)

        self.filter = Observer(Compiled(LIFECYCLE, pod), ways, frozenset())
        self.told: ExplainedHistory | None = None
        self.diagnosis: Diagnosis | None = None
        self.impossible = self._first_impossible()
        possible = row[: self.impossible]
        if possible:
            self.told = Explainer(self.filter).explain(possible)

    def _first_impossible(self) -> int | None:
        """The position of the first word that cannot follow on those before it."""
        state = self.filter.start
        for number, predicate in enumerate(self.row):
            after = self.filter.after(state, predicate)
            if after is None:
                self.diagnosis = Diagnostician(self.filter, lambda fact: ()).diagnose(state, predicate)
                return number
            state = after
        return None

    def text(self) -> Iterator[Text]:
        """The answer for a terminal."""
        if self.impossible is None:
            yield Text.assemble(("possible ", "green"), " → ".join(self.row))
        else:
            before = " → ".join(self.row[: self.impossible]) or "nothing"
            yield Text.assemble(("IMPOSSIBLE ", "bold red"), f"{self.row[self.impossible]} after {before}")
            assert self.diagnosis is not None
            yield from report.forbidden(self.pod, self.diagnosis, predicates)
        if self.row[: self.impossible]:
            shown = [f"shows {predicate}" for predicate in self.row[: self.impossible]]
            yield from report.trace(trace_renderer(self.filter.compiled), self.told, shown)

    def document(self) -> dict[str, object]:
        """The answer as JSON."""
        found: dict[str, object] = {"row": self.row, "possible": self.impossible is None}
        if self.diagnosis is not None:
            found |= {"impossible": self.impossible, "laws": [law.name for law in self.diagnosis.laws]}
        if self.told is not None:
            lines = trace_renderer(self.filter.compiled).lines(self.told.trace)
            found |= {"trace": [line._asdict() for line in lines], "made": self.told.made}
        return found
