"""A Pod of a simulated cluster: what kubectl shows of it, and a recording of it."""

from contextlib import contextmanager

from podproof.checker.cluster.recording import PodRecorder
from podproof.checker.cluster.tables import pod_summary
from tests.cluster.api import PODS

WEB = f"{PODS}/web"


@contextmanager
def recorded(api, folder):
    """The path of a recording of everything that the Pods show meanwhile."""
    path = folder / "recording.jsonl"
    with path.open("wb") as file:
        PodRecorder(api.cluster.storage, file)
        yield path


def shown(api, name="web"):
    """The columns of `kubectl get pods`."""
    return pod_summary(api("GET", f"{PODS}/{name}").json)


def until_at_rest(api, name="web"):
    """Take steps until the Pod waits for a client."""
    api.step(name, steps=100)
