"""A seeded mutation: the specification with a mistake in it, as some changed transitions."""

from typing import NamedTuple

from podproof.spec.notation import Specification
from podproof.spec.pod.variants import Change, variant

__all__ = ["Change", "Mutation"]


class Mutation(NamedTuple):
    """A mistake that a law must find: what goes wrong, a scenario whose Pod shows it, and the changed transitions."""

    law: str
    description: str
    scenario: str
    changes: tuple[Change, ...]

    @property
    def specification(self) -> Specification:
        """The specification with the mistake."""
        return variant(self.changes)
