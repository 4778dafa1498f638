"""`explore`: everything that each Pod can do and can never do, every law with its verdict, and how."""

import argparse
import sys
from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.text import Text

from checker.cli import inputs
from checker.cli.graph import draw
from checker.exploration import Exploration, explore
from checker.model import Story
from checker.reports import json as json_report
from checker.reports import pods, text
from checker.stories import Teller
from spec import kubectl
from spec.manifest import Manifest, example
from spec.specification import LIFECYCLE
from spec.telling import EVENTS, NOTED


def run(arguments: argparse.Namespace) -> int:
    """Explore every Pod of the manifests, and answer the exit code."""
    console = Console(file=sys.stdout, highlight=False, soft_wrap=True)
    if arguments.list_laws:
        _print(console, listing())
        return 0
    try:
        stories = [_named(name) for name in arguments.story]
        asked = inputs.options(arguments, stories)
        found = inputs.reading(arguments.paths or [example()], inputs.version(arguments))
        if arguments.graph and len(found.pods) != 1:
            raise inputs.Misuse(f"--graph draws one Pod, and there are {len(found.pods)}: name one file with one Pod")
        explorations = [(manifest, explore(LIFECYCLE, manifest.pod, asked)) for manifest in found.pods]
        if arguments.graph:
            draw(explorations[0][1], arguments.graph, arguments.fold, asked.bounds)
    except inputs.Misuse as misuse:
        print(f"podproof explore: {misuse}", file=sys.stderr)
        return 2
    if arguments.format == "json":
        print(json_report.document(found, explorations, stories))
    else:
        for manifest, exploration in explorations:
            _print(console, page(manifest, exploration, stories, arguments.settings))
        _print(console, [Text(passed_over(found.passed_over))] if found.passed_over else [])
    return exit_code(inputs.unreadable(found), [exploration for _, exploration in explorations])


def exit_code(unreadable: bool, explorations: Iterable[Exploration]) -> int:
    """2 for input that could not be read, 1 for a broken law, 3 for an open one, else 0."""
    outcomes = {verdict.outcome for exploration in explorations for verdict in exploration.verdicts}
    if unreadable:
        return 2
    if outcomes & {"violated", "vacuous"}:
        return 1
    return 3 if "undecided" in outcomes or any(not each.size.complete for each in explorations) else 0


def teller(exploration: Exploration) -> Teller:
    """Who tells the stories of this Pod."""
    return Teller(exploration.compiled, kubectl.line, EVENTS, NOTED)


def page(manifest: Manifest, exploration: Exploration, stories: list[str], settings: bool) -> Iterator[Text]:
    """All about one Pod."""
    yield from pods.heading(manifest)
    yield from pods.containers(manifest.pod)
    yield from pods.settings(manifest) if settings else pods.folds(manifest.pod)
    yield Text()
    yield from text.size(exploration)
    yield Text()
    yield from text.situations(exploration.findings)
    yield Text()
    yield from text.laws(exploration.verdicts)
    yield Text(f"  {text.summary(exploration.verdicts)}", "bold")
    for title, story in told(exploration, stories):
        yield Text()
        yield from text.story(teller(exploration), title, story)
    yield Text()


def told(exploration: Exploration, names: list[str]) -> Iterator[tuple[str, Story | None]]:
    """The stories that were asked for, and one for each violation."""
    for finding in exploration.findings:
        if finding.situation.name in names:
            yield finding.situation.name, exploration.story(finding.question)
    for verdict in exploration.verdicts:
        if verdict.law.name in names or (verdict.outcome == "violated" and verdict.law.mood != "sometimes"):
            kind = "violation" if verdict.outcome == "violated" else "witness"
            yield f"{verdict.law.name} ({kind})", exploration.story(verdict.question)


def listing() -> Iterator[Text]:
    """Every law and every situation by name."""
    for law in LIFECYCLE.laws:
        yield Text.assemble((f"{law.name}", "bold"), f"  {law.mood}  [{law.cites}]\n  {law.sentence}")
    yield Text("\nSituations, for --story", "bold")
    for situation in LIFECYCLE.situations:
        yield Text(f"  {situation.name:<25} {situation.sentence} [{situation.cites}]")


def passed_over(kinds: object) -> str:
    """How many documents of other kinds were passed over."""
    assert hasattr(kinds, "items")
    return "passed over: " + ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))


def _named(name: str) -> str:
    known = [*(situation.name for situation in LIFECYCLE.situations), *(law.name for law in LIFECYCLE.laws)]
    return inputs.nearest(name, known, "situation or law")


def _print(console: Console, lines: Iterable[Text]) -> None:
    for line in lines:
        console.print(line)
