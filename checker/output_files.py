"""Files that a run writes: a repository must not choose, by a symbolic link, what is overwritten."""

import os
from pathlib import Path

from podproof.checker.errors import UsageError
from podproof.spec.tree import leads_out

DEVICES = os.path.join(os.path.dirname(os.devnull), "")
"""The folder of `/dev/stdout` and `/dev/null`, which are links out of it and yet what a person means."""


def refuse_unwritable(path: str | os.PathLike[str]) -> None:
    """Raise `UsageError` if no such file can be written: better before a long run than after it."""
    name = os.fspath(path)
    folder = os.path.dirname(name) or os.curdir
    if os.path.isdir(name):
        raise UsageError(f"{name} is a folder: name a file in it")
    if not os.path.isdir(folder):
        raise UsageError(f"{name} cannot be written: there is no folder {folder}")
    if not os.access(name if os.path.exists(name) else folder, os.W_OK):
        raise UsageError(f"{name} cannot be written: permission denied")


def refuse_unsafe(path: str | os.PathLike[str]) -> None:
    """Raise `UsageError` if the path leads out of its tree by a symbolic link, or is a disk."""
    name = os.fspath(path)
    if leads_out(name) and not os.path.abspath(name).startswith(DEVICES):
        raise UsageError(f"{name} leads out of this folder by a symbolic link, so it is not written")
    if Path(name).is_block_device():
        raise UsageError(f"{name} is a disk, so it is not written")
