"""What executions of a Pod have shown, of all that they can show: situations, and transitions of the column STATUS."""

from collections import Counter
from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

from podproof.checker.diagrams.published import MOST_CONTAINERS, PublishedColumns, exclusive
from podproof.checker.engines.symbolic.engine import Symbolic
from podproof.checker.errors import UsageError
from podproof.checker.formulas import Formula, disjunction
from podproof.checker.model import Model
from podproof.checker.simulation.model import Route, simulated_model
from podproof.checker.trace import Trace
from podproof.spec.pod.kubectl import Published, line, published
from podproof.spec.pod.situations import SITUATIONS
from podproof.spec.pod.state import Pod
from podproof.spec.publishing.instances import FORGETTING

StatusChange = tuple[str, str]
"""A published transition: the text of STATUS before and after it."""

Shown = str | StatusChange
"""A situation by its name, or a published transition."""


class CoverageReport(NamedTuple):
    """What was shown, how often, and what was not although it is reachable."""

    shown: Counter[Shown]
    missing: tuple[Shown, ...]

    def __str__(self) -> str:
        total = len(self.shown) + len(self.missing)
        lines = [f"{len(self.shown)} of {total} situations and published transitions were shown"]
        lines += [f"  shown {times} times: {name_of(each)}" for each, times in sorted(self.shown.items(), key=str)]
        return "\n".join(lines + [f"  not shown: {name_of(each)}" for each in self.missing])


def name_of(shown: Shown) -> str:
    """A situation or a transition as text."""
    return shown if isinstance(shown, str) else " → ".join(shown)


class Coverage:
    """All that the executions of one configuration can show, what they have shown, and what is to be shown next.

    Without `with_clients` only what happens unless a client does something. What a runtime forgets is left out, as well
    as everything that only that leads to.
    """

    def __init__(self, pod: Pod, faults: frozenset[str] | None = None, *, with_clients: bool = False) -> None:
        if len(pod.members) > MOST_CONTAINERS:
            raise UsageError(f"{pod.name} has {len(pod.members)} containers; at most {MOST_CONTAINERS} can be covered")
        self.model = simulated_model(pod)
        self.shown: Counter[Shown] = Counter()
        self._planned: set[Shown] = set()
        allowed = self.model.allowed_actions(faults, with_clients=with_clients)
        self._allowed = [each for each in sorted(allowed) if self.model.actions[each].event != FORGETTING]

    @cached_property
    def _columns(self) -> PublishedColumns:
        """The model with what is published in the column STATUS; READY is not distinguished."""
        return PublishedColumns(self.model.compiled, lambda compiled, only_probed: (("", True),))

    @cached_property
    def _engine(self) -> Symbolic:
        published = self._columns.model
        engine = Symbolic(Model(published.variables, tuple(published.actions[each] for each in self._allowed)))
        engine.explore()
        return engine

    @cached_property
    def _texts(self) -> dict[str, Formula]:
        """When STATUS shows each text."""
        formulas: dict[str, list[Formula]] = {}
        for when, text in exclusive(self._columns.features[1], True):
            formulas.setdefault(str(text), []).append(when)
        return {text: disjunction(each) for text, each in formulas.items()}

    @cached_property
    def _situations(self) -> dict[str, Formula]:
        """The situations that are reachable, and where."""
        every = {each.name: self.model.compiled.formula_of_any(each.when) for each in SITUATIONS}
        return {name: formula for name, formula in every.items() if self._engine.reachable(formula)}

    @cached_property
    def _changes(self) -> dict[StatusChange, list[int]]:
        """The transitions of STATUS, and the actions that make each."""
        changes = self._engine.quotient([self._columns.features[1]]).changes
        return {(str(old), str(new)): sorted(actions) for ((old,), (new,)), actions in changes.items()}

    @cached_property
    def everything(self) -> tuple[Shown, ...]:
        """All that can be shown."""
        return (*self._situations, *self._changes)

    def next_route(self) -> tuple[Shown, Route] | None:
        """Something that was not shown and is not on its way yet, with the way to it; None if nothing is left."""
        wanted = next((each for each in self.everything if each not in self.shown and each not in self._planned), None)
        if wanted is None:
            return None
        self._planned.add(wanted)
        trace = self._trace(wanted)
        assert trace is not None
        return wanted, self.model.route(trace)

    def _trace(self, wanted: Shown) -> Trace | None:
        if isinstance(wanted, str):
            return self._engine.trace(self._situations[wanted])
        old, new = wanted
        return self._engine.trace_of_change(self._texts[old], self._texts[new], self._changes[wanted])

    @property
    def report(self) -> CoverageReport:
        """What was shown so far, of all that can be."""
        missing = tuple(each for each in self.everything if each not in self.shown)
        return CoverageReport(self.shown.copy(), missing)

    def watch(self, pod: Pod) -> "Watcher":
        """What notes all that one Pod with this configuration shows."""
        return Watcher(self, pod)

    @cached_property
    def situations_in(self) -> Callable[[int], list[int]]:
        """The situations that hold in a state, by their positions."""
        return self.model.successors.true_among(self.model.compiled.formula_of_any(each.when) for each in SITUATIONS)


class Watcher:
    """Notes the situations of one Pod, and the transitions of its column STATUS."""

    def __init__(self, coverage: Coverage, pod: Pod) -> None:
        self.coverage, self.pod = coverage, pod
        self._known, self._text, self._held = Published(), "", frozenset[int]()

    def note(self, event: str, state: int) -> None:
        """Note an event, and the state after it."""
        records = self.coverage.model.records(state)
        self._known = published(event, self._known, *records)
        text = line(self.pod, records[0], self._known).status
        if self._text and text != self._text:
            self.coverage.shown[self._text, text] += 1
        holds = frozenset(self.coverage.situations_in(state))
        self.coverage.shown.update(SITUATIONS[each].name for each in holds - self._held)
        self._text, self._held = text, holds


class Coverages:
    """The coverage of each configuration of many Pods, whatever their names are."""

    def __init__(self, faults: frozenset[str] | None = None, *, with_clients: bool = False) -> None:
        self.faults, self.with_clients = faults, with_clients
        self.known: dict[Pod, Coverage] = {}

    def of(self, pod: Pod) -> Coverage:
        """The coverage that all Pods with this configuration share."""
        key = pod._replace(name="pod", namespace="default")
        if key not in self.known:
            self.known[key] = Coverage(pod, self.faults, with_clients=self.with_clients)
        return self.known[key]
