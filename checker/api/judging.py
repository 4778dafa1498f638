"""Recordings and sequences of phases, held against the specification."""

import os
from collections.abc import Iterable, Iterator, Sequence

from podproof.checker.conformance.phases import PhasesVerdict, known_texts
from podproof.checker.conformance.pod_observers import PodObservers
from podproof.checker.conformance.recordings import RecordingProblem
from podproof.checker.conformance.recordings import judge as judge_stream
from podproof.checker.conformance.verdict import PodVerdict
from podproof.checker.errors import RecordingError
from podproof.checker.manifests import Path
from podproof.checker.names import fault_classes, modeled_version
from podproof.spec.observation.columns import smallest_pod
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.state import Pod


def judge(
    path: Path, *, kubernetes: int | str | None = None, faults: str | Iterable[str] = "all"
) -> Iterator[PodVerdict]:
    """Judge each Pod of a recording: watch events, a list, or an audit log, packed or not.

    A verdict comes as soon as it is certain; `verdict.legal` says whether a Pod can behave so, `verdict.diagnosis()`
    what forbids it and `verdict.trace()` the execution up to the last legal observation. Parts that cannot be read do
    not stop the others: they raise one `RecordingError` at the end.
    """
    name = os.fspath(path)
    problems: list[str] = []
    version = modeled_version(kubernetes)
    observers = PodObservers(version.minor, patch=version.patch, faults=fault_classes(faults))
    try:
        with open(name, "rb") as stream:
            for judged in judge_stream(stream, name, observers):
                if not isinstance(judged, RecordingProblem):
                    yield judged
                elif judged.severity == "error":
                    problems.append(f"{name}{f':{judged.line}' if judged.line else ''}: {judged.message}")
    except OSError as error:
        raise RecordingError(f"{name}: {error.strerror or error}") from error
    if problems:
        raise RecordingError(*problems)


def judge_phases(
    phases: Sequence[str],
    pod: Pod | None = None,
    *,
    kubernetes: int | str | None = None,
    faults: str | Iterable[str] = "all",
) -> PhasesVerdict:
    """Judge whether a Pod can show these phases, or texts of the column STATUS, one after the other.

    `pod` is a configuration (default: the smallest of which the texts speak). `verdict.impossible` is the position of
    the first that cannot follow, or None. Raises `UsageError` for a text that no Pod shows.
    """
    configuration = pod or smallest_pod(phases, modeled_version(kubernetes).minor)
    return PhasesVerdict(LIFECYCLE, configuration, known_texts(configuration, phases), fault_classes(faults))
