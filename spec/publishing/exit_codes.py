"""A concrete exit code for each class of exit codes that the state distinguishes."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from podproof.spec.pod.predicates import exit_action
from podproof.spec.pod.state import ExitRule

Choose = Callable[[Sequence[int]], int]
"""Takes one of several codes; the first one is the most ordinary."""

USUAL = (1, 2, 3, 42, 126, 127, 139, 143, 255)
"""Codes that processes exit with, the most usual first; 137 is that of SIGKILL."""

MOST = 6
"""Codes to choose among."""


class Exit(NamedTuple):
    """The exit code and the reason of a terminated container [2.4]."""

    code: int
    reason: str


FIXED = {"Zero": Exit(0, "Completed"), "OutOfMemory": Exit(0, "OOMKilled"), "Killed": Exit(137, "Error")}
"""The classes with one code."""

ACTIONS = {"NonZero": "", "RestartRule": "Restart", "RestartAllRule": "RestartAllContainers"}
"""The other classes, each with the action of the exit rule that matches its codes [4.1 4.13]."""


def concrete_exit(rules: tuple[ExitRule, ...], exit_class: str, choose: Choose) -> Exit:
    """A code of this class for a container with these exit rules."""
    return FIXED.get(exit_class) or Exit(choose(codes(rules, ACTIONS[exit_class])), "Error")


@cache
def codes(rules: tuple[ExitRule, ...], action: str) -> tuple[int, ...]:
    """Codes other than 0 and 137 for which the rules have this action, the most usual first."""
    known = dict.fromkeys((*USUAL, *(code for rule in rules for code in rule.codes), *range(1, 256)))
    return tuple(code for code in known if code not in (0, 137) and (exit_action(rules, code) or "") == action)[:MOST]
