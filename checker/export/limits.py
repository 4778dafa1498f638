"""Why a graph is not written.

Refusal
 ├── UnknownFormat   there is no format of this name
 ├── Incomplete      a bound stopped the search
 └── TooLarge        no person could read the file, or no tool could load it
"""

from collections.abc import Iterable

from podproof.checker.model import Size


class Refusal(ValueError):
    """The graph is not written; the message says what to do."""


class UnknownFormat(Refusal):
    """There is no format of this name."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(f"there is no format {name!r}: use one of {', '.join(known)}")


class Incomplete(Refusal):
    """A bound stopped the search, so the graph is incomplete."""

    def __init__(self, size: Size) -> None:
        self.size = size
        super().__init__(
            f"the search stopped at its bound ({size.bound}) after {size.states:,} states, and an incomplete graph is "
            "misleading: raise the bound, or explore a smaller model"
        )


class TooLarge(Refusal):
    """The graph has more states than its format is useful for."""

    def __init__(self, states: int, most: int, name: str) -> None:
        self.states = states
        self.most = most
        super().__init__(
            f"{states:,} states are too many for {name}, which takes {most:,}: join states with "
            f"quotient_of(graph, key), or insist with most={states}"
        )
