"""From files to Pods: everything in a Kubernetes manifest that steers the lifecycle, or what is wrong with it.

sources → syntax → kinds ─┬→ schema    fields that the API does not have, values of a wrong type
                          ├→ refusals  what the API server refuses: rules made of words
                          └→ build     the Pod, with Kubernetes' defaults from fields
"""

from podproof.spec.manifest.build import Setting
from podproof.spec.manifest.problems import Position, Problem, Skipped
from podproof.spec.manifest.reading import Manifest, ManifestFile, Reading, read, stream
from podproof.spec.pod.state import NEWEST

__all__ = [
    "NEWEST",
    "Manifest",
    "ManifestFile",
    "Position",
    "Problem",
    "Reading",
    "Setting",
    "Skipped",
    "example",
    "read",
    "stream",
]


def example() -> str:
    """Return the path of the manifest that is shipped as an example: a web server with everything a Pod can have."""
    from importlib.resources import files

    return str(files("podproof.spec.pod.examples").joinpath("web.yaml"))
