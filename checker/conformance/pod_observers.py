"""Pods with one configuration share an observer, so that what one of them teaches it serves all."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache, cached_property, reduce
from typing import Any, NamedTuple, cast

from podproof.checker.compile import Compiled
from podproof.checker.conformance.automaton import Automaton, Symbol
from podproof.checker.conformance.known_statuses import Key, KnownStatus, KnownStatuses
from podproof.checker.conformance.likely_observer import LikelyObserver
from podproof.checker.conformance.observer import Explanations, Observer
from podproof.checker.engines.symbolic.belief import small_table
from podproof.checker.engines.symbolic.diagrams import Table
from podproof.checker.gate import fingerprints
from podproof.checker.gate.configurations import canonical
from podproof.spec.notation import Specification
from podproof.spec.observation.configuration import configuration, lifecycle_fields, lifecycle_text
from podproof.spec.observation.explanations import ANNOUNCED, PUBLISHERS, explanations
from podproof.spec.observation.lifecycle import OBSERVED
from podproof.spec.observation.missed import missed_snapshots
from podproof.spec.observation.notation import Explanation
from podproof.spec.observation.objects import PodObject
from podproof.spec.observation.snapshots import Snapshot, of_plain, plain
from podproof.spec.pod.known_bugs import Bug, bugs_of
from podproof.spec.pod.versions import Version
from podproof.spec.saved import SavedValue

MOST = 500
"""Configurations whose observers are kept; beyond that all are forgotten."""


MOST_SAVED = 20_000
"""Transitions of an automaton that is saved."""

MOST_TEXTS = 2_000
"""Different texts of the fields that decide configurations by which these are found at once."""

MOST_COMPILED = 32
"""Configurations whose models are kept, each of about half a megabyte: those that were used last."""


Explain = Callable[[Any, Snapshot | None, Snapshot], Iterable[Explanation]]
"""How a snapshot of a configuration can follow the one before it; None before the first."""


class Automata(NamedTuple):
    """What judges the snapshots of all configurations that have the same executions.

    What the `likely` one accepts is legal, and the `observer` decides the rest.  `with_bugs` makes the observer by the
    specification with some of the `bugs` of this version, by issue.
    """

    observer: Observer
    likely: Automaton
    bugs: tuple[Bug, ...]
    with_bugs: Callable[[frozenset[str]], Observer]


class PodObserver(NamedTuple):
    """A configuration, the place of each container in it, those with rules for exit codes, and its `Automata`.

    `statuses` are those whose numbers violate no rule.  `key` is the text of the fields that decide the configuration,
    and `texts` are some of the ways in which objects write them.
    """

    pod: Any
    places: dict[str, int]
    with_exit_rules: frozenset[str]
    statuses: KnownStatuses
    observer: Observer
    likely: Automaton
    bugs: tuple[Bug, ...]
    with_bugs: Callable[[frozenset[str]], Observer]
    key: bytes = b""
    texts: set[bytes] = set()

    @property
    def compiled(self) -> Compiled:
        """The model of this very configuration, for texts that name its containers."""
        known = self.observer.compiled
        is_own = known.configuration == self.pod
        return known if is_own else Compiled(known.specification, self.pod, known.faults)

    @property
    def automata(self) -> tuple[Automaton, ...]:
        """What is learned of the configuration."""
        return self.likely, self.observer

    @property
    def size(self) -> int:
        """How many transitions are known."""
        return sum(each.size for each in self.automata)


class PodObservers:
    """The observers of all configurations met so far, under one version of Kubernetes.

    `faults` are the classes of fault that may explain an observation, by default all; `explain` gives the explanations.
    """

    def __init__(
        self,
        kubernetes: int,
        specification: Specification = OBSERVED,
        faults: Iterable[str] | None = None,
        patch: int | None = None,
        explain: Explain = explanations,
        *,
        saves: bool = False,
    ) -> None:
        """Without any knowledge; with `saves`, that of earlier processes is taken up, and `save` adds to it."""
        self.kubernetes, self.specification, self.faults = kubernetes, specification, faults
        self.explain = explain
        self.version = Version(kubernetes, patch)
        self.saves = saves and (specification, explain) == (OBSERVED, explanations)  # what is saved is of these
        self._known: dict[bytes, PodObserver] = {}
        self._by_text: dict[bytes, PodObserver] = {}
        self._alike: dict[Any, Automata] = {}
        self._saved: dict[bytes, tuple[SavedValue, int]] = {}
        self._compiled: dict[Observer, None] = {}
        self.statuses: dict[Key, KnownStatus] = {}

    @cached_property
    def _table(self) -> Table:
        """The nodes of all observers: a table for each would take a thread and its address space."""
        return small_table()

    def __len__(self) -> int:
        return len(self._known)

    def of(self, pod: PodObject) -> PodObserver:
        """The observer of a Pod, by the configuration in its spec."""
        assert pod.metadata is not None
        text = lifecycle_text(pod)
        known = self._by_text.get(text)
        if known is None:
            key, fields = lifecycle_fields(pod)
            known = self.with_fields(key, fields, pod.metadata.name, pod.metadata.namespace or "default")
            if text and len(self._by_text) < MOST_TEXTS:
                self._by_text[text] = known
                known.texts.add(text)
        return known

    def with_fields(self, key: bytes, fields: Mapping[str, Any], name: str, namespace: str) -> PodObserver:
        """The observer of a Pod with these fields; the key is their text."""
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= MOST:
                self.save()
                self._known.clear()
                self._by_text.clear()
                self._alike.clear()
                self._saved.clear()
            built = self.build(configuration(fields, name, namespace, self.kubernetes))
            known = self._known[key] = built._replace(key=key, texts=set())
            self.take_up(key)
        return known

    def take_up(self, key: bytes) -> None:
        """Teach the observers of a known configuration what other processes have saved, if that is more."""
        if not self.saves or key not in self._known:
            return
        known, slot = self._known[key], SavedValue("automaton", (self._fingerprint, key))
        symbols, *automata = slot.load() or ((), (), ())
        size = sum(map(len, automata))
        if key in self._saved and size <= self._saved[key][1]:
            return
        snapshots = [of_plain(each) for each in symbols]
        for automaton, edges in zip(known.automata, automata, strict=True):
            automaton.learn([(number, snapshots[symbol], after) for number, symbol, after in edges])
        self._saved[key] = slot, size

    @cached_property
    def _fingerprint(self) -> bytes:
        return fingerprints.of(str(self.version), self.kubernetes, self.faults and sorted(self.faults))

    def save(self) -> None:
        """Save what was learned of each configuration for the processes to come."""
        for key, (slot, size) in self._saved.items():
            known = self._known[key]
            if size < known.size <= MOST_SAVED:
                symbols: dict[Symbol, int] = {}
                automata = [
                    [
                        (number, symbols.setdefault(symbol, len(symbols)), after)
                        for number, symbol, after in automaton.edges
                    ]
                    for automaton in known.automata
                ]
                slot.store(([plain(cast(Snapshot, each)) for each in symbols], *automata))
                self._saved[key] = slot, known.size

    def build(self, pod: Any) -> PodObserver:
        """The observer of a configuration, which shares automata with all that have the same executions."""
        alike = canonical(pod)
        if alike not in self._alike:
            self._alike[alike] = self._automata(pod)
        places = {member.name: place for place, member in enumerate(pod.members)}
        with_exit_rules = frozenset(member.name for member in pod.members if member.exit_rules)
        return PodObserver(pod, places, with_exit_rules, KnownStatuses(self.statuses), *self._alike[alike])

    def _automata(self, pod: Any) -> Automata:
        """The automata of a configuration."""

        def explain(before: Symbol | None, now: Symbol) -> Iterable[Explanation]:
            return self.explain(pod, cast(Snapshot | None, before), cast(Snapshot, now))

        def missed(now: Symbol) -> Iterable[Symbol]:
            return missed_snapshots(pod, cast(Snapshot, now))

        def explain_variant(before: Symbol | None, now: Symbol) -> Iterable[Explanation]:
            return (each._replace(throughout=()) for each in explain(before, now))

        def observer(specification: Specification, explain: Explanations) -> Observer:
            compiled = Compiled(specification, pod, self.faults)
            return Observer(compiled, explain, PUBLISHERS, ANNOUNCED, missed, self._table, self._use)

        known = bugs_of(self.version)

        @cache
        def with_bugs(issues: frozenset[str]) -> Observer:
            # With a bug, what is never undone may be: that a phase is terminal, say.
            bugs = (bug for bug in known if bug.issue in issues)
            return observer(reduce(lambda base, bug: bug.added_to(base), bugs, self.specification), explain_variant)

        of_all = observer(self.specification, explain)
        return Automata(of_all, LikelyObserver(of_all), known, with_bugs)

    def _use(self, observer: Observer) -> None:
        """Keep the model of this observer, and forget that of the one that was used longest ago."""
        self._compiled.pop(observer, None)
        self._compiled[observer] = None
        if len(self._compiled) > MOST_COMPILED:
            oldest = next(iter(self._compiled))
            del self._compiled[oldest]
            oldest.forget()
