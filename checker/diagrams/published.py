"""The columns of `kubectl get pods` as a watcher sees them: what the kubelet published last, as variables of the model.

A state of the lifecycle's model does not say what was last published of its containers, as nobody reads it back.
A picture shows it: so these variables are added for it, and the actions that publish write them.  This is exact except
that a readiness published alone, while some container is not shown as running, shows with the next status.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from podproof.checker.compile import Compiled
from podproof.checker.diagrams import columns
from podproof.checker.formulas import Feature, Formula, atom, conjunction, disjunction, negation
from podproof.checker.model import Action, Case, Model, Variable
from podproof.spec.pod.kubectl import printer
from podproof.spec.pod.printer import OF_THE_API, READY, SHOWS_CONTAINERS, Fact, StatusRow

Column = Callable[[Compiled, bool], Feature]
"""How READY is counted: of all containers, or only by their readiness probes."""

PUBLISHES, PUBLISHES_READINESS = "publishes", "publishes_readiness"


MOST_CONTAINERS = 8
"""The most containers of a Pod whose published columns are followed; with more that takes minutes (20: over two)."""


class NextColumns:
    """The columns as the next status shows them, for a Pod with too many containers to follow what was published."""

    notes = ("STATUS and READY are those that the next published status shows",)

    def __init__(self, compiled: Compiled, column: Column) -> None:
        self.model = compiled.model
        self.features = (columns.phase(compiled), columns.status(compiled), column(compiled, False))


class Texts(NamedTuple):
    """What STATUS says of the containers: while the condition Ready is True, and otherwise; empty: nothing."""

    ready: str
    unready: str


NOTHING = Texts("", "")
"""What STATUS says of the containers before their first status, and where none of them has a reason."""


class PublishedColumns:
    """The model of a Pod with two more variables, and the columns as features of its states."""

    notes: tuple[str, ...] = ()

    def __init__(self, compiled: Compiled, column: Column) -> None:
        self.compiled, self.printer = compiled, printer(compiled.configuration)
        self._ready, self._probed = column(compiled, False), column(compiled, True)
        self._first = len(compiled.model.variables)

    @cached_property
    def model(self) -> Model:
        """The model, whose actions have the same numbers."""
        texts, counts = (tuple(dict.fromkeys(value for value, _ in each)) for each in (self._texts, self._ready))
        # Of a component of their own: then an action that writes them is not a part of the shared relation, which would
        # have a parameter for each condition on a container, and took a hundred times as long.
        own = len(self.compiled.configuration.members)
        variables = (
            Variable("published STATUS", texts, NOTHING, own),
            Variable("published READY", counts, counts[-1], own),
        )
        model = self.compiled.model
        return Model((*model.variables, *variables), tuple(map(self._publishing, model.actions)))

    def _publishing(self, action: Action) -> Action:
        """The action, which also writes what it publishes; the containers stay as they are in this step."""
        if action.event == PUBLISHES:
            news = {self._first: exclusive(self._texts, True), self._first + 1: exclusive(self._ready, True)}
        elif action.event == PUBLISHES_READINESS:
            # Else some container is not shown as running, and the API ignores the readiness of what it does not show.
            all_run = conjunction([action.changes_something, atom(self._first, NOTHING)])
            news = {self._first + 1: exclusive(self._probed, all_run)}
        else:
            return action
        return action._replace(updates={**action.updates, **news})

    @cached_property
    def _texts(self) -> Feature:
        """What the containers' part of STATUS is now."""
        ready, unready = self._said(READY), self._said(f"not {READY}")
        pairs = [Texts(text, text) for text in unready if text in ready]
        pairs += [Texts("Running", text) for text in unready if "Running" in ready]
        texts = tuple((each, conjunction([ready[each.ready], unready[each.unready]])) for each in pairs)
        return (*texts, (NOTHING, negation(disjunction(formula for _, formula in texts))))

    def _said(self, ready: str) -> dict[str, Formula]:
        """When each text about containers is shown, where this is true of the condition Ready."""
        said: dict[str, list[Formula]] = {}
        for row in self.printer.container_rows:
            if self._is_of(row, ready):
                facts = [fact for fact in row.facts if fact.condition not in OF_THE_API]
                said.setdefault(row.text, []).append(self._all(facts))
        return {text: disjunction(formulas) for text, formulas in said.items()}

    def _is_of(self, row: StatusRow, ready: str) -> bool:
        asked = {fact.condition for fact in row.facts} & OF_THE_API - {SHOWS_CONTAINERS}
        return asked <= {ready}

    @property
    def features(self) -> Sequence[Feature]:
        """Phase, STATUS and READY as they are shown."""
        counts = tuple((value, atom(self._first + 1, value)) for value in self.model.variables[-1].domain)
        return columns.phase(self.compiled), tuple(self._status()), counts

    def _status(self) -> Iterator[tuple[str, Formula]]:
        yield from ((row.text, self._all(row.facts)) for row in self.printer.pod_rows)
        ready = self.compiled.formula(READY)
        for texts in self.model.variables[self._first].domain:
            if isinstance(texts, Texts) and texts != NOTHING:
                shown = atom(self._first, texts)
                yield texts.ready, conjunction([shown, ready])
                yield texts.unready, conjunction([shown, negation(ready)])
        yield from ((row.text, self._all(row.facts)) for row in self.printer.plain_rows)

    def _all(self, facts: Sequence[Fact]) -> Formula:
        return conjunction(self.compiled.formula(fact.condition, fact.site) for fact in facts)


def exclusive(feature: Feature, where: Formula) -> tuple[Case, ...]:
    """The values of a feature where the formula holds, as the cases of an update, which exclude each other."""
    cases, rest = [], where
    for value, formula in feature:
        cases.append(Case(conjunction([rest, formula]), value))
        rest = conjunction([rest, negation(formula)])
    return tuple(cases)
