"""From the notation to a model: the machines of a specification, read off their classes for one configuration."""

from podproof.checker.compile.compiled import Compiled
from podproof.checker.compile.scope import TooManyValues

__all__ = ["Compiled", "TooManyValues"]
