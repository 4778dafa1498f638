"""What a summary says of a recorded Pod, noted while its statuses are read."""

from typing import NamedTuple

from podproof.spec.observation.entries import Observed
from podproof.spec.observation.owners import NO_OWNER, image_names, owner
from podproof.spec.observation.situations import shown, status_text

LONGEST = 24
"""Different statuses of one Pod that its example shows."""


class Sighting(NamedTuple):
    """The first observation that shows something: its line, and its number among those of its Pod."""

    line: int
    number: int


class PodNotes:
    """Owner and images of a Pod, its different statuses in short, and the situations that it has shown.

    `hints` has the reasons of Events about it, each with the number of times.
    """

    __slots__ = ("hints", "images", "owner", "situations", "statuses")

    def __init__(self) -> None:
        self.owner = NO_OWNER
        self.images: tuple[str, ...] = ()
        self.statuses: list[tuple[int, str]] = []
        self.hints: dict[str, int] = {}
        self.situations: dict[str, Sighting] = {}

    def note(self, seen: Observed, number: int) -> None:
        """Take up one more observation."""
        if not self.statuses and seen.pod.metadata is not None:
            self.owner, self.images = owner(seen.pod.metadata), image_names(seen.pod)
        text = status_text(seen.pod)
        if len(self.statuses) < LONGEST and (not self.statuses or self.statuses[-1][1] != text):
            self.statuses.append((number, text))
        for name in shown(seen.pod):
            self.situations.setdefault(name, Sighting(seen.line, number))
