"""Pods in which several containers are alike, and the answers of two engines about them side by side."""

from collections.abc import Iterator

from podproof.checker.compile import Compiled
from podproof.checker.engines import ENGINES, Engine
from podproof.checker.formulas import Formula
from podproof.checker.model import Bounds
from podproof.checker.verify import LIVENESS_KINDS, law_formulas, why_not_applicable
from podproof.spec.notation import Specification
from podproof.spec.pod.state import Pod

COPIES = 4
"""How many containers are made alike: the small model of the modular engine keeps two or three of them."""


def widened(pod: Pod) -> Pod:
    """The Pod with copies of its last regular container."""
    last = max(n for n, member in enumerate(pod.members) if member.kind == "regular")
    copies = (pod.members[last]._replace(name=f"copy-{number}") for number in range(1, COPIES))
    return pod._replace(members=(*pod.members[: last + 1], *copies, *pod.members[last + 1 :]))


def explored(compiled: Compiled, name: str) -> Engine:
    """An engine that has explored the model."""
    engine = ENGINES[name](compiled.model, Bounds())
    engine.explore()
    return engine


def questions(specification: Specification, compiled: Compiled) -> Iterator[tuple[str, Formula]]:
    """What is asked about states: each situation, of any and of the last, and what each law speaks of and forbids."""
    for situation in specification.situations:
        yield situation.name, compiled.formula_of_any(situation.when)
        *_, last = compiled.subjects(situation.when)
        if last is not None:
            yield f"{situation.name} of the last", compiled.formula(situation.when, last)
    for law in specification.laws:
        if law.kind not in LIVENESS_KINDS and not why_not_applicable(compiled, law):
            formulas = law_formulas(compiled, law)
            yield f"{law.name}: situation", formulas.situation
            yield f"{law.name}: violation", formulas.violation


def contradictions(specification: Specification, compiled: Compiled, modular: Engine, exact: Engine) -> list[str]:
    """The questions to which the engines answer differently; an open question contradicts nothing."""
    asked = ((name, modular.reachable(formula), formula) for name, formula in questions(specification, compiled))
    return [name for name, known, formula in asked if known is not None and known is not exact.reachable(formula)]
