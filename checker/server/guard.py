"""What a request must pass before the application sees it."""

import hmac
from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

Refusal = Callable[[int, str], Response]
"""The answer to a request that is refused, from its status and the reason."""


def plain_refusal(status: int, why: str) -> Response:
    """A refusal as plain text."""
    return PlainTextResponse(f"{why}\n", status)


class Protection(NamedTuple):
    """What a server asks of requests: a bearer token (empty: none) but on the `public` paths, and a size in bytes."""

    token: str = ""
    public: frozenset[str] = frozenset()
    most_bytes: int = 1 << 20
    refuse: Refusal = plain_refusal


class Guard:
    """Lets a request through if it names this server, comes from no other site, knows the token, and is not too large.

    A page of another site can make a browser send requests here, and by DNS rebinding under a name of its own; so the
    header Host must name the loopback address and the port, and Origin, which browsers send with what could change
    something, must do so too.
    """

    def __init__(self, application: ASGIApp, port: int, protection: Protection) -> None:
        self._application, self._protection = application, protection
        self._hosts = {f"{name}:{port}" for name in ("127.0.0.1", "localhost")}
        self._origins = {f"http://{host}" for host in self._hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request, or refuse it."""
        if scope["type"] != "http":
            await self._application(scope, receive, send)
        elif refused := self._refused(scope["path"], Headers(scope=scope)):
            await self._protection.refuse(*refused)(scope, receive, send)
        else:
            await self._bounded(scope, receive, send)

    def _refused(self, path: str, headers: Headers) -> tuple[int, str] | None:
        """The status and the reason for which the request is refused."""
        token, most = self._protection.token, self._protection.most_bytes
        if [host.lower() for host in headers.getlist("host")] not in ([host] for host in self._hosts):
            return 421, "this server answers only to its own address"
        if not set(headers.getlist("origin")) <= self._origins:
            return 403, "this server answers no page of another site"
        if token and path not in self._protection.public and not _is_equal(headers.get("authorization", ""), token):
            return 401, "the token is missing or wrong"
        length = headers.get("content-length", "0")
        if length.isdecimal() and len(length) < 20 and int(length) <= most:
            return None
        return 413, _too_large(most)

    async def _bounded(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request; the application gets an error where the body, which need not tell its size, is larger."""
        received, most = 0, self._protection.most_bytes

        async def bounded_receive() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > most:
                raise HTTPException(413, _too_large(most))
            return message

        with suppress(ClientDisconnect):
            await self._application(scope, bounded_receive, send)


def _too_large(most: int) -> str:
    return f"the body is larger than {most:,} bytes"


def _is_equal(authorization: str, token: str) -> bool:
    return hmac.compare_digest(authorization.encode(), f"Bearer {token}".encode())
