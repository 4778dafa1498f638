"""Which Pods the specification asks about: manifests, as data."""

from pathlib import Path

from podproof.spec.manifest import NEWEST, read
from podproof.spec.pod.state import Pod

FOLDER = Path(__file__).parent


def path(name: str) -> Path:
    """The manifest of the scenario."""
    return FOLDER / f"{name}.yaml"


def pod(name: str) -> Pod:
    """The Pod of the scenario, of an older version of Kubernetes if the name ends so: `probes@1.27`."""
    plain, _, version = name.partition("@1.")
    (manifest,) = read([str(path(plain))], kubernetes=int(version or NEWEST)).pods
    return manifest.pod
