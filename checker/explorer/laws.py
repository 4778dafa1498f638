"""The laws that speak of a state."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from podproof.checker.explorer.walk import Walker, WatchedState
from podproof.checker.formulas import Formula, conjunction, disjunction, evaluate
from podproof.spec.notation import Law

CLAIMS = {
    "always": "now",
    "before": "before the next step",
    "after": "after the next step",
    "stable": "from now on",
    "leads_to": "in the end",
    "always_possible": "still possible",
}
"""When what a law of each kind claims is to hold; the other kinds do not speak of one state."""


class Laws:
    """The laws of a Pod that say something about some states and nothing about others."""

    def __init__(self, walker: Walker) -> None:
        self.walker, self.compiled = walker, walker.compiled

    @cached_property
    def _conditions(self) -> list[tuple[Law, list[tuple[str, Formula]]]]:
        """Each law with the formula that says of which states it speaks, for each container that it concerns."""
        return [
            (law, found)
            for law in self.compiled.specification.laws
            if law.kind in CLAIMS and set(law.faults.split()) <= self.compiled.faults
            if (found := list(self._when(law)))
        ]

    def _when(self, law: Law) -> Iterator[tuple[str, Formula]]:
        for site in self.compiled.subjects(law.given, law.when, law.then):
            given, when = (self.compiled.formula(each, site) for each in (law.given, law.when))
            formula = conjunction([given, when, self._event_is_near(law, site)])
            if not isinstance(formula, bool):
                yield "" if site is None else self.walker.pod.members[site].name, formula

    def _event_is_near(self, law: Law, site: int | None) -> Formula:
        """For a law about events: one of them can happen."""
        if law.kind not in ("before", "after"):
            return True
        about = set(law.events.split())
        return disjunction(
            conjunction([action.guard, action.changes_something])
            for action in self.walker.model.actions
            if action.component in (site, None) and ({action.event, f"{action.actor}'s"} & about)
        )

    def here(self, stop: WatchedState) -> list[dict[str, Any]]:
        """The laws that speak of this state, with their containers."""
        found = []
        for law, conditions in self._conditions:
            containers = [name for name, formula in conditions if evaluate(formula, stop.state)]
            if containers:
                found.append(
                    {
                        "name": law.name,
                        "description": law.description,
                        "rules": law.cites.split(),
                        "claims": CLAIMS[law.kind],
                        "containers": [name for name in containers if name],
                        "theme": law.theme,
                    }
                )
        return found
