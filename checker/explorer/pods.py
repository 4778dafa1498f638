"""The Pods that the explorer shows, each prepared when it is first asked for."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from podproof.checker.compile import Compiled
from podproof.checker.errors import UsageError
from podproof.checker.explorer.clock import WalkClock
from podproof.checker.explorer.events import Events
from podproof.checker.explorer.exports import PodOrigin
from podproof.checker.explorer.horizon import Horizon
from podproof.checker.explorer.laws import Laws
from podproof.checker.explorer.recorded import OUTCOMES, RecordedPod
from podproof.checker.explorer.state_view import columns, description, lanes, unpublished
from podproof.checker.explorer.walk import EventWalk, Walker
from podproof.checker.rendering.pod_traces import trace_renderer
from podproof.checker.rendering.trace_lines import TraceLine
from podproof.checker.reports.pods import facts
from podproof.spec.manifest import Manifest
from podproof.spec.notation import Specification
from podproof.spec.pod.timed.lifecycle import TimedPod

LONGEST = 1_000
"""Steps of a walk, at most."""


MOST_RENDERED = 100
"""Walks whose lines are kept: the next step adds one."""


class ExplorablePod:
    """One Pod: its walks, its events, its laws, its horizon and, if they are given, its clock and its recording."""

    def __init__(
        self,
        origin: PodOrigin,
        compiled: Compiled,
        timed: TimedPod | None = None,
        recorded: RecordedPod | None = None,
    ) -> None:
        self.origin, self.pod, self.recorded = origin, compiled.configuration, recorded
        self._compiled, self._timed = compiled, timed
        self._rendered: dict[tuple[str, ...], list[TraceLine]] = {}

    @classmethod
    def of_manifest(
        cls,
        manifest: Manifest,
        specification: Specification,
        faults: Iterable[str] | None = None,
        timed: TimedPod | None = None,
    ) -> "ExplorablePod":
        """The Pod of a manifest."""
        place = manifest.position
        origin = PodOrigin(manifest.kind, manifest.name, place.file, place.line)
        return cls(origin, Compiled(specification, manifest.pod, faults), timed)

    @classmethod
    def of_recording(cls, recorded: RecordedPod) -> "ExplorablePod":
        """A Pod of a recording."""
        verdict = recorded.verdict
        return cls(PodOrigin("Pod", verdict.name, verdict.file, 0), recorded.compiled, None, recorded)

    @cached_property
    def walker(self) -> Walker:
        """Takes the events of the Pod."""
        return Walker(self._compiled)

    @cached_property
    def events(self) -> Events:
        """What can happen to it."""
        return Events(self.walker)

    @cached_property
    def laws(self) -> Laws:
        """What must hold of it."""
        return Laws(self.walker)

    @cached_property
    def horizon(self) -> Horizon:
        """Where its paths lead."""
        return Horizon(self.walker)

    @cached_property
    def clock(self) -> WalkClock | None:
        """How long its walks take."""
        return None if self._timed is None else WalkClock(self.walker, self._timed)

    def walk(self, names: Sequence[str]) -> EventWalk:
        """A walk, as far as its events can happen."""
        if len(names) > LONGEST:
            raise UsageError(f"a walk has at most {LONGEST:,} steps")
        return self.walker.walk(names)

    def summary(self) -> dict[str, Any]:
        """What tells the Pod from the others."""
        place = self.origin
        return {
            "name": place.name,
            "kind": place.kind,
            "file": f"{place.file}:{place.line}" if place.line else place.file,
            "recorded": None if self.recorded is None else OUTCOMES[self.recorded.verdict.legal],
            "facts": facts(self.pod),
            "containers": [{"name": each.name, "kind": each.kind} for each in self.pod.members],
        }

    def document(self, names: Sequence[str]) -> dict[str, Any]:
        """Everything that is known about the state in which a walk ends, and of the walk."""
        walk = self.walk(names)
        return {
            "walk": walk.names,
            "refused": walk.refused,
            "lines": [line._asdict() for line in self._lines(walk)],
            "columns": columns(self.walker, walk.here),
            "unpublished": unpublished(self.walker, walk.here),
            "description": description(self.walker, walk.here),
            "lanes": lanes(self.walker, walk),
            "enabled": self.events.enabled(walk.here),
            "disabled": self.events.disabled(walk.here),
            "laws": self.laws.here(walk.here),
        }

    def _lines(self, walk: EventWalk) -> list[TraceLine]:
        """The lines of a walk; those of its longest known part are not rendered again."""
        parts = (walk.names[:length] for length in range(len(walk.names), 0, -1))
        known = next((each for each in parts if each in self._rendered), ())
        start, lines = walk.stops[len(known)], self._rendered.get(known, [])
        rest = walk.trace._replace(start=start.state, steps=walk.trace.steps[len(known) :])
        renderer = trace_renderer(self._compiled)._replace(nothing=start.known)
        first, *new = renderer.lines(rest)
        lines = [*(lines or [first]), *(line._replace(number=len(known) + line.number) for line in new)]
        if len(self._rendered) >= MOST_RENDERED:
            self._rendered.clear()
        self._rendered[walk.names] = lines
        return lines
