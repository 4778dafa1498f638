"""The Pods that the explorer shows, each prepared when it is first asked for."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from podproof.checker.compile import Compiled
from podproof.checker.errors import UsageError
from podproof.checker.explorer.clock import WalkClock
from podproof.checker.explorer.events import Events
from podproof.checker.explorer.horizon import Horizon
from podproof.checker.explorer.laws import Laws
from podproof.checker.explorer.state_view import columns, description, lanes, unpublished
from podproof.checker.explorer.walk import EventWalk, Walker
from podproof.checker.rendering.pod_traces import trace_renderer
from podproof.checker.reports.pods import facts
from podproof.spec.manifest import Manifest
from podproof.spec.notation import Specification
from podproof.spec.pod.timed.lifecycle import TimedPod

LONGEST = 1_000
"""Steps of a walk, at most."""


class ExplorablePod:
    """One Pod: its walks, its events, its laws, its horizon and, if it is given with its times, its clock."""

    def __init__(
        self,
        manifest: Manifest,
        specification: Specification,
        faults: Iterable[str] | None = None,
        timed: TimedPod | None = None,
    ) -> None:
        self.manifest, self.pod, self._timed = manifest, manifest.pod, timed
        self._compiled = Compiled(specification, self.pod, faults)

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
        place = self.manifest.position
        return {
            "name": self.manifest.name,
            "kind": self.manifest.kind,
            "file": f"{place.file}:{place.line}",
            "facts": facts(self.pod),
            "containers": [{"name": each.name, "kind": each.kind} for each in self.pod.members],
        }

    def document(self, names: Sequence[str]) -> dict[str, Any]:
        """Everything that is known about the state in which a walk ends, and of the walk."""
        walk = self.walk(names)
        return {
            "walk": walk.names,
            "refused": walk.refused,
            "lines": [line._asdict() for line in trace_renderer(self._compiled).lines(walk.trace)],
            "columns": columns(self.walker, walk.here),
            "unpublished": unpublished(self.walker, walk.here),
            "description": description(self.walker, walk.here),
            "lanes": lanes(self.walker, walk),
            "enabled": self.events.enabled(walk.here),
            "disabled": self.events.disabled(walk.here),
            "laws": self.laws.here(walk.here),
        }
