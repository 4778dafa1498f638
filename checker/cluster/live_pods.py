"""A Pod of the cluster while it is simulated."""

from podproof.checker.cluster.settings import PodSettings
from podproof.checker.cluster.statuses import Object
from podproof.checker.simulation import SimulatedPod

MOST_TAKEN = 2000
"""The most steps of a Pod that are kept."""


class LivePod:
    """A Pod of the cluster: how it is simulated, and its execution."""

    def __init__(self, settings: PodSettings, seed: int, simulated: SimulatedPod) -> None:
        self.settings, self.seed, self.simulated = settings, seed, simulated
        self.is_held = settings.hold
        self.forgotten = 0

    def forget(self) -> None:
        """Forget the first steps of a long execution."""
        taken = self.simulated.taken
        if len(taken) > MOST_TAKEN:
            self.forgotten += len(taken) // 2
            del taken[: len(taken) // 2]

    @property
    def metadata(self) -> Object:
        """The metadata in the API."""
        return self.simulated.published.metadata

    def name_of(self, event: str, site: int | None) -> str:
        """A step as a text, with the container in which it happens."""
        return event if site is None else f"{event}@{self.simulated.configuration.members[site].name}"

    @property
    def place(self) -> tuple[str, str]:
        """Namespace and name."""
        return self.metadata["namespace"], self.metadata["name"]
