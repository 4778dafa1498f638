"""What became of mutants: as text, as JSON, and as a page of the documentation made from that JSON."""

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from rich.text import Text

from podproof.checker.mutation import ENOUGH, OPERATORS, Judgement, Kill

VERSION = 1
"""The version of the JSON format: a change that breaks readers makes a new one."""

STATUSES = ("killed", "survived", "equivalent")

NAMED = 3
"""How many of the mutants that only one law kills a page names."""


def document(
    judgements: Sequence[Judgement], scenarios: Sequence[str], laws: Sequence[str], killers: int
) -> dict[str, Any]:
    """Everything, as JSON."""
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
            for each in judgements
        ],
    }


def written(document: Mapping[str, Any]) -> str:
    """The document as JSON, a line for each mutant, so that a change is a line of a diff."""
    head = json.dumps({key: value for key, value in document.items() if key != "mutants"}, ensure_ascii=False)
    lines = ",\n".join(f"  {json.dumps(each, ensure_ascii=False)}" for each in document["mutants"])
    return f'{head.removesuffix("}")}, "mutants": [\n{lines}\n]}}'


def judgements(document: Mapping[str, Any]) -> Iterator[Judgement]:
    """The judgements, read back from JSON."""
    for each in document["mutants"]:
        kills = tuple(_kill(text) for text in each["kills"])
        yield Judgement(each["name"], each["operator"], each["machine"], kills, tuple(each["differs"]))


def _kill(text: str) -> Kill:
    law, outcome, scenario = text.split(" ")[0], " ".join(text.split(" ")[1:-1]), text.split(" ")[-1]
    return Kill(law, outcome, scenario)


def text(judgements: Sequence[Judgement], reviewed: Mapping[str, str]) -> Iterator[Text]:
    """The tables and the survivors, for a terminal."""
    yield from _table("machine", judgements, lambda each: each.machine)
    yield from _table("operator", judgements, lambda each: each.operator)
    how = Counter(each.kills[0].outcome for each in judgements if each.kills)
    yield Text("killed: " + ", ".join(f"{count} {outcome}" for outcome, count in how.most_common()) + "\n")
    for each in judgements:
        if each.status == "survived":
            reason = reviewed.get(each.name)
            mark = ("reviewed ", "dim") if reason else ("SURVIVED ", "bold red")
            yield Text.assemble(mark, each.name, f"\n         {reason or _where(each.differs)}")
    yield Text(summary(judgements, reviewed), "bold")


def _where(differs: Sequence[str]) -> str:
    others = f" and {len(differs) - NAMED} more" if len(differs) > NAMED else ""
    return f"differs in {', '.join(differs[:NAMED])}{others}"


def summary(judgements: Sequence[Judgement], reviewed: Collection[str]) -> str:
    """One line on all of it."""
    count = Counter(each.status for each in judgements)
    known = sum(each.status == "survived" and each.name in reviewed for each in judgements)
    different = count["killed"] + count["survived"]
    return (
        f"{len(judgements)} mutants: {count['killed']} of the {different} that differ killed,"
        f" {count['survived']} survived, {known} of them reviewed, {count['equivalent']} equivalent on these Pods"
    )


def _table(heading: str, judgements: Sequence[Judgement], key: Callable[[Judgement], str]) -> Iterator[Text]:
    yield Text(f"{heading:<20}" + "".join(f"{status:>12}" for status in STATUSES), "bold")
    for name, counts in tally(judgements, key):
        yield Text(f"{name:<20}" + "".join(f"{count:>12}" for count in counts))
    yield Text()


def tally(judgements: Sequence[Judgement], key: Callable[[Judgement], str]) -> Iterator[tuple[str, list[int]]]:
    """How many were killed, survived and are equivalent, for each key in the order of first appearance."""
    count: Counter[tuple[str, str]] = Counter((key(each), each.status) for each in judgements)
    for name in dict.fromkeys(map(key, judgements)):
        yield name, [count[name, status] for status in STATUSES]


def killed_alone(judgements: Sequence[Judgement]) -> dict[str, list[str]]:
    """The mutants that only this law kills, for each law that has such."""
    found: dict[str, list[str]] = {}
    for each in judgements:
        if len(each.laws) == 1:
            found.setdefault(next(iter(each.laws)), []).append(each.name)
    return found


def page(document: Mapping[str, Any], survivors: Mapping[str, str], reasons: Mapping[str, str]) -> str:
    """The page of the documentation, from the JSON of all mutants and the reviews."""
    those = list(judgements(document))
    order = {name: position for position, name in enumerate(OPERATORS)}
    by_operator = sorted(those, key=lambda each: order[each.operator])
    lines = ["# Mutants\n", f"{summary(those, survivors)}.\n", f"The Pods: {', '.join(document['scenarios'])}.\n"]
    lines += _markdown("machine", tally(those, lambda each: each.machine))
    lines += _markdown("operator", tally(by_operator, lambda each: each.operator))
    lines += [
        "## What each law alone kills\n",
        f"Alone: on the first {ENOUGH} Pods on which any law finds it.\n",
        "| law | mutants | such as, or why there is the law |",
        "|---|---|---|",
    ]
    alone = killed_alone(those)
    for law in document["laws"]:
        mine = alone.get(law, [])
        shown = "<br>".join(f"`{_plain(name)}`" for name in mine[:NAMED]) or reasons.get(law, "")
        lines.append(f"| `{law}` | {len(mine)} | {shown} |")
    return "\n".join([*lines, "", *_survivors(those, survivors)])


def _markdown(heading: str, rows: Iterator[tuple[str, list[int]]]) -> Iterator[str]:
    yield f"| {heading} | {' | '.join(STATUSES)} |"
    yield "|---|---:|---:|---:|"
    for name, counts in rows:
        yield f"| {name} | {' | '.join(map(str, counts))} |"
    yield ""


def _survivors(those: Sequence[Judgement], reviewed: Mapping[str, str]) -> Iterator[str]:
    yield "## Survivors\n"
    grouped: dict[str, list[str]] = {}
    for each in those:
        if each.status == "survived":
            grouped.setdefault(reviewed.get(each.name, "Not reviewed."), []).append(each.name)
    for reason, names in grouped.items():
        yield f"{reason}\n"
        yield from (f"* `{_plain(name)}`" for name in names)
        yield ""


def _plain(name: str) -> str:
    return name.replace("`", "'")
