"""What the exploration of one Pod found, as plain data: laws by outcome, and what can and what cannot happen."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from podproof.checker.exploration import Exploration
from podproof.checker.verify import Verdict


class ExplorationSummary(NamedTuple):
    """What an exploration found; a bound makes it incomplete.

    `states` and `transitions` are counts in decimal digits, because they may exceed 64 bits. `laws` counts the laws by
    outcome, `skipped` and `not chosen` among them. `reachable` has each situation that can happen with the number of
    steps to it (None: no shortest trace is known), `unreachable` those that cannot, `undecided` those that a bound left
    open. `seconds` is None for an answer that may come from the cache.
    """

    states: str = ""
    transitions: str = ""
    laws: Mapping[str, int] = {}
    reachable: Mapping[str, int | None] = {}
    unreachable: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()
    seconds: float | None = None


def summarize(exploration: Exploration, excluded: frozenset[str] = frozenset()) -> ExplorationSummary:
    """The summary of an exploration; the `excluded` laws do not apply, because a declaration excludes what they say."""
    named: dict[bool | None, list[str]] = {True: [], False: [], None: []}
    distances: dict[str, int | None] = {}
    for each in exploration.situations:
        named[each.reachable].append(each.situation.name)
        if each.reachable:
            distances[each.situation.name] = exploration.engine.distance(each.question)
    return ExplorationSummary(
        str(exploration.size.states),
        str(exploration.size.transitions),
        _outcomes(exploration, excluded),
        distances,
        tuple(named[False]),
        tuple(named[None]),
    )


def _outcomes(exploration: Exploration, excluded: frozenset[str]) -> Mapping[str, int]:
    counts = Counter(
        "not applicable" if each.law.name in excluded else outcome_of(each) for each in exploration.verdicts
    )
    counts["skipped"] = len(exploration.skipped)
    counts["not chosen"] = len(exploration.compiled.specification.laws) - counts.total()
    return {name: number for name, number in counts.items() if number}


def outcome_of(verdict: Verdict) -> str:
    """The outcome; a law that is left open under weak fairness is undecided."""
    return "undecided" if verdict.fair == "undecided" else verdict.outcome
