"""A simulated cluster as a context manager."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from podproof.checker.cluster.running import RunningCluster


@contextmanager
def simulated_cluster(
    *,
    mode: str = "pleasant",
    execution: str = "",
    seed: int = 0,
    hold: bool = False,
    interval: float = 0.0,
    speed: float = 0.0,
    faults: str | Iterable[str] = "all",
    break_watches: int = 0,
    port: int = 0,
    kubeconfig: str | Path | None = None,
    record: str | Path | None = None,
) -> "Iterator[RunningCluster]":
    """Serve the Kubernetes API on this machine while the block runs, as `podproof simulate` does.

    The specification decides what happens to every Pod that is created there: `mode` is pleasant, random, cover,
    or `toward` with situations such as `toward CrashLoopBackOff,Evicted`; `execution` is one with a name. A step is
    taken every `interval` seconds, or `speed` seconds of virtual time pass in one; with `hold` only when the test asks.
    All watches break after each so many changes as `break_watches`. What the Pods show is recorded in `record`, which
    `judge` takes. Raises `UsageError` for an unknown name, a time below 0, or without the extra `podproof[serve]`.
    """
    from podproof.checker.server import require_server

    require_server("simulate")
    from podproof.checker.cluster.adversaries import Adversaries
    from podproof.checker.cluster.cluster import Cluster
    from podproof.checker.cluster.running import running
    from podproof.checker.cluster.settings import PodSettings
    from podproof.checker.errors import UsageError
    from podproof.checker.names import fault_classes

    if not (0 <= interval < inf and 0 <= speed < inf and break_watches >= 0):
        raise UsageError("interval, speed and break_watches are numbers of at least 0")
    adversaries = Adversaries(fault_classes(faults))
    defaults = PodSettings(mode, execution, None, hold, interval, speed)
    adversaries.check(defaults)
    cluster = Cluster(adversaries, defaults, seed=seed, breaks=break_watches)
    with running(cluster, port=port, kubeconfig=kubeconfig, record=record) as found:
        yield found
