"""What the section of one Pod shows: what the JSON report says of it, and its life as a picture."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from markupsafe import Markup

from checker.drawings import life
from checker.exploration import Exploration
from checker.reports import json, pods, text
from checker.stories import ROUND, STAYS
from spec.manifest import Manifest, Problem

BROKEN = ("violated", "vacuous")


class Section(NamedTuple):
    """All of one Pod; `found` is its part of the JSON report, `life` its picture if there is a program to draw it."""

    found: Mapping[str, Any]
    facts: Sequence[str]
    containers: Sequence[tuple[str, ...]]
    notes: Sequence[str]
    warnings: Sequence[Problem]
    life: Markup | None
    outline: str
    broken: Sequence[Mapping[str, Any]]
    holding: Mapping[str, Sequence[Mapping[str, Any]]]
    beside: Mapping[str, Sequence[Mapping[str, Any]]]
    reachable: Sequence[Mapping[str, Any]]
    unreachable: Sequence[Mapping[str, Any]]
    summary: str
    round: str = ROUND
    stays: str = STAYS

    def length(self, story: Mapping[str, Any]) -> str:
        """How many steps a story has, and in which sense it is short."""
        return text.length(len(story["lines"]) - 1, story["loop"], story["shortest"])


def section(manifest: Manifest, exploration: Exploration, warnings: Sequence[Problem]) -> Section:
    """Everything about a Pod, with a story for each situation that it can get into."""
    met = [finding.situation.name for finding in exploration.findings if finding.reachable]
    found = json.pod(manifest, exploration, met)
    picture, outline = drawn(exploration, f"life-{manifest.name}")
    members = manifest.pod.members
    laws = {outcome: list(those) for outcome, those in groupby(sorted(found["laws"], key=_outcome), _outcome)}
    return Section(
        found=found,
        facts=pods.facts(manifest.pod),
        containers=[(*pods.columns(manifest.pod, each), ", ".join(pods.hooks_and_pulls(each)) or "-") for each in members],
        notes=[line.plain.strip() for line in pods.folds(manifest.pod)],
        warnings=warnings,
        life=picture,
        outline=outline,
        broken=[law for outcome in (*BROKEN, "undecided") for law in laws.get(outcome, ())],
        holding=_grouped(laws.get("holds", ()), "theme"),
        beside=_grouped(laws.get("not applicable", ()), "reason"),
        reachable=[each for each in found["situations"] if each["reachable"]],
        unreachable=[each for each in found["situations"] if not each["reachable"]],
        summary=text.summary(exploration.verdicts),
    )


def outcomes(exploration: Exploration) -> Mapping[str, int]:
    """How many laws hold, and what became of the others."""
    return Counter(verdict.outcome for verdict in exploration.verdicts)


def drawn(exploration: Exploration, prefix: str) -> tuple[Markup | None, str]:
    """The life as a picture; where Graphviz is not installed, as Mermaid text instead."""
    try:
        return embedded(life.svg(exploration), prefix), ""
    except FileNotFoundError:
        return None, life.mermaid(exploration)


def embedded(svg: str, prefix: str) -> Markup:
    """A picture as a part of a page: without its prolog, and its names no other picture's."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r'\b(id="|href="#|url\(#)', rf"\1{re.sub('[^a-zA-Z0-9-]', '-', prefix)}-", svg)
    return Markup(svg)  # drawn by this program, which escapes the names in it


def _outcome(law: Mapping[str, Any]) -> str:
    return str(law["outcome"])


def _grouped(laws: Sequence[Mapping[str, Any]], by: str) -> dict[str, list[Mapping[str, Any]]]:
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for law in laws:
        groups.setdefault(law[by], []).append(law)
    return groups
