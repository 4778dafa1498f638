"""A recorded life as bars over time: what an on-call engineer wants to see."""

from collections.abc import Sequence

from spec.observing.recordings import Seen


def svg(observations: Sequence[Seen]) -> str:
    """The life of the one Pod that was observed, as a picture, light and dark; no further program is needed."""
    raise NotImplementedError
