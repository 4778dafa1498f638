"""What `kubectl get pods` shows, as features of a state that an engine can tell apart: phase, STATUS and READY."""

from podproof.checker.compile import Compiled
from podproof.checker.model import Feature, Formula, conjunction, disjunction
from podproof.spec.pod.kubectl_status import PHASES, StatusText, ready, rows


def phase(compiled: Compiled) -> Feature:
    """The phase."""
    return tuple((name, compiled.formula(condition)) for name, condition in PHASES.items())


def status(compiled: Compiled) -> Feature:
    """The column STATUS."""
    return tuple(
        (row.predicate, conjunction(disjunction(_said(compiled, each) for each in group) for group in row.when))
        for row in rows(compiled.configuration)
    )


def ready_column(compiled: Compiled) -> Feature:
    """The column READY: how many containers are ready, of how many."""
    counted = [_said(compiled, each) for each in ready(compiled.configuration)]
    levels = at_least(counted)
    return tuple((f"{number}/{len(counted)}", levels[number]) for number in reversed(range(len(levels))))


def ready_roughly(compiled: Compiled) -> Feature:
    """The column READY, told in three values."""
    counted = [_said(compiled, each) for each in ready(compiled.configuration)]
    return (("all ready", conjunction(counted)), ("some ready", disjunction(counted)), ("none ready", True))


def at_least(formulas: list[Formula]) -> list[Formula]:
    """That none, one, two, … of the formulas are true at least; quadratic."""
    levels: list[Formula] = [True]
    for formula in formulas:
        more = [conjunction([level, formula]) for level in levels]
        levels = [disjunction([one, other]) for one, other in zip([*levels, False], [False, *more], strict=True)]
    return levels


def _said(compiled: Compiled, said: StatusText) -> Formula:
    return compiled.formula(said.condition, said.site)
