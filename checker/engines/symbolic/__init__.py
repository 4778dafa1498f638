"""The symbolic engine: sets of states as decision diagrams, for models with more states than there are atoms."""

from podproof.checker.engines.symbolic.engine import Symbolic

__all__ = ["Symbolic"]
