"""The cluster as one value: its storage, its resources, its Pods, and who cleans up."""

from collections.abc import Callable
from time import time

from podproof.checker.cluster.adversaries import Adversaries
from podproof.checker.cluster.driver import Driver
from podproof.checker.cluster.garbage import GarbageCollector
from podproof.checker.cluster.listing import Lists
from podproof.checker.cluster.pod_events import EventRecorder
from podproof.checker.cluster.pods import PodStrategy
from podproof.checker.cluster.resources import DEFINITIONS, NAMESPACES, PODS, Resource, ServedResources
from podproof.checker.cluster.settings import PodSettings
from podproof.checker.cluster.storage import Storage
from podproof.checker.cluster.strategies import DefinitionStrategy, NamespaceStrategy, Strategy
from podproof.checker.cluster.verbs import Verbs
from podproof.checker.cluster.watching import Watches
from podproof.spec.publishing.objects import time_text

DEFAULTS = PodSettings()

INITIAL_NAMESPACES = ("default", "kube-system", "kube-public", "kube-node-lease")


class Cluster:
    """A simulated cluster without a server; nothing in it happens unless it is asked or driven.

    The first Pod has the `seed`, the next one `seed + 1`, and so on. With `breaks` all watches end after each so many
    changes of Pods.
    """

    def __init__(
        self,
        adversaries: Adversaries,
        defaults: PodSettings = DEFAULTS,
        *,
        seed: int = 0,
        breaks: int = 0,
        seconds: Callable[[], float] = time,
    ) -> None:
        self.storage, self.resources = Storage(), ServedResources()
        self.watches, self.lists = Watches(self.storage, breaks, seed), Lists(self.storage)

        def clock() -> str:
            return time_text(seconds())

        self.pods = PodStrategy(self.storage, clock, defaults, adversaries, seconds, seed)
        self.pods.when_taken = EventRecorder(self.storage).record
        self.driver = Driver(self.pods, self.watches)
        self._strategies = {
            PODS.storage: self.pods,
            NAMESPACES.storage: NamespaceStrategy(self.storage, clock),
            DEFINITIONS.storage: DefinitionStrategy(self.storage, clock, self.resources),
        }
        self._plain = Strategy(self.storage, clock)
        garbage = GarbageCollector(self.storage, self.resources, self.strategy_of)
        self.pods.when_removed = garbage.settle
        self.verbs = Verbs(self.storage, clock, self.strategy_of, garbage.settle)
        for name in INITIAL_NAMESPACES:
            self.verbs.create(NAMESPACES, "", {"metadata": {"name": name}})

    def strategy_of(self, resource: Resource) -> Strategy:
        """How objects of a resource are written."""
        return self._strategies.get(resource.storage, self._plain)
