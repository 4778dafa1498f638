"""`check --watch`: check again whenever a file of the paths, or the configuration, has changed.

The files are asked for their times: that works on every system and file system, and for links and deleted files.
"""

import os
import time
from collections.abc import Callable, Iterator, Sequence

from podproof.checker.cli.messages import tell
from podproof.checker.gate.toml import OWN, SHARED
from podproof.spec.manifest.discovery import ENDINGS
from podproof.spec.tree import leads_out

INTERVAL = 0.5
"""Seconds between two looks at the files."""

Stamp = tuple[int, int, int]
"""The time of the last change in nanoseconds, the size, and the inode, which another file of the same name changes."""


def watch(check: Callable[[], int], paths: Sequence[str], wait: Callable[[float], None] = time.sleep) -> int:
    """Check at once and after each change; Ctrl-C ends it with the exit code of the last check."""
    code, before = 0, dict[str, Stamp]()
    try:
        while True:
            now = stamps(paths)
            if now != before or not before:
                code, before = check(), now
                tell(["podproof check: waiting for a change; Ctrl-C ends"])
            wait(INTERVAL)
    except KeyboardInterrupt:
        return code


def stamps(paths: Sequence[str]) -> dict[str, Stamp]:
    """The stamp of each file that a check may read; a file that has gone, or leads out of its folder, has none."""
    found = {}
    for path in _files(paths):
        try:
            status = os.stat(path)
        except OSError:
            continue
        found[path] = (status.st_mtime_ns, status.st_size, status.st_ino)
    return found


def _files(paths: Sequence[str]) -> Iterator[str]:
    yield from (OWN, SHARED)
    for path in paths:
        if not os.path.isdir(path):
            yield path
        for folder, _, names in os.walk(path):
            files = (os.path.join(folder, name) for name in names if name.endswith(ENDINGS))
            yield from (file for file in files if not (os.path.islink(file) and leads_out(file)))
