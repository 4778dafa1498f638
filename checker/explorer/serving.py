"""The explorer as a server: the page for everybody on this machine, what it asks for only with the token."""

import atexit
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from queue import SimpleQueue
from threading import Thread

from podproof.checker.explorer.application import PAGE, application
from podproof.checker.explorer.pods import ExplorablePod
from podproof.checker.server.guard import Protection
from podproof.checker.server.loopback import LoopbackServer

MOST_BYTES = 1 << 17
"""Bytes of a question: a long walk takes a quarter of it."""


class ExplorerServer:
    """Serves the explorer of some Pods, and computes meanwhile the horizons of those that somebody looks at.

    The token is in the fragment of the address, which browsers send to nobody.
    """

    def __init__(self, pods: Sequence[ExplorablePod], port: int = 0) -> None:
        self._pods, token = pods, secrets.token_urlsafe()
        self._wanted = SimpleQueue[ExplorablePod | None]()
        self._queued: set[int] = set()
        protection = Protection(token, frozenset(PAGE), MOST_BYTES)
        self._server = LoopbackServer(application(pods, self._want), port=port, protection=protection)
        self.address = f"{self._server.address}/#token={token}"

    def run(self, when_listening: Callable[[str], None]) -> None:
        """Serve until a signal."""
        with self._computing():
            self._server.run(lambda _: when_listening(self.address))

    @contextmanager
    def in_thread(self) -> Iterator[str]:
        """Serve in a thread while the block runs, which is given the address."""
        with self._computing(), self._server.in_thread():
            yield self.address

    @contextmanager
    def _computing(self) -> Iterator[None]:
        """Compute what takes long in a thread while the block runs.

        The process waits for the operation under way before it ends, which would pull the library from under it.
        """
        thread = Thread(target=self._compute, name="horizon", daemon=True)
        thread.start()
        atexit.register(thread.join)
        try:
            yield
        finally:
            self._wanted.put(None)
            for pod in self._pods:
                pod.horizon.stop()

    def _compute(self) -> None:
        for pod in iter(self._wanted.get, None):
            pod.horizon.compute()

    def _want(self, pod: ExplorablePod) -> None:
        """Compute the horizon of a Pod after those that were wanted before."""
        if id(pod) not in self._queued:
            self._queued.add(id(pod))
            self._wanted.put(pod)
