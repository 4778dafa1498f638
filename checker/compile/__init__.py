"""From the notation to a model: the machines of a specification, read off their classes for one configuration."""

from podproof.checker.compile.compiled import Compiled

__all__ = ["Compiled"]
