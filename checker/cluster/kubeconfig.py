"""The kubeconfig of the cluster: a file that only its owner may read, as the address in it has a secret part."""

import json
import os

from podproof.checker.cluster.statuses import Object


def kubeconfig(address: str) -> Object:
    """The configuration for a cluster at an address."""
    return {
        "apiVersion": "v1",
        "kind": "Config",
        "preferences": {},
        "clusters": [{"name": "podproof", "cluster": {"server": address}}],
        "users": [{"name": "podproof", "user": {}}],
        "contexts": [
            {"name": "podproof", "context": {"cluster": "podproof", "user": "podproof", "namespace": "default"}}
        ],
        "current-context": "podproof",
    }


def write_kubeconfig(path: str | os.PathLike[str], address: str) -> None:
    """Write the configuration to a new file; raises `FileExistsError` for one that exists."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(kubeconfig(address), file, indent=1)  # JSON is YAML
