"""The symbolic engine: sets of worlds as decision diagrams, for models with more worlds than there are atoms."""

from podproof.checker.engines.symbolic.engine import Symbolic

__all__ = ["Symbolic"]
