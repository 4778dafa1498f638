"""Mutants and the laws that kill them: judgments as text and as JSON, and the record as a page."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from rich.text import Text

from podproof.checker.mutation import Judgment, Kill, MutantTally, Record, Representative

VERSION = 1
"""The version of the JSON format: a change that breaks readers makes a new one."""

NAMED = 3
"""How many of the Pods on which a survivor differs are named."""


def document(
    judgments: Sequence[Judgment], scenarios: Sequence[str], laws: Sequence[str], killers: int
) -> dict[str, Any]:
    """All judgments, as JSON."""
    return {
        "version": VERSION,
        "scenarios": list(scenarios),
        "laws": list(laws),
        "killers": killers,
        "mutants": [
            {
                "name": each.name,
                "machine": each.machine,
                "operator": each.operator,
                "status": each.status,
                "kills": [" ".join((kill.law, kill.outcome, kill.scenario)) for kill in each.kills],
                "differs": [] if each.kills else list(each.differs),
            }
            for each in judgments
        ],
    }


def written(document: Mapping[str, Any]) -> str:
    """The document as JSON, a line for each mutant."""
    head = json.dumps({key: value for key, value in document.items() if key != "mutants"}, ensure_ascii=False)
    lines = ",\n".join(f"  {json.dumps(each, ensure_ascii=False)}" for each in document["mutants"])
    return f'{head.removesuffix("}")}, "mutants": [\n{lines}\n]}}'


def judgments(document: Mapping[str, Any]) -> Iterator[Judgment]:
    """The judgments, read back from JSON."""
    for each in document["mutants"]:
        kills = tuple(_kill(text) for text in each["kills"])
        yield Judgment(each["name"], each["operator"], each["machine"], kills, tuple(each["differs"]))


def _kill(text: str) -> Kill:
    law, outcome, scenario = text.split(" ")[0], " ".join(text.split(" ")[1:-1]), text.split(" ")[-1]
    return Kill(law, outcome, scenario)


def text(judgments: Sequence[Judgment], reviewed: Mapping[str, str]) -> Iterator[Text]:
    """The tables and the survivors, for a terminal."""
    yield from _table("machine", judgments, lambda each: each.machine)
    yield from _table("operator", judgments, lambda each: each.operator)
    how = Counter(each.kills[0].outcome for each in judgments if each.kills)
    yield Text("killed: " + ", ".join(f"{count} {outcome}" for outcome, count in how.most_common()) + "\n")
    survivors = [each for each in judgments if each.status == "survived"]
    for each in survivors:
        reason = reviewed.get(each.name)
        mark = ("reviewed ", "dim") if reason else ("SURVIVED ", "bold red")
        yield Text.assemble(mark, each.name, f"\n         {reason or _where(each.differs)}")
    yield Text(summary(MutantTally.of(judgments), sum(each.name in reviewed for each in survivors)), "bold")


def _where(differs: Sequence[str]) -> str:
    others = f" and {len(differs) - NAMED} more" if len(differs) > NAMED else ""
    return f"differs in {', '.join(differs[:NAMED])}{others}"


def summary(tally: MutantTally, reviewed: int) -> str:
    """All mutants in one line; `reviewed` of the survivors have a reason."""
    return (
        f"{sum(tally)} mutants: {tally.killed} of the {tally.differing} that differ killed,"
        f" {tally.survived} survived, {reviewed} of them reviewed, {tally.equivalent} equivalent on these Pods"
    )


def _table(heading: str, judgments: Iterable[Judgment], key: Callable[[Judgment], str]) -> Iterator[Text]:
    grouped: dict[str, list[Judgment]] = {}
    for each in judgments:
        grouped.setdefault(key(each), []).append(each)
    yield Text(f"{heading:<20}" + "".join(f"{status:>12}" for status in MutantTally._fields), "bold")
    for name, those in grouped.items():
        yield Text(f"{name:<20}" + "".join(f"{count:>12}" for count in MutantTally.of(those)))
    yield Text()


def page(record: Record, laws: Sequence[str], survivors: Mapping[str, str], reasons: Mapping[str, str]) -> str:
    """The page of the documentation: the record, the reasons of survivors, and those of laws that kill none alone."""
    lines = [
        "# Mutants\n",
        "A mutant is the specification with one small fault in one transition. A law *kills* it if the law is violated,"
        " or has nothing left to speak of. A mutant is *equivalent* if it reaches the same states by the same steps."
        " A mutant that differs and that no law kills has *survived*: either a law is missing, or there is a reason.\n",
        f"{summary(record.tally, len(survivors))}.\n",
        f"The Pods: {', '.join(record.scenarios)}.\n",
        f"| machine | {' | '.join(MutantTally._fields)} |",
        "|---|---:|---:|---:|",
        *(f"| {name} | {' | '.join(map(str, tally))} |" for name, tally in record.machines.items()),
        "\n## What each law kills\n",
        "A mutant that this law alone kills; else one that others kill too, and why the law exists.\n",
        "| law | mutant | reason |",
        "|---|---|---|",
        *(f"| `{law}` | {_named(record.laws[law].representative)} | {reasons.get(law, '')} |" for law in laws),
    ]
    return "\n".join([*lines, "", *_survivors(survivors)])


def _named(each: Representative | None) -> str:
    return f"`{_plain(each.mutant)}`" if each else ""


def _survivors(survivors: Mapping[str, str]) -> Iterator[str]:
    yield "## Survivors\n"
    for reason in dict.fromkeys(survivors.values()):
        yield f"{reason}\n"
        yield from (f"* `{_plain(name)}`" for name, each in survivors.items() if each == reason)
        yield ""


def _plain(name: str) -> str:
    return name.replace("`", "'")
