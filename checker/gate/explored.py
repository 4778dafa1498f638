"""What the exploration of one Pod found, as plain data: laws by outcome, and what can and what cannot happen."""

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from podproof.checker.exploration import Exploration
from podproof.checker.verify import Verdict


class ExplorationSummary(NamedTuple):
    """What an exploration found; a bound makes it incomplete.

    `states` and `transitions` are counts in decimal digits, because they may exceed 64 bits. `laws` counts the laws by
    outcome, `skipped` and `not chosen` among them; `not_holding` names those of each outcome but `holds`. `reachable`
    has each situation that can happen with the number of steps to it (None: it is not known), `unreachable`
    those that cannot, `undecided` those that a bound left open. `seconds` is None for an answer that may come from the
    cache.
    """

    states: str = ""
    transitions: str = ""
    laws: Mapping[str, int] = {}
    reachable: Mapping[str, int | None] = {}
    unreachable: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()
    seconds: float | None = None
    not_holding: Mapping[str, tuple[str, ...]] = {}
    exact: bool = True


def summarize(exploration: Exploration, excluded: frozenset[str] = frozenset()) -> ExplorationSummary:
    """The summary of an exploration; the `excluded` laws do not apply, because a declaration excludes what they say."""
    named: dict[bool | None, list[str]] = {True: [], False: [], None: []}
    distances: dict[str, int | None] = {}
    for each in exploration.situations:
        named[each.reachable].append(each.situation.name)
        if each.reachable:
            distances[each.situation.name] = exploration.engine.distance(each.question)
    laws = _laws(exploration, excluded)
    counts = {outcome: len(names) for outcome, names in laws.items()}
    counts["not chosen"] = len(exploration.compiled.specification.laws) - sum(counts.values())
    return ExplorationSummary(
        str(exploration.size.states),
        str(exploration.size.transitions),
        {outcome: number for outcome, number in counts.items() if number},
        distances,
        tuple(named[False]),
        tuple(named[None]),
        not_holding={outcome: names for outcome, names in laws.items() if outcome != "holds"},
        exact=exploration.size.exact,
    )


def _laws(exploration: Exploration, excluded: frozenset[str]) -> Mapping[str, tuple[str, ...]]:
    """The names of the laws by outcome."""
    named = defaultdict[str, list[str]](list, {"skipped": list(exploration.skipped)})
    for each in exploration.verdicts:
        outcome = "not applicable" if each.law.name in excluded else outcome_of(each)
        named[outcome].append(each.law.name)
    return {outcome: tuple(names) for outcome, names in named.items() if names}


def outcome_of(verdict: Verdict) -> str:
    """The outcome; a law that is left open under weak fairness is undecided."""
    return "undecided" if verdict.fair == "undecided" else verdict.outcome
