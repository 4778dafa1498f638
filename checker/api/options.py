"""The settings of an exploration, from plain values."""

from collections.abc import Iterable

from podproof.checker.engines.choice import EngineChoice
from podproof.checker.exploration import Liveness, Options
from podproof.checker.model import Bounds
from podproof.checker.names import fault_classes, nearest
from podproof.spec.notation import Specification

UNBOUNDED = Bounds()


def exploration_options(
    specification: Specification,
    *,
    faults: str | Iterable[str] = "all",
    laws: Iterable[str] = (),
    engine: EngineChoice = "auto",
    liveness: Liveness = "auto",
    bounds: Bounds = UNBOUNDED,
) -> Options:
    """The options; a law that is chosen by name is decided even where `auto` would skip it.

    Raises `UsageError` for an unknown law or class of faults.
    """
    known = [law.name for law in specification.laws]
    chosen = tuple(nearest(name, known, "law") for name in laws)
    strength: Liveness = "almost-sure" if chosen and liveness == "auto" else liveness
    return Options(engine, fault_classes(faults), bounds, chosen, strength)
