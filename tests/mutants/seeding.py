"""A specification with a fault in it: the true one, some of its rules changed."""

from typing import NamedTuple

from podproof.spec.notation import Specification
from podproof.spec.pod.variants import Change, variant

__all__ = ["Change", "Fault"]


class Fault(NamedTuple):
    """A fault that a law is there to find: what goes wrong, which rules say so, and a Pod that shows it."""

    law: str
    description: str
    scenario: str
    changes: tuple[Change, ...]

    @property
    def specification(self) -> Specification:
        """The specification with the fault."""
        return variant(self.changes)
