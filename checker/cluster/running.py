"""A cluster that runs: its address, its kubeconfig, and what a test does with it."""

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import ProxyHandler, Request, build_opener

from podproof.checker.cluster.cluster import Cluster
from podproof.checker.cluster.kubeconfig import write_kubeconfig
from podproof.checker.cluster.recording import PodRecorder
from podproof.checker.cluster.serving import serving
from podproof.checker.errors import UsageError

URL_CHARACTERS = "/?&=%:,;+@"
"""What has a meaning in an address; anything else, such as a space in a name, is quoted."""

SECONDS = 60.0
"""How long an answer may take."""


class RunningCluster:
    """A simulated cluster behind `address`; programs find it by the file `kubeconfig`."""

    def __init__(self, cluster: Cluster, address: str, kubeconfig: Path, recorder: PodRecorder | None = None) -> None:
        self.cluster, self.address, self.kubeconfig, self._recorder = cluster, address, kubeconfig, recorder
        self._opener = build_opener(ProxyHandler({}))

    @property
    def left_out(self) -> int:
        """How many changes of Pods the recording has no room for."""
        return self._recorder.left_out if self._recorder else 0

    def request(self, method: str, path: str, body: Any = None) -> Any:
        """Ask the API itself; raises `UsageError` with the message of a Status that is not a success."""
        try:
            data = None if body is None else json.dumps(body).encode()
        except TypeError as error:
            raise UsageError(f"the body is not JSON: {error}") from None
        request = Request(
            f"{self.address}{quote(path, URL_CHARACTERS)}", data, {"Content-Type": "application/json"}, method=method
        )
        try:
            with self._opener.open(request, timeout=SECONDS) as answer:
                return json.loads(answer.read() or b"null")
        except HTTPError as error:
            raise UsageError(json.loads(error.read())["message"]) from None

    def create(self, manifest: Any) -> Any:
        """Create a Pod from its manifest, and return it as it is stored."""
        metadata = manifest.get("metadata") if isinstance(manifest, Mapping) else None
        namespace = (isinstance(metadata, Mapping) and metadata.get("namespace")) or "default"
        return self.request("POST", f"/api/v1/namespaces/{namespace}/pods", manifest)

    def pod(self, name: str, namespace: str = "default") -> Any:
        """A Pod as the API shows it."""
        return self.request("GET", f"/api/v1/namespaces/{namespace}/pods/{name}")

    def step(
        self, name: str, steps: int = 1, *, event: str = "", container: str = "", namespace: str = "default"
    ) -> Any:
        """Take steps of a Pod: so many that its adversary chooses, or one event."""
        what = {"event": event, "container": container} if event else {"steps": steps}
        return self.request("POST", "/podproof/step", {"name": name, "namespace": namespace, **what})

    def hold(self, name: str, namespace: str = "default") -> None:
        """Let a Pod take no step by itself."""
        self.request("POST", "/podproof/hold", {"name": name, "namespace": namespace})

    def release(self, name: str, namespace: str = "default") -> None:
        """Let a Pod go on by itself."""
        self.request("POST", "/podproof/release", {"name": name, "namespace": namespace})

    def expire(self) -> None:
        """End all watches with 410 Gone, and forget all versions so far."""
        self.request("POST", "/podproof/expire")

    def drop(self) -> None:
        """End all watches without an error, as a broken connection does."""
        self.request("POST", "/podproof/drop")

    def pods(self) -> list[Any]:
        """Each Pod: how it is simulated, and the steps that it has taken."""
        found: list[Any] = self.request("GET", "/podproof/pods")["pods"]
        return found

    def history(self, most: int) -> str:
        """How each Pod was simulated, and its last steps, those whose objects are removed first: for a failed test."""
        known = self.request("GET", "/podproof/pods")
        return "\n".join(map(partial(_paragraph, most), known["removed"] + known["pods"]))


def _paragraph(most: int, pod: Any) -> str:
    how = f"execution {pod['execution']}" if pod["execution"] else f"mode {pod['mode']}"
    left_out = pod["steps"] - len(pod["taken"][-most:])
    shown = [f"… {left_out} steps"] * (left_out > 0) + pod["taken"][-most:]
    return f"{pod['namespace']}/{pod['name']}: {how}, seed {pod['seed']}: {' '.join(shown)}"


@contextmanager
def running(
    cluster: Cluster, *, port: int = 0, kubeconfig: str | Path | None = None, record: str | Path | None = None
) -> Iterator[RunningCluster]:
    """Serve a cluster while the block runs; its kubeconfig is removed afterwards, the record of its Pods is kept."""
    with ExitStack() as stack:
        config = Path(kubeconfig or Path(stack.enter_context(TemporaryDirectory(prefix="podproof-")), "kubeconfig"))
        recorder = None
        if record is not None:
            recorder = PodRecorder(cluster.storage, stack.enter_context(open(record, "wb")))
        address = stack.enter_context(serving(cluster, port))
        _write(config, address)
        stack.callback(config.unlink, missing_ok=True)
        yield RunningCluster(cluster, address, config, recorder)


def _write(path: Path, address: str) -> None:
    try:
        write_kubeconfig(path, address)
    except FileExistsError:
        raise UsageError(f"{path} exists: remove it, or name another file") from None
