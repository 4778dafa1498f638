"""The Pods of a recording, drawn over time."""

import os
from collections.abc import Mapping
from typing import BinaryIO

from podproof.checker.diagrams.formats import Draw
from podproof.checker.errors import RecordingError, UsageError
from podproof.checker.manifests import Path
from podproof.checker.names import nearest

ObservedPods = Mapping[tuple[str, str], list[object]]
"""The observations of each Pod by its name and its UID."""

NEEDED = "a timeline needs a recording: name a file with the output of `kubectl get pods -w -o json`"

NO_POD = "no Pod in it: record the output of `kubectl get pods -w -o json`"


def observed(stream: BinaryIO, path: str) -> tuple[ObservedPods, list[str]]:
    """The observations of each Pod, and a message for each part that cannot be read."""
    from podproof.spec.observation.entries import Observed
    from podproof.spec.observation.recordings import entries
    from podproof.spec.observation.streams import DamagedStream

    pods: dict[tuple[str, str], list[object]] = {}
    problems = []
    for each in entries(stream):
        if isinstance(each, Observed) and each.pod.metadata is not None:
            key = each.pod.metadata.name, each.pod.metadata.uid
            pods.setdefault(key, []).append(each)
        elif isinstance(each, DamagedStream):
            problems.append(f"{path}:{each.line}: error: {each.message}")
    return pods, problems


def of_name(pods: ObservedPods, name: str) -> ObservedPods:
    """Those of this name, or of the nearest one."""
    found = nearest(name, list(dict.fromkeys(each for each, _ in pods)), "Pod in the recording")
    return {key: observations for key, observations in pods.items() if key[0] == found}


def timeline(path: Path | None, name: str, draw: Draw) -> str | bytes:
    """The timeline of the only Pod of a recording, or of the only one of this name."""
    if path is None:
        raise UsageError(NEEDED)
    file = os.fspath(path)
    try:
        with open(file, "rb") as stream:
            pods, problems = observed(stream, file)
    except OSError as error:
        raise RecordingError(f"{file}: {error.strerror or error}") from error
    if problems or not pods:
        raise RecordingError("\n".join(problems) or f"{file}: {NO_POD}")
    if name:
        pods = of_name(pods, name)
    if len(pods) > 1:
        names = ", ".join(dict.fromkeys(each for each, _ in pods))
        raise UsageError(f"{file} has {len(pods)} Pods: choose one by its name; there are {names}")
    return draw(next(iter(pods.values())))
