"""The columns of `kubectl get pods` as features of a state that the symbolic engine distinguishes."""

from podproof.checker.compile import Compiled
from podproof.checker.model import Feature, Formula, conjunction, disjunction
from podproof.spec.pod.kubectl import PHASES, printer
from podproof.spec.pod.printer import Fact, Facts


def phase(compiled: Compiled) -> Feature:
    """The phase."""
    return tuple((name, compiled.formula(condition)) for name, condition in PHASES.items())


def status(compiled: Compiled) -> Feature:
    """The column STATUS."""
    rows = printer(compiled.configuration).status_rows
    return tuple((row.text, _all(compiled, row.facts)) for row in rows)


def ready_column(compiled: Compiled) -> Feature:
    """The column READY: how many containers are ready, of how many."""
    counted = [_all(compiled, facts) for facts in printer(compiled.configuration).ready_facts]
    levels = at_least(counted)
    return tuple((f"{number}/{len(counted)}", levels[number]) for number in reversed(range(len(levels))))


def ready_roughly(compiled: Compiled) -> Feature:
    """The column READY in three values."""
    counted = [_all(compiled, facts) for facts in printer(compiled.configuration).ready_facts]
    return (("all ready", conjunction(counted)), ("some ready", disjunction(counted)), ("none ready", True))


def at_least(formulas: list[Formula]) -> list[Formula]:
    """At least none, one, two, … of the formulas are true; quadratic in their number."""
    levels: list[Formula] = [True]
    for formula in formulas:
        more = [conjunction([level, formula]) for level in levels]
        levels = [disjunction([one, other]) for one, other in zip([*levels, False], [False, *more], strict=True)]
    return levels


def _all(compiled: Compiled, facts: Facts) -> Formula:
    return conjunction(_formula(compiled, fact) for fact in facts)


def _formula(compiled: Compiled, fact: Fact) -> Formula:
    return compiled.formula(fact.condition, fact.site)


GROUPS = {
    "cannot start": (
        "ErrImagePull",
        "ImagePullBackOff",
        "ErrImageNeverPull",
        "InvalidImageName",
        "CreateContainerConfigError",
        "CreateContainerError",
        "RunContainerError",
    ),
    "has ended": (
        "Completed",
        "Error",
        "OOMKilled",
        "CrashLoopBackOff",
        "PostStartHookError",
        "ContainerStatusUnknown",
        "NotReady",
    ),
}
"""Texts of STATUS that a diagram with too many boxes may join."""


def group(text: str) -> str:
    """The group of a text of STATUS, with or without `Init:`; the text itself where it has none."""
    reason = text.removeprefix("Init:")
    if reason != text and "/" in reason:
        return "initializing"
    return next((name for name, texts in GROUPS.items() if reason in texts), text)
