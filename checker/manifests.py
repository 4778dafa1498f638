"""Pods read from manifests, or one error that says everything that is wrong with them."""

import os
from collections.abc import Iterable

from podproof.checker.errors import ManifestError, UsageError
from podproof.checker.names import modeled_version
from podproof.spec.manifest import Manifest, Problem
from podproof.spec.manifest import read as read_files
from podproof.spec.manifest.reading import collect, read_source
from podproof.spec.manifest.sources import SourceText

Path = str | os.PathLike[str]


def read(*paths: Path, kubernetes: int | str | None = None) -> tuple[Manifest, ...]:
    """Read every Pod and every workload with a Pod template from files and folders.

    `kubernetes` is the version whose API server judges the manifests, such as `"1.34"` (default: the newest). Raises
    `ManifestError` if a file cannot be read, the API server would refuse an object, or no Pod is found; what is only
    doubtful is in `Manifest.warnings`.
    """
    names = [os.fspath(path) for path in paths]
    reading = read_files(names, kubernetes=modeled_version(kubernetes).minor)
    return _accepted(reading.pods, reading.problems, ", ".join(names))


def parse(text: str, *, name: str = "<text>", kubernetes: int | str | None = None) -> tuple[Manifest, ...]:
    """Read every Pod from YAML or JSON text, as `read` does; `name` stands for the file in messages."""
    reading = collect(read_source(SourceText(name, text), modeled_version(kubernetes).minor))
    return _accepted(reading.pods, reading.problems, name)


def only(manifests: tuple[Manifest, ...], source: str) -> Manifest:
    """The one Pod of a source; raises `UsageError` if it has several."""
    if len(manifests) != 1:
        raise UsageError(f"{source} has {len(manifests)} Pods: take one of those that `read` returns")
    return manifests[0]


def _accepted(manifests: tuple[Manifest, ...], problems: Iterable[Problem], source: str) -> tuple[Manifest, ...]:
    errors = [str(problem) for problem in problems if problem.severity == "error"]
    if errors or not manifests:
        raise ManifestError(errors or [f"{source}: no Pod found"])
    return manifests
