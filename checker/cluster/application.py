"""The API over HTTP, as an ASGI application."""

import asyncio
import sys
from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from podproof.checker.cluster import discovery
from podproof.checker.cluster.cluster import Cluster
from podproof.checker.cluster.control import Control
from podproof.checker.cluster.endpoints import Endpoints, json_response
from podproof.checker.cluster.requests import READABLE, read_body, target
from podproof.checker.cluster.statuses import ApiError

STALLED_SECONDS = 30.0
"""How long a client may leave the lines of a watch unread."""

MOST_BYTES = 3 << 20
"""The largest body of a request, as that of the API server."""

HEALTH = frozenset({"healthz", "livez", "readyz"})


class Application:
    """Answers the requests below a secret prefix of the path, which the kubeconfig has."""

    def __init__(self, cluster: Cluster, prefix: str) -> None:
        self.cluster, self._prefix = cluster, prefix
        self._control, self._endpoints = Control(cluster), Endpoints(cluster)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; every error is a Status object."""
        if scope["type"] == "lifespan":
            await self._run(receive, send)
            return
        try:
            response = await self._answer(Request(scope, receive))
        except ApiError as error:
            response = refusal(error)
        except HTTPException as error:
            response = refusal(ApiError(error.status_code, "RequestEntityTooLarge", error.detail))
        except Exception as error:  # whatever is wrong here must not be taken for a broken connection
            print(f"podproof simulate: {scope['method']} failed: {error!r}", file=sys.stderr)
            response = refusal(ApiError(500, "InternalError", f"an error of the simulated cluster: {error!r}"))
        await response(scope, receive, _patient(send))

    async def _run(self, receive: Receive, send: Send) -> None:
        """Let the Pods go on while the server runs."""
        await receive()
        running = asyncio.create_task(self.cluster.driver.run())
        await send({"type": "lifespan.startup.complete"})
        await receive()
        running.cancel()
        self.cluster.watches.drop()
        await send({"type": "lifespan.shutdown.complete"})

    async def _answer(self, request: Request) -> Response:
        prefix, *path = request.scope["path"].strip("/").split("/")
        if prefix != self._prefix:
            raise ApiError(403, "Forbidden", "use the kubeconfig of this cluster: its address has a secret part")
        if path[:1] == ["podproof"]:
            body = read_body(await request.body() or b"{}", "", READABLE)
            return json_response(self._control.answer(request.method, path[1:], body, request.query_params))
        if request.method == "GET" and (found := self._discovery(path, request.headers)) is not None:
            return found
        return await self._endpoints.answer(request, target(path or [""], self.cluster.resources))

    def _discovery(self, path: list[str], headers: Mapping[str, str]) -> Response | None:
        """What a path of discovery answers; None for other paths."""
        resources = self.cluster.resources
        match path:
            case ["version"]:
                return json_response(discovery.version())
            case [name] if name in HEALTH:
                return Response("ok", media_type="text/plain")
            case ["openapi", "v2"]:
                return _openapi_2(headers.get("accept", ""))
            case ["openapi", "v3"]:
                return json_response(discovery.openapi_3(resources))
            case ["openapi", "v3", "api", version]:
                return json_response(discovery.openapi_3_of(resources, "", version))
            case ["openapi", "v3", "apis", group, version]:
                return json_response(discovery.openapi_3_of(resources, group, version))
            case ["api"]:
                return json_response(discovery.CORE_VERSIONS)
            case ["apis"]:
                return json_response(discovery.groups(resources))
            case ["apis", group]:
                return json_response(discovery.group(resources, group))
            case ["api", version]:
                return json_response(discovery.resource_list(resources, "", version))
            case ["apis", group, version]:
                return json_response(discovery.resource_list(resources, group, version))
        return None


def _openapi_2(accept: str) -> Response:
    if "protobuf" in accept and "json" not in accept:
        type = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf"
        return Response(discovery.OPENAPI_2_PROTOBUF, media_type=type)
    return json_response(discovery.OPENAPI_2)


def refusal(error: ApiError) -> Response:
    """The answer to a request that is refused."""
    return json_response(error.status, error.code)


def refuse(code: int, why: str) -> Response:
    """The answer of the guard, which knows no API."""
    reason = {401: "Unauthorized", 403: "Forbidden", 413: "RequestEntityTooLarge"}.get(code, "BadRequest")
    return refusal(ApiError(code, reason, why))


def _patient(send: Send) -> Send:
    """Send, unless the client does not read for too long; then the connection is broken."""

    async def bounded_send(message: Message) -> None:
        async with asyncio.timeout(STALLED_SECONDS):
            await send(message)

    return bounded_send
