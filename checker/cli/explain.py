"""`explain`: what a finding, a law, a rule, a situation or a known bug is."""

import argparse
import json
from collections.abc import Iterator, Sequence

from podproof.checker.gate import configuration_schema
from podproof.checker.reports.topics import Topic, named
from podproof.spec.findings import THEMES

MORE = """Laws and situations: podproof explore --list-laws
Rules, such as 9.12, and known bugs, such as 58711, have numbers: each law names its rules."""


def run(arguments: argparse.Namespace) -> int:
    """Explain each name, or list the findings; or print the schema of the configuration."""
    if arguments.schema:
        print(configuration_schema.render(), end="")
        return 0
    topics = [topic for name in arguments.names for topic in named(name)]
    if arguments.format == "json":
        print(json.dumps([_document(topic) for topic in topics], indent=1, ensure_ascii=False))
    else:
        print("\n".join(_text(topics) if topics else _listing()))
    return 0


def _text(topics: Sequence[Topic]) -> Iterator[str]:
    for number, topic in enumerate(topics):
        yield from [""] * bool(number)
        yield from topic.lines()


def _listing() -> Iterator[str]:
    yield "podproof explain NAME explains a finding, a law, a rule, a situation or a known bug."
    for theme, findings in THEMES.items():
        yield f"\nFindings: {theme}"
        yield from (f"  {each.severity:<8} {each.name}" for each in findings)
    yield f"\n{MORE}"


def _document(topic: Topic) -> dict[str, object]:
    return {
        "kind": topic.kind,
        "name": topic.name,
        "text": topic.text,
        "facts": {label.lower(): text for label, text in topic.facts.items() if text},
        "rules": {rule.number: rule.text for rule in topic.rules},
        "example": "\n".join(topic.example),
        "trace": "\n".join(topic.trace()),
        "next": topic.next,
    }
