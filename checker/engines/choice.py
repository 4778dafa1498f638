"""Which engine explores a model, where the user leaves that open."""

from typing import Literal

from podproof.checker.engines import ENGINES, Engine, EngineName
from podproof.checker.model import Bounds, Model, Size

EngineChoice = Literal["auto", "explicit", "symbolic", "modular"]
"""Which engine explores; `auto` takes the explicit one of small models, the modular one of those with many
components, else the symbolic one."""

SMALL = 30
"""Bits of a state up to which the explicit engine is tried first: it mostly ends at once, and knows depths."""

FEW = 300_000
"""States up to which the explicit engine explores, at first or again for a most plausible trace: about two seconds."""

MANY = 20
"""Components up to which the symbolic engine explores in seconds; of more, `auto` takes the modular one.

It does so only where liveness laws are skipped, which the modular engine does not decide.
"""

UNBOUNDED = Bounds()


def run_engine(
    model: Model, choice: EngineChoice = "auto", bounds: Bounds = UNBOUNDED, *, skips_liveness: bool = False
) -> tuple[EngineName, Engine, Size]:
    """The engine that is chosen, having explored; `auto` takes the explicit one where it ends soon.

    It takes the modular one of many components, unless liveness or a number of states is asked for, which that one does
    not know, and if that one finds no invariant, the symbolic one.
    """
    if choice == "auto" and model.bits <= SMALL:
        few = ENGINES["explicit"](model, bounds._replace(states=min(FEW, bounds.states or FEW)))
        size = few.explore()
        if size.complete:
            return "explicit", few, size
    if choice == "auto" and skips_liveness and bounds.states is None and len(model.components) > MANY:
        from podproof.checker.engines.modular.engine import NOT_INDUCTIVE  # here: few models need the engine

        modular = ENGINES["modular"](model, bounds)
        size = modular.explore()
        if size.bound != NOT_INDUCTIVE:
            return "modular", modular, size
    name: EngineName = "symbolic" if choice == "auto" else choice
    engine = ENGINES[name](model, bounds)
    return name, engine, engine.explore()
