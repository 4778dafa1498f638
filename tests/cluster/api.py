"""The API of a simulated cluster without a network: requests to the application itself."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from podproof.checker.cluster.adversaries import Adversaries
from podproof.checker.cluster.application import Application
from podproof.checker.cluster.cluster import Cluster
from podproof.checker.cluster.settings import PodSettings

PODS = "/api/v1/namespaces/default/pods"
MERGE, STRATEGIC = "application/merge-patch+json", "application/strategic-merge-patch+json"

BEGINNING = 1_767_225_600.0
"""The time of the clusters of tests: 2026-01-01T00:00:00Z."""


def pod(name: str = "web", **spec: Any) -> dict[str, Any]:
    """The manifest of a small Pod."""
    return {"metadata": {"name": name}, "spec": {"containers": [{"name": "a", "image": "b:1"}], **spec}}


class Answer(NamedTuple):
    """What the application answers."""

    code: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def json(self) -> Any:
        """The object."""
        return json.loads(self.content)

    @property
    def lines(self) -> list[Any]:
        """The objects of a watch."""
        return [json.loads(line) for line in self.content.splitlines()]


class Api:
    """A cluster whose Pods are held, and its application."""

    def __init__(self, mode: str = "pleasant", execution: str = "", **settings: Any) -> None:
        how = PodSettings(mode, execution, hold=True)
        self.cluster = Cluster(Adversaries(), how, seconds=lambda: BEGINNING, **settings)
        self.secret = "secret"
        self._application = Application(self.cluster, self.secret)

    def __call__(self, method: str, path: str, body: Any = None, *, send: bytes = b"", **headers: str) -> Answer:
        """Ask, with a body as JSON or as it is, and headers such as `content_type`."""
        data = send if body is None else json.dumps(body).encode()
        return asyncio.run(self.ask(method, path, data, headers))

    async def ask(self, method: str, path: str, data: bytes, headers: Mapping[str, str]) -> Answer:
        """The same within a loop."""
        path, _, query = path.partition("?")
        named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
        scope = {
            "type": "http",
            "method": method,
            "path": f"/{self.secret}{path}",
            "query_string": query.encode(),
            "headers": named,
        }
        sent: list[Any] = []
        received = iter([{"type": "http.request", "body": data}])

        async def receive() -> Any:
            if (message := next(received, None)) is None:
                await asyncio.Event().wait()
            return message

        async def send(message: Any) -> None:
            sent.append(message)

        await self._application(scope, receive, send)
        content = b"".join(each.get("body", b"") for each in sent[1:])
        return Answer(sent[0]["status"], {k.decode(): v.decode() for k, v in sent[0]["headers"]}, content)

    def watch(self, path: str) -> list[Any]:
        """What a watch shows until it waits for more; then its connection breaks."""
        return asyncio.run(self._watch(path))

    async def _watch(self, path: str) -> list[Any]:
        watches = self.cluster.watches
        asked = asyncio.create_task(self.ask("GET", path, b"", {}))
        while not asked.done() and not watches.number:
            await asyncio.sleep(0)
        while not asked.done() and watches.is_behind(0.0, most=0):
            await asyncio.sleep(0)
        watches.drop()
        return (await asked).lines

    def create(self, name: str = "web", **spec: Any) -> Any:
        """Create a Pod, and return it."""
        answer = self("POST", PODS, pod(name, **spec))
        assert answer.code == 201, answer.json
        return answer.json

    def step(self, name: str = "web", **what: Any) -> Any:
        """Take steps of a Pod."""
        return self("POST", "/podproof/step", {"name": name, **what}).json
