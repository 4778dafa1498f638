"""Where recordings are found: files, folders, patterns and object stores, each perhaps with the name of a cluster."""

import errno
import glob
import os
import re
import sys
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO, NamedTuple, cast

from podproof.checker.conformance.recordings import Recording, RecordingProblem
from podproof.checker.conformance.verdict import PodVerdict
from podproof.spec.tree import is_below

SUFFIXES = re.compile(r"\.(jsonl?|ndjson|log|ya?ml)([-.]\d[\w.-]*)?(\.(gz|zst))?$")
"""How the files of a folder end that are read: JSON, YAML and logs, perhaps rotated, perhaps packed."""

ROTATED = re.compile(r"^(?P<stem>.+?)([-.](?P<date>\d{4}-?\d\d-?\d\d[\w.-]*?))?\.log(\.(?P<number>\d+))?(\.(gz|zst))?$")
"""A log as an API server rotates it, with the time before `.log`, or logrotate, with a number after it."""

URL = re.compile(r"^[a-z][a-z0-9+.-]*://|^[a-z][a-z0-9+.-]*::")
"""How the address of an object store begins."""

NAMED = re.compile(r"^(?P<cluster>[\w.-]+)=(?P<path>.+)$", re.DOTALL)


class RecordingSource(NamedTuple):
    """The recording of a cluster: one file, or the parts of a rotated log, the oldest first."""

    cluster: str
    files: tuple[str, ...]


def sources(paths: Sequence[str]) -> list[RecordingSource | RecordingProblem]:
    """The recordings at these paths, after the problem of each path without one.

    `NAME=PATH` names the cluster.  Else it is the first folder below a given one.
    """
    problems: list[RecordingSource | RecordingProblem] = []
    found: dict[tuple[str, str], list[str]] = {}
    for path in paths:
        try:
            for cluster, file in _files(path):
                found.setdefault((cluster, _stem(file)), []).append(file)
        except OSError as error:
            problems.append(RecordingProblem(path, 0, str(error)))
    return problems + [RecordingSource(cluster, _in_order(files)) for (cluster, _), files in found.items()]


def open_file(path: str, folder: str = "") -> BinaryIO:
    """The file, relative to the folder, the object of a store, or the standard input for `-`, which stays open."""
    if URL.match(path):
        return _object(path)
    if path != "-":
        return open(os.path.join(folder, path), "rb")
    if sys.stdin is None:
        raise OSError(errno.EBADF, "the standard input is closed")
    return open(sys.stdin.fileno(), "rb", closefd=False)


class PartsReader:
    """Reads the parts of a recording in turn; it `is_unreadable` if its only file cannot be read."""

    def __init__(self, source: RecordingSource, recording: Recording, folder: str = "") -> None:
        """Read the parts into the recording; their names are relative to the folder."""
        self.source, self.recording, self.folder = source, recording, folder
        self.is_unreadable = False

    def __iter__(self) -> Iterator[PodVerdict | RecordingProblem]:
        for number, file in enumerate(self.source.files):
            if number:
                self.recording.begin(file)
            try:
                with open_file(file, self.folder) as stream:
                    yield from self.recording.read(stream)
            except OSError as error:
                yield RecordingProblem(file, 0, error.strerror or str(error))
                self.is_unreadable = len(self.source.files) == 1


def _object(address: str) -> BinaryIO:
    try:
        return cast(BinaryIO, _opened(address)[0].open())
    except FileNotFoundError:  # which says only the address again
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT)) from None


def _files(path: str) -> Iterator[tuple[str, str]]:
    """The files at a path, each with the name of its cluster; raises `OSError` where there is none."""
    named = NAMED.match(path)
    cluster, place = ("", path) if named is None or os.path.lexists(path) else named.group("cluster", "path")
    if URL.match(place):
        yield from ((cluster, each) for each in _objects(place))
        return
    is_pattern = glob.has_magic(place) and not os.path.lexists(place)
    matches = sorted(glob.glob(place, recursive=True)) if is_pattern else [place]
    if not matches:
        raise OSError("no file matches this pattern")
    for match in matches:
        if not os.path.isdir(match):
            yield cluster, match
            continue
        files = list(_inside(match))
        if not (files or is_pattern):
            raise OSError("no recording in this folder; give it .json, .jsonl, .ndjson, .log or .yaml files")
        yield from ((cluster or _folder(match, file), file) for file in files)


def _inside(folder: str) -> Iterator[str]:
    """The recordings below a folder, in order; hidden ones are skipped, and links that lead out of it."""
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        for name in sorted(files):
            path = os.path.join(here, name)
            if SUFFIXES.search(name) and not name.startswith(".") and os.path.isfile(path) and is_below(path, folder):
                yield path


def _folder(root: str, file: str) -> str:
    """The first folder between a root and a file in it."""
    first, separator, _ = os.path.relpath(file, root).partition(os.sep)
    return first if separator else ""


def _stem(file: str) -> str:
    """What the parts of a rotated log have in common; the file itself for any other one."""
    folder, name = os.path.split(file)
    rotated = ROTATED.match(name)
    return os.path.join(folder, f"{rotated['stem']}.log") if rotated else file


def _in_order(files: Sequence[str]) -> tuple[str, ...]:
    """The parts of a rotated log, the oldest first: by their times, then by falling numbers, then the last one."""

    def age(file: str) -> tuple[bool, str, int]:
        rotated = ROTATED.match(os.path.basename(file))
        date, number = (rotated["date"], rotated["number"]) if rotated else (None, None)
        return date is None, date or "", -int(number or 0)

    return tuple(sorted(dict.fromkeys(files), key=age))


def _objects(address: str) -> list[str]:
    """The objects of a store at an address, which may be a pattern; raises `OSError` where there is none."""
    found = [each.full_name for each in _opened(address)]
    if not found:
        raise OSError("no object matches this pattern")
    return found


def _opened(address: str) -> Any:
    """The objects of a store, not yet read; raises `OSError` without the libraries that they need."""
    try:
        import fsspec

        return fsspec.open_files(address, "rb")
    except ImportError as error:
        raise OSError(f"{error}: object stores need 'podproof[fleet]', and what their kind needs") from error
    except ValueError as error:
        raise OSError(str(error)) from error
