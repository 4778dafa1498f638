"""Why a graph is not written.

Refusal
 ├── UnknownFormat   the suffix names none
 ├── Incomplete      a bound cut the graph short
 └── TooLarge        nobody could read it, or no tool load it
"""

from collections.abc import Iterable

from podproof.checker.model import Size


class Refusal(ValueError):
    """The graph was not written; the message says what to do about it."""


class UnknownFormat(Refusal):
    """The suffix of the path names no format."""

    def __init__(self, suffix: str, known: Iterable[str]) -> None:
        super().__init__(f"no format has the suffix {suffix!r}: use one of {', '.join(known)}")


class Incomplete(Refusal):
    """A bound stopped the search, so that the graph is only a part."""

    def __init__(self, size: Size) -> None:
        self.size = size
        super().__init__(
            f"the search stopped at its bound ({size.bound}) after {size.states:,} states, and a part of a graph reads "
            "like the whole: raise the bound, or ask about a smaller model"
        )


class TooLarge(Refusal):
    """The graph has more states than its format serves."""

    def __init__(self, states: int, most: int, suffix: str) -> None:
        self.states = states
        self.most = most
        super().__init__(
            f"{states:,} states are too many for {suffix}, which takes {most:,}: fold them, folded(graph, key), by "
            f"what you want to see of a state, or insist with most={states}"
        )
