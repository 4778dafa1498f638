"""From the notation to a model: the machines of a specification, read off their classes for one Pod."""

from podproof.checker.compile.specification import Compiled, compile_pod

__all__ = ["Compiled", "compile_pod"]
