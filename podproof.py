"""The Kubernetes Pod lifecycle, specified and checked.

>>> import podproof
>>> (pod,) = podproof.read(podproof.example())
>>> result = podproof.explore(pod, faults="none", laws=["never-means-once"])
>>> result.situations["CrashLoopBackOff"]
True

In a checkout this file finds `podproof.spec` and `podproof.checker` in the folders beside it; installed, it is the
`__init__.py` above them. Nothing is imported before it is used.
"""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from podproof.checker import strategies as strategies
    from podproof.checker.api.exploration import PodExploration, explore
    from podproof.checker.api.manifests import parse, read
    from podproof.checker.api.traces import PodTrace
    from podproof.checker.errors import (
        ConfigurationError,
        Error,
        GraphError,
        LawError,
        ManifestError,
        RecordingError,
        UsageError,
    )
    from podproof.checker.trace import Trace
    from podproof.checker.verify import Verdict
    from podproof.spec.manifest import Manifest, example
    from podproof.spec.notation import Law, Situation
    from podproof.spec.pod.state import Container, Pod

__path__ = [str(Path(__file__).parent)]

_HOME = {
    "ConfigurationError": "checker.errors",
    "Container": "spec.pod.state",
    "Error": "checker.errors",
    "GraphError": "checker.errors",
    "Law": "spec.notation",
    "LawError": "checker.errors",
    "Manifest": "spec.manifest",
    "ManifestError": "checker.errors",
    "Pod": "spec.pod.state",
    "PodExploration": "checker.api.exploration",
    "PodTrace": "checker.api.traces",
    "RecordingError": "checker.errors",
    "Situation": "spec.notation",
    "Trace": "checker.trace",
    "UsageError": "checker.errors",
    "Verdict": "checker.verify",
    "example": "spec.manifest",
    "explore": "checker.api.exploration",
    "parse": "checker.api.manifests",
    "read": "checker.api.manifests",
    "strategies": "checker",
}
"""Where each public name is defined, so that `import podproof` imports none of them."""

__all__ = [
    "ConfigurationError",
    "Container",
    "Error",
    "GraphError",
    "Law",
    "LawError",
    "Manifest",
    "ManifestError",
    "Pod",
    "PodExploration",
    "PodTrace",
    "RecordingError",
    "Situation",
    "Trace",
    "UsageError",
    "Verdict",
    "example",
    "explore",
    "parse",
    "read",
    "strategies",
]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'podproof' has no attribute {name!r}")
    home = f"podproof.{_HOME[name]}"
    found = import_module(f"{home}.{name}") if name == "strategies" else getattr(import_module(home), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return __all__


if __name__ == "__main__":  # `python -m podproof` in a checkout
    import sys

    from podproof.checker.cli import main

    sys.exit(main())
