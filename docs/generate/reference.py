"""The command line: the help of every verb."""

import argparse
from collections.abc import Iterator

from generate.notes import NOTE
from podproof.checker.cli.arguments import parser


def page() -> str:
    """The page of the command line."""
    helps = [each.format_help() for each in with_verbs(parser())]
    return NOTE + "# The command line\n\n" + "\n".join(f"```text\n{text.rstrip()}\n```\n" for text in helps)


def with_verbs(one: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """A parser, and below it those of its verbs and of theirs."""
    yield one
    for action in one._actions:
        if isinstance(action, argparse._SubParsersAction):
            for verb in action.choices.values():
                yield from with_verbs(verb)
