"""Behavior that the command of a container shows, as its owner could declare it."""

from collections.abc import Mapping, Sequence

from podproof.spec.findings.commands import never_exits, sigterm_has_no_effect


def recognized(command: Sequence[str], *, is_first: bool) -> Mapping[str, str]:
    """The behaviors that a command shows, each with the part of the command that shows it.

    `is_first`: the process is number 1 of its namespace, so that SIGTERM without a handler has no effect.
    """
    found = {"never-exits": never_exits(command), "ignores-sigterm": sigterm_has_no_effect(command) if is_first else ""}
    return {name: text for name, text in found.items() if text}
