"""The history of a simulated Pod: its objects as a watch shows them, and the execution behind them."""

import json
from collections.abc import Iterator, Sequence
from functools import cached_property
from pprint import pformat
from typing import overload

from podproof.checker.formulas import State
from podproof.checker.pod_trace import PodTrace
from podproof.checker.simulation.adversaries.script import script_of
from podproof.checker.simulation.pod import SimulatedPod
from podproof.spec.publishing.instances import Json

MOST_STEPS = 200
"""Steps after which an execution that has no end is cut."""

TEST = '''\
import podproof

POD = {manifest}

SCRIPT = """
{script}
"""


def test_{name}():
    history = podproof.simulate(POD, script=SCRIPT, seed={seed})
    {call}
'''
"""A regression test."""


class SimulatedHistory(Sequence[Json]):
    """The objects of one Pod, one after the other, as a watch shows them; not to be changed.

    `events` are the same with the type of each watch event.  `script` and `seed` repeat the execution
    (`podproof.simulate`), `trace` tells it, `regression_test` writes it down.
    """

    def __init__(
        self, pod: SimulatedPod, events: Sequence[Json], written: Sequence[int], steps: int, seed: int
    ) -> None:
        self.pod, self.events, self.seed = pod, tuple(events), seed
        self._written, self._steps = tuple(written), steps
        """The number of steps after which each object was written, and that of all steps."""

    @overload
    def __getitem__(self, place: int) -> Json: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Json, ...]: ...
    def __getitem__(self, place: int | slice) -> Json | tuple[Json, ...]:
        return self.objects[place]

    def __len__(self) -> int:
        return len(self.events)

    @cached_property
    def objects(self) -> tuple[Json, ...]:
        """The objects alone."""
        return tuple(event["object"] for event in self.events)

    @property
    def script(self) -> str:
        """The steps of the execution as text."""
        return script_of(self.pod.configuration, self.pod.taken[: self._steps])

    @cached_property
    def trace(self) -> PodTrace:
        """Every step of the execution, those that nobody sees too."""
        trace = self.pod.trace
        kept = trace._replace(steps=trace.steps[: self._steps])
        return PodTrace.of(self.pod.model.compiled, self.pod.configuration.name, kept)

    def jsonl(self) -> str:
        """The recording, as `kubectl get pods --watch --output-watch-events -o json` prints it, an event a line."""
        return "".join(f"{json.dumps(event)}\n" for event in self.events)

    @cached_property
    def values(self) -> tuple[State, ...]:
        """The state of the model in which each object was written."""
        model = self.pod.model
        states = [model.start, *(each.choice.after for each in self.pod.taken)]
        return tuple(model.successors.encoding.unpack(states[steps]) for steps in self._written)

    def regression_test(self, call: str = "assert history", name: str = "this_execution") -> str:
        """A file for pytest that repeats the execution, and then makes this call."""
        source = self.pod.source
        described = {"apiVersion": "v1", "kind": "Pod", "metadata": source.metadata, "spec": source.spec}
        manifest, script = pformat(described, sort_dicts=False, width=110), "\n".join(_lines(self.script))
        return TEST.format(manifest=manifest, script=script, name=name, seed=self.seed, call=call)

    def up_to(self, objects: int) -> "SimulatedHistory":
        """The beginning of the history with at most so many objects, and at least the first."""
        kept = max(1, min(objects, len(self)))
        steps = self._steps if kept == len(self) else self._written[kept - 1]
        return SimulatedHistory(self.pod, self.events[:kept], self._written[:kept], steps, self.seed)

    def __repr__(self) -> str:
        seed = f", seed={self.seed}" if self.seed else ""
        return "\n".join(
            [
                f"a history of the Pod {self.pod.configuration.name} with {len(self)} objects:",
                *(f"  {line}" for line in str(self.trace).splitlines()),
                f"  repeat it: podproof.simulate(pod, script={self.script!r}{seed})",
            ]
        )


def _lines(script: str, width: int = 100) -> Iterator[str]:
    line = ""
    for word in script.split():
        if len(line) + len(word) > width:
            yield line
            line = ""
        line = f"{line} {word}".strip()
    yield line


def history(pod: SimulatedPod, seed: int = 0, most: int = MOST_STEPS) -> SimulatedHistory:
    """The history of a Pod from its creation until it has finished, or for so many steps."""
    events, written = [_watched(pod, "ADDED", 1)], [len(pod.taken)]
    for _ in range(most):
        if pod.step() is None:
            break
        if pod.is_gone or pod.taken[-1].has_written:
            events.append(_watched(pod, "DELETED" if pod.is_gone else "MODIFIED", len(events) + 1))
            written.append(len(pod.taken))
    return SimulatedHistory(pod, events, written, len(pod.taken), seed)


def _watched(pod: SimulatedPod, type: str, version: int) -> Json:
    """The object as it is now, as an event of a watch."""
    shown = pod.object
    return {"type": type, "object": shown | {"metadata": shown["metadata"] | {"resourceVersion": str(version)}}}
