"""Identifiers: whatever a container is called, its names become distinct identifiers that a language takes."""

import re
from collections.abc import Callable, Collection

from podproof.checker.export.definitions import Name

LONGEST = 120
"""Characters of an identifier before its number; C compilers and TLC read more."""


class Identifiers:
    """Gives each name one identifier, by ASCII letters, digits and underscores, different even if case is ignored."""

    def __init__(self, reserved: Collection[str] = (), refused: Callable[[str], bool] = lambda word: False) -> None:
        self._taken = {word.casefold() for word in reserved}
        self._refused = refused

    def identifier(self, name: Name) -> str:
        """The identifier of a name that has none yet."""
        word = re.sub(r"[^A-Za-z0-9]+", "_", "_".join(name)).strip("_")[:LONGEST]
        if not word[:1].isalpha() or self._refused(word):
            word = f"x_{word}"
        number, unique = 1, word
        while unique.casefold() in self._taken:
            number += 1
            unique = f"{word}_{number}"
        self._taken.add(unique.casefold())
        return unique
