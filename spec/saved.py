"""Values computed from sources, saved in the cache folder of the user, so that the next process only reads them.

Nothing is believed that somebody else may have written: the folder and the file belong to this user, nobody else may
write to them, and they lie outside of every tree that may be under test.  A file that is damaged, or was made from
other sources, counts as missing; where none can be written, everything is computed again.

A distribution ships such values beside its code.  Who may write there may write the code itself, so they need no owner.
"""

import marshal
import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from stat import S_IMODE, S_ISDIR, S_ISREG
from time import time
from typing import Any

from platformdirs import user_cache_path

from podproof.spec.tree import lies_in, named_places

DIGEST = 32
"""Bytes of the digest of the sources, and of that of the value, at the beginning of a file."""

LARGEST = 1 << 28
"""Bytes of the largest file that is read."""

SECONDS = 60 * 86_400
"""How long a file is kept that is not used; the date of a file that is used is renewed once a day."""

SHIPPED = Path(__file__).parent / "shipped_values"
"""The folder of values that were computed when the distribution was built; a checkout has none."""

MARKS = (".git", ".hg", "podproof.toml")
"""What only a working tree has: its content may be anybody's."""


def saved(name: str, sources: Iterable[bytes], make: Callable[[], Any]) -> Any:
    """What `make` returns for these sources, read if it is saved already."""
    place = SavedValue(name, sources)
    value = place.load()
    if value is None:
        value = make()
        place.store(value)
    return value


class SavedValue:
    """The place of one value: plain values and code, but not None, by a name and by what it was made from.

    Two processes may store at the same time: each writes a file of its own and puts it in place at once.
    """

    def __init__(self, name: str, sources: Iterable[bytes]) -> None:
        self._key = _digest(sys.version.encode(), name.encode(), *sources)
        self._name, folder = f"{name}-{self._key.hex()[:16]}", _folder()
        self._file = None if folder is None else folder / self._name

    def load(self) -> Any:
        """The value; None if there is none that can be believed."""
        unreadable = OSError, ValueError, EOFError, TypeError
        if (shipped := _shipped()) is not None:
            with suppress(*unreadable):
                return _value((shipped / self._name).read_bytes(), self._key)
        if self._file is not None:
            with suppress(*unreadable):
                return _value(_read(self._file), self._key)
        return None

    def store(self, value: Any) -> None:
        """Save the value, if a file can be written."""
        if self._file is not None:
            with suppress(OSError, ValueError):
                _write(self._file, self._key, value)


def _digest(*parts: bytes) -> bytes:
    digest = blake2b(digest_size=DIGEST)
    for part in parts:
        digest.update(len(part).to_bytes(8))
        digest.update(part)
    return digest.digest()


_chosen: list[Path] = []


def save_in(folder: Path) -> None:
    """Save everything in this folder from now on, as the build of a distribution does."""
    _chosen[:] = [folder]
    _folder.cache_clear()


@cache
def _shipped() -> Path | None:
    """The folder of the values that the distribution ships, if it lies in no tree that may be under test."""
    return SHIPPED if SHIPPED.is_dir() and is_outside_of_trees(SHIPPED) else None


@cache
def _folder() -> Path | None:
    """The folder for saved values, made if missing; None if there is none that can be trusted."""
    if _chosen:
        return _chosen[0]
    folder = user_cache_path("podproof", appauthor=False) / "compiled"
    with suppress(OSError):
        if is_outside_of_trees(folder):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if _is_own(os.lstat(folder), S_ISDIR):
                return folder
    return None


def is_outside_of_trees(folder: Path) -> bool:
    """Whether the folder lies neither in the current one, nor in a checkout, nor where the command line names a file.

    The folder of a named file counts as named, and that in which a pattern begins.
    """
    named = filter(None, map(_existing, named_places(sys.argv[1:])))
    marks = (each / mark for each in Path(os.path.realpath(folder)).parents for mark in MARKS)
    in_checkout = any(each.exists() for each in marks)
    return not in_checkout and not any(lies_in(str(folder), tree) for tree in {os.getcwd(), *named})


def _existing(path: str) -> str:
    """The folder itself, or the nearest one around the path; empty if there is none but the current one."""
    while path and not os.path.isdir(path):
        path = os.path.dirname(path)
    return path


def _is_own(status: os.stat_result, is_kind: Callable[[int], bool]) -> bool:
    owner = os.geteuid() if hasattr(os, "geteuid") else status.st_uid
    return is_kind(status.st_mode) and status.st_uid == owner and not S_IMODE(status.st_mode) & 0o022


def _read(file: Path) -> bytes:
    """The content of the file; `ValueError` if it is not this user's."""
    with open(os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)), "rb") as stream:
        status = os.fstat(stream.fileno())
        if not _is_own(status, S_ISREG) or status.st_size > LARGEST:
            raise ValueError("not a file of this user")
        content = stream.read()
    if time() - status.st_mtime > 86_400:
        os.utime(file)
    return content


def _value(content: bytes, key: bytes) -> Any:
    """The value in the content of a file; `ValueError` if it is damaged, or made from other sources."""
    found, digest, value = content[:DIGEST], content[DIGEST : 2 * DIGEST], content[2 * DIGEST :]
    if found != key or digest != _digest(value):
        raise ValueError("damaged")
    return marshal.loads(value)


def _write(file: Path, key: bytes, value: Any) -> None:
    from tempfile import NamedTemporaryFile  # here, because a process seldom writes

    content = marshal.dumps(value)
    with NamedTemporaryFile(dir=file.parent, prefix="new-", delete=False) as new:
        new.write(key + _digest(content) + content)
    os.replace(new.name, file)
    _forget(file.parent)


@cache
def _forget(folder: Path) -> None:
    """Delete the files that were not used for a long time, once in each process: one may save thousands."""
    for file in folder.iterdir():
        if time() - file.stat().st_mtime > SECONDS:
            file.unlink()
