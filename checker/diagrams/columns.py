"""The columns of `kubectl get pods` as features of a state that the symbolic engine distinguishes."""

from collections.abc import Iterator

from podproof.checker.compile import Compiled
from podproof.checker.formulas import Feature, Formula, conjunction, disjunction
from podproof.spec.pod.kubectl import PHASES, printer
from podproof.spec.pod.printer import Fact, Facts


def phase(compiled: Compiled) -> Feature:
    """The phase."""
    return tuple((name, compiled.formula(condition)) for name, condition in PHASES.items())


def status(compiled: Compiled) -> Feature:
    """The column STATUS."""
    rows = printer(compiled.configuration).status_rows
    return tuple((row.text, _all(compiled, row.facts)) for row in rows)


def ready_column(compiled: Compiled, only_probed: bool = False) -> Feature:
    """The column READY: how many containers are ready, of how many; or are ready unless a readiness probe says no."""
    counted = list(_counted(compiled, only_probed))
    levels = at_least(counted)
    return tuple((f"{number}/{len(counted)}", levels[number]) for number in reversed(range(len(levels))))


def ready_roughly(compiled: Compiled, only_probed: bool = False) -> Feature:
    """The column READY in three values."""
    counted = list(_counted(compiled, only_probed))
    return (("all ready", conjunction(counted)), ("some ready", disjunction(counted)), ("none ready", True))


def _counted(compiled: Compiled, only_probed: bool) -> Iterator[Formula]:
    members = compiled.configuration.members
    for facts in printer(compiled.configuration).ready_facts:
        *_, (_, _, _, site) = facts
        is_probed = site is not None and members[site].readiness_probe is not None
        yield _all(compiled, facts) if is_probed or not only_probed else True


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
