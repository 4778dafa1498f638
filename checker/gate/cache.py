"""Answers are kept on disk: a table of answers by fingerprint, which several runs may share.

The cache never decides anything: a damaged entry counts as missing, and a file that cannot be used is ignored with a
note.
"""

import sqlite3
import time
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

SEAL = 16
"""Bytes of the checksum before each answer."""

DAY = 86_400
"""Seconds."""

DAYS = 60
"""How long an unused answer is kept."""

LOCK_TIMEOUT = 10.0
"""Seconds to wait while another run writes."""

TABLE = "CREATE TABLE IF NOT EXISTS answers (key BLOB PRIMARY KEY, answer BLOB NOT NULL, day INTEGER NOT NULL)"


def default_folder() -> Path:
    """The folder for the caches of the user on this system."""
    from platformdirs import user_cache_path

    return user_cache_path("podproof", appauthor=False)


class Cache:
    """Answers by key; without a folder (`--no-cache`) it keeps nothing."""

    def __init__(self, where: Path | None, note: Callable[[str], None]) -> None:
        self._note, self._day = note, int(time.time()) // DAY
        self._open: sqlite3.Connection | None = None
        self._file = Path() if where is None else where / "answers.sqlite"
        if where is not None:
            self._open = self._attempt(lambda: _open_file(self._file)) or self._attempt(self._recreate)

    def get(self, key: bytes) -> bytes | None:
        """The answer, if the cache has it undamaged."""
        row = self._execute("SELECT answer, day FROM answers WHERE key = ?", key)
        if row is None:
            return None
        sealed, day = row
        if not isinstance(sealed, bytes) or _seal(sealed[SEAL:]) != sealed[:SEAL]:
            self._note(f"an entry of the cache {self._file} is damaged and will be decided again")
            return None
        if day != self._day:
            self._execute("UPDATE answers SET day = ? WHERE key = ?", self._day, key)
        return sealed[SEAL:]

    def put(self, key: bytes, answer: bytes) -> None:
        """Keep an answer."""
        self._execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", key, _seal(answer) + answer, self._day)

    def keep(self) -> None:
        """Write the answers so far, so that other runs see them, too."""
        if self._open is not None:
            self._attempt(self._open.commit)

    def close(self) -> None:
        """Write everything, and delete answers that were not used for a long time."""
        self._execute("DELETE FROM answers WHERE day < ?", self._day - DAYS)
        self.keep()
        if self._open is not None:
            self._open.close()

    def _execute(self, statement: str, *values: object) -> tuple[object, ...] | None:
        if self._open is None:
            return None
        connection = self._open
        return self._attempt(lambda: connection.execute(statement, values).fetchone())

    def _recreate(self) -> sqlite3.Connection:
        for name in self._file.parent.glob(f"{self._file.name}*"):
            name.unlink()
        return _open_file(self._file)

    def _attempt(self, action: Callable[[], T]) -> T | None:
        try:
            return action()
        except (sqlite3.Error, OSError) as error:
            self._note(f"the cache {self._file} cannot be used, so everything is decided again: {error}")
            self._open = None
            return None


def _open_file(file: Path) -> sqlite3.Connection:
    file.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(file, timeout=LOCK_TIMEOUT)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(TABLE)
    connection.commit()
    return connection


def _seal(answer: bytes) -> bytes:
    return blake2b(answer, digest_size=SEAL).digest()
