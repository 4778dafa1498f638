"""From files to Pods: everything in a Kubernetes manifest that affects the lifecycle, or the problems in it.

discovery → sources → syntax → kinds ─┬→ schema    fields that the API does not have, values of a wrong type
                                      ├→ validate  what the API server refuses, as validations made of predicates
                                      ├→ build     the Pod, with the defaults of Kubernetes from fields
                                      └→ related   what steers the Pod from outside: its workload, Services, budgets, …
"""

from podproof.spec.manifest.build import Setting
from podproof.spec.manifest.outcome import Manifest, ManifestFile, Reading, Skipped
from podproof.spec.manifest.problems import Position, Problem
from podproof.spec.manifest.reading import read, stream
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
    """Return the path of the example manifest in this package: a web server with every part that a Pod can have."""
    from importlib.resources import files

    return str(files("podproof.spec.pod.examples").joinpath("web.yaml"))
