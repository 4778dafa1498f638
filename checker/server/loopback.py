"""The server: it listens on the loopback address only, and ends at once, open streams or not."""

import asyncio
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

import uvicorn
from starlette.types import ASGIApp

from podproof.checker.errors import UsageError
from podproof.checker.server.guard import Guard, Protection

LOOPBACK = "127.0.0.1"

NO_TOKEN = Protection()


class LoopbackServer:
    """Serves an ASGI application on a port of this machine, a free one by default; the port is taken at once."""

    def __init__(self, application: ASGIApp, *, port: int = 0, protection: Protection = NO_TOKEN) -> None:
        self._socket = _listening(port)
        self.port: int = self._socket.getsockname()[1]
        self.address = f"http://{LOOPBACK}:{self.port}"
        self._server = _Server(
            uvicorn.Config(
                Guard(application, self.port, protection),
                http="h11",
                ws="none",
                lifespan="on",
                log_config=None,
                log_level="critical",
                access_log=False,
                server_header=False,
                proxy_headers=False,
                timeout_graceful_shutdown=0,
            )
        )

    def run(self, when_listening: Callable[[str], None] = lambda address: None) -> None:
        """Serve until `stop`, SIGINT or SIGTERM, which is raised again at the end; first the address is reported."""
        self._server.when_listening = lambda: when_listening(self.address)
        self._server.run(sockets=[self._socket])

    def stop(self) -> None:
        """End; from any thread."""
        self._server.should_exit = True

    @contextmanager
    def in_thread(self) -> Iterator[str]:
        """Serve in a thread while the block runs, which is given the address."""
        listening = Event()
        thread = Thread(target=self.run, args=[lambda address: listening.set()], daemon=True)
        thread.start()
        try:
            while not listening.wait(0.05):
                if not thread.is_alive():
                    raise RuntimeError("the server has ended before it listened")
            yield self.address
        finally:
            self.stop()
            thread.join()


class _Server(uvicorn.Server):
    """The server of uvicorn, which tells when it listens, and leaves no connection behind."""

    when_listening: Callable[[], None]

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.when_listening()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Streams are cancelled; a client that does not read gets no time to do so."""
        await super().shutdown(sockets)
        await asyncio.sleep(0)
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        await asyncio.sleep(0)


def _listening(port: int) -> socket.socket:
    # asyncio turns off the delay of small packets only where the protocol is named: without it, an answer takes 40 ms.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((LOOPBACK, port))
    except (OSError, OverflowError) as error:
        listener.close()
        why = getattr(error, "strerror", "not from 0 to 65535")
        raise UsageError(f"port {port} of {LOOPBACK}: {why}; without --port a free one is taken") from None
    listener.listen(128)
    return listener
