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
    from podproof.checker.api.checking import check, render
    from podproof.checker.api.clusters import simulated_cluster
    from podproof.checker.api.comparing import diff
    from podproof.checker.api.drawing import diagram
    from podproof.checker.api.explaining import explain
    from podproof.checker.api.exploration import PodExploration
    from podproof.checker.api.explorer import explore
    from podproof.checker.api.exporting import export
    from podproof.checker.api.fuzzing import fuzz
    from podproof.checker.api.judging import judge, judge_phases
    from podproof.checker.api.reporting import report
    from podproof.checker.api.simulating import cover, simulate
    from podproof.checker.api.timing import time
    from podproof.checker.api.walking import serve, walk
    from podproof.checker.conformance.phases import PhasesVerdict
    from podproof.checker.conformance.verdict import PodVerdict
    from podproof.checker.errors import (
        ConfigurationError,
        Error,
        GraphError,
        LawError,
        ManifestError,
        RecordingError,
        UsageError,
    )
    from podproof.checker.fuzz import Campaign
    from podproof.checker.gate.pod_times import PodTimes
    from podproof.checker.gate.report import CheckedPod, GateReport
    from podproof.checker.gate.results import Result
    from podproof.checker.manifests import parse, read
    from podproof.checker.pod_trace import PodTrace
    from podproof.checker.reports.comparison import ComparisonReport
    from podproof.checker.reports.topics import Topic
    from podproof.checker.simulation.histories import SimulatedHistory
    from podproof.checker.trace import Trace
    from podproof.checker.verify import Verdict
    from podproof.spec.manifest import Manifest, example
    from podproof.spec.notation import Law, Situation
    from podproof.spec.pod.state import Container, Pod

__path__ = [str(Path(__file__).parent)]

_HOME = {
    "Campaign": "checker.fuzz",
    "CheckedPod": "checker.gate.report",
    "ComparisonReport": "checker.reports.comparison",
    "ConfigurationError": "checker.errors",
    "Container": "spec.pod.state",
    "Error": "checker.errors",
    "GateReport": "checker.gate.report",
    "GraphError": "checker.errors",
    "Law": "spec.notation",
    "LawError": "checker.errors",
    "Manifest": "spec.manifest",
    "ManifestError": "checker.errors",
    "PhasesVerdict": "checker.conformance.phases",
    "Pod": "spec.pod.state",
    "PodExploration": "checker.api.exploration",
    "PodTimes": "checker.gate.pod_times",
    "PodTrace": "checker.pod_trace",
    "PodVerdict": "checker.conformance.verdict",
    "RecordingError": "checker.errors",
    "Result": "checker.gate.results",
    "SimulatedHistory": "checker.simulation.histories",
    "Situation": "spec.notation",
    "Topic": "checker.reports.topics",
    "Trace": "checker.trace",
    "UsageError": "checker.errors",
    "Verdict": "checker.verify",
    "check": "checker.api.checking",
    "cover": "checker.api.simulating",
    "diagram": "checker.api.drawing",
    "diff": "checker.api.comparing",
    "example": "spec.manifest",
    "explain": "checker.api.explaining",
    "explore": "checker.api.explorer",
    "export": "checker.api.exporting",
    "fuzz": "checker.api.fuzzing",
    "judge": "checker.api.judging",
    "judge_phases": "checker.api.judging",
    "parse": "checker.manifests",
    "read": "checker.manifests",
    "render": "checker.api.checking",
    "report": "checker.api.reporting",
    "serve": "checker.api.walking",
    "simulate": "checker.api.simulating",
    "simulated_cluster": "checker.api.clusters",
    "strategies": "checker",
    "time": "checker.api.timing",
    "walk": "checker.api.walking",
}
"""Where each public name is defined, so that `import podproof` imports none of them."""

__all__ = [
    "Campaign",
    "CheckedPod",
    "ComparisonReport",
    "ConfigurationError",
    "Container",
    "Error",
    "GateReport",
    "GraphError",
    "Law",
    "LawError",
    "Manifest",
    "ManifestError",
    "PhasesVerdict",
    "Pod",
    "PodExploration",
    "PodTimes",
    "PodTrace",
    "PodVerdict",
    "RecordingError",
    "Result",
    "SimulatedHistory",
    "Situation",
    "Topic",
    "Trace",
    "UsageError",
    "Verdict",
    "check",
    "cover",
    "diagram",
    "diff",
    "example",
    "explain",
    "explore",
    "export",
    "fuzz",
    "judge",
    "judge_phases",
    "parse",
    "read",
    "render",
    "report",
    "serve",
    "simulate",
    "simulated_cluster",
    "strategies",
    "time",
    "walk",
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
