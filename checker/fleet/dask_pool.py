"""Workers of a Dask cluster behind the interface of local processes.

Whoever reaches a scheduler of Dask can run anything on its workers, because Dask sends pickles.  So its address comes
from the command line alone, and the cluster that is started here listens on this machine only, with certificates made
for this run.
"""

import logging
import os
import re
import signal
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, suppress
from hashlib import blake2b
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any

from podproof.checker.errors import UsageError
from podproof.checker.fleet.tasks import OtherVersion, Preparation, call, identity
from podproof.checker.processes import processors, safe_path

LOCAL = re.compile(r"local(?::(\d+))?")
"""A cluster of this run on this machine, perhaps with the number of its processes."""

MOST_PROCESSES = 256
"""The most processes of such a cluster: more than this is a slip, such as the number of a port."""

ADDRESS = re.compile(r"([a-z]+://)?([\w.-]+|\[[0-9a-f:.]+\]):\d{1,5}")
"""The address of a scheduler."""

LOCAL_SETTINGS = {
    "distributed.scheduler.work-stealing": False,
    "distributed.worker.profile.enabled": False,
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.system-monitor.interval": "5s",
    "distributed.worker.memory.monitor-interval": "1s",
    "distributed.nanny.pre-spawn-environ": {},
}
"""No task is taken from the owner of a configuration, nothing is measured for a dashboard that nobody sees, and memory
is given back to the system as in any other process: by Dask's own setting, reading takes 4 % more."""

CONNECTING, REFRESHED = 10, 2.0
"""Seconds to wait for a scheduler, and seconds after which it is asked again for its workers."""


class DaskPool:
    """The workers of a cluster, each prepared once; `end` ends those that were started here, whatever they do."""

    def __init__(self, cluster: Any, prepare: Callable[..., None], *arguments: Any) -> None:
        """Connect to the scheduler at an address, start one (`local`, `local:N`), or take a cluster of Dask.

        Raises `UsageError`.
        """
        self._ending = ExitStack()
        self._preparation = Preparation(os.urandom(16), identity(), prepare, arguments)
        self._open: dict[Any, Future[Any]] = {}
        try:
            self._client = self._connect(cluster)
            self._refuse_others()
        except BaseException:
            self._ending.close()
            raise
        self._known: tuple[float, list[str]] = 0.0, []

    @property
    def workers(self) -> list[str]:
        """The addresses of the workers, asked again after a few seconds."""
        asked, known = self._known
        if not known or monotonic() - asked > REFRESHED:
            known = sorted(self._client.scheduler_info()["workers"])
            self._known = monotonic(), known
        return known

    def owner(self, key: bytes) -> str:
        """The worker for a key, the same one as long as it runs (rendezvous hashing, Thaler and Ravishankar, 1996)."""
        return max(self.workers, key=lambda address: blake2b(address.encode() + b"\0" + key).digest(), default="")

    def submit(self, function: Callable[..., Any], /, *arguments: Any, worker: str = "") -> Future[Any]:
        """Have a worker call the function, this one if it still runs."""
        options: dict[str, Any] = {"pure": False}
        if worker:
            options |= {"workers": [worker], "allow_other_workers": True}
        asked = self._client.submit(call, self._preparation, function, arguments, **options)
        answer: Future[Any] = Future()
        self._open[asked] = answer
        asked.add_done_callback(self._settle)
        return answer

    def end(self) -> None:
        """Forget what is not finished, and end what was started here."""
        for answer in list(self._open.values()):
            answer.cancel()
        self._ending.close()

    def _connect(self, cluster: Any) -> Any:
        number = _local_processes(cluster) if isinstance(cluster, str) else 0
        try:
            from distributed import Client
        except ImportError as error:
            raise UsageError("--cluster needs Dask: pip install 'podproof[fleet]'") from error
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        place = self._started(number) if number else cluster
        try:
            client = Client(place, timeout=CONNECTING, set_as_default=False)
        except (OSError, ValueError, TypeError) as error:
            raise UsageError(f"--cluster {cluster}: no scheduler of Dask answers there: {error}") from error
        self._ending.callback(client.close, timeout=CONNECTING)
        return client

    def _started(self, number: int) -> Any:
        """A cluster of so many processes; no interrupt of the terminal reaches them.

        None takes a task from the owner of a configuration, so that each configuration is decided once.
        """
        from dask import config
        from distributed import LocalCluster
        from distributed.security import Security

        folder = self._ending.enter_context(TemporaryDirectory(prefix="podproof-", ignore_cleanup_errors=True))
        self._ending.enter_context(safe_path())
        self._ending.enter_context(config.set(LOCAL_SETTINGS))
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            cluster = LocalCluster(
                n_workers=number,
                threads_per_worker=1,
                host="127.0.0.1",
                security=Security.temporary(),
                dashboard_address=None,
                local_directory=folder,
                silence_logs=logging.CRITICAL,
            )
        except ImportError as error:
            raise UsageError(f"--cluster local: {error}: pip install 'podproof[fleet]'") from error
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        self._ending.callback(cluster.close, timeout=CONNECTING)
        return cluster

    def _refuse_others(self) -> None:
        """Refuse a cluster with workers of another podproof, whose verdicts might differ."""
        try:
            found = self._client.run(identity)
        except Exception as error:
            raise UsageError(f"the workers cannot run this podproof: {type(error).__name__}: {error}") from error
        others = [address for address, each in found.items() if each != self._preparation.sources]
        if others:
            raise UsageError(f"workers of another podproof: {', '.join(sorted(others)[:5])}; install the same one")

    def _settle(self, asked: Any) -> None:
        """Hand over an answer; that of a killed worker is broken, as that of a killed process is."""
        answer = self._open.pop(asked)
        error: BaseException | None = None
        try:
            result = asked.result()
        except CancelledError:
            error = CancelledError()
        except Exception as raised:
            error = _error(raised)
        with suppress(Exception):  # it may be cancelled meanwhile
            if error is None:
                answer.set_result(result)
            else:
                answer.set_exception(error)


def _local_processes(cluster: str) -> int:
    """The number of processes of a cluster on this machine; 0 for the address of another one."""
    if local := LOCAL.fullmatch(cluster):
        number = local[1] or str(processors())
        if len(number) < 5 and 0 < int(number) <= MOST_PROCESSES:
            return int(number)
        raise UsageError(f"--cluster {cluster}: give it 1 to {MOST_PROCESSES} processes")
    if not ADDRESS.fullmatch(cluster):
        raise UsageError(f"--cluster {cluster}: write local, local:N or the address of a scheduler, such as host:8786")
    return 0


def _error(raised: Exception) -> BaseException:
    if isinstance(raised, OtherVersion):
        return UsageError("a worker of another podproof has joined the cluster; install the same one everywhere")
    name = type(raised).__name__
    return BrokenProcessPool(str(raised)) if name == "KilledWorker" else raised
