"""A recorded Pod: its observations, the hidden states that agree with each, and what tells these apart."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from podproof.checker.compile import Compiled
from podproof.checker.conformance import report
from podproof.checker.conformance.automaton import Belief
from podproof.checker.conformance.pod_history import LONGEST, Observation
from podproof.checker.conformance.verdict import PodVerdict
from podproof.checker.errors import UsageError
from podproof.checker.explorer.walk import Walker
from podproof.spec.observation import descriptions

OUTCOMES: Mapping[bool | None, str] = {True: "legal", False: "illegal", None: "not decided"}


class RecordedPod:
    """The observations of one Pod in a recording, of a long history the first ones."""

    def __init__(self, verdict: PodVerdict) -> None:
        self.verdict, self._observer = verdict, verdict.history.observer.observer

    @cached_property
    def compiled(self) -> Compiled:
        """The model of the Pod."""
        return self.verdict.compiled

    @cached_property
    def _followed(self) -> list[tuple[Observation, Belief]]:
        """Each different observation, with the belief that it leaves."""
        belief, found = self._observer.start, []
        for observation in self.verdict.distinct_observations():
            after = self._observer.after(belief, observation.snapshot)
            assert after is not None, "the path has legal observations only"
            belief = after
            found.append((observation, belief))
        return found

    def summary(self) -> dict[str, Any]:
        """The verdict, the observations, and why the first illegal one is illegal."""
        judged = report.document(self.verdict, with_trace=False)
        return {
            "outcome": OUTCOMES[self.verdict.legal],
            "observations": list(self._observations()),
            "cut": len(self.verdict.history.path) >= LONGEST,
            "undecided": judged.get("undecided", []),
            "illegal": {key: judged[key] for key in ("line", "changes", "violations", "conflicts", "laws", "blocked")}
            if self.verdict.illegal
            else None,
        }

    def _observations(self) -> Iterator[dict[str, Any]]:
        before = None
        for observation, belief in self._followed:
            changes = descriptions.changes(self.verdict.history.observer.pod, before, observation.snapshot)
            states = self._observer.operations.count(belief.states)
            yield {"line": observation.line, "changes": list(changes), "states": states}
            before = observation.snapshot

    def observation(self, number: int) -> dict[str, Any]:
        """What one observation shows, and for each variable the values that it may have then, the likeliest first.

        Each value has the number of states that agree with the observation and have it.
        """
        if not 0 <= number < len(self._followed):
            raise UsageError(f"there is no observation {number}")
        observation, belief = self._followed[number]
        operations = self._observer.operations
        known, open_ = list[dict[str, Any]](), list[dict[str, Any]]()
        for position, variable in enumerate(self.compiled.model.variables):
            owner, _, field = variable.name.rpartition(".")
            values = [[str(value), count] for value, count in operations.values(belief.states, position)]
            (known if len(values) == 1 else open_).append({"owner": owner, "field": field, "values": values})
        shown = descriptions.fields(self.verdict.history.observer.pod, observation.snapshot)
        return {
            "line": observation.line,
            "shown": [list(each) for each in shown],
            "states": operations.count(belief.states),
            "known": known,
            "open": open_,
        }

    @cached_property
    def _explained(self) -> tuple[tuple[str, ...], tuple[int, ...]] | None:
        """The events of the shortest trace that explains the observations, and how many are taken at each."""
        trace = self.verdict.trace()
        if trace is None or trace.explained is None:
            return None
        walker = Walker(self.compiled)
        names = [walker.name(step.action) for step in trace.explained.trace.steps]
        return tuple(names), trace.explained.made

    def route(self, number: int) -> tuple[str, ...] | None:
        """The events of that trace up to an observation; None where it is too costly to find."""
        if self._explained is None or not 0 <= number < len(self._explained[1]):
            return None
        names, made = self._explained
        return names[: made[number]]
