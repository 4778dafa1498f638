"""Answers are kept on disk: a table of answers by fingerprint, which several runs may share.

The cache never decides anything: a damaged entry counts as missing, and a file that cannot be used is ignored with a
note. Each answer is sealed with a key and bound to its question, so that only who has the key can write one: the key is
a secret of the runner (`PODPROOF_CACHE_SECRET`), else a file beside the table, which is believed only outside the tree
that is checked.
"""

import os
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from functools import partial
from hashlib import blake2b
from hmac import compare_digest
from pathlib import Path
from time import monotonic, time
from typing import TypeVar

from podproof.spec.tree import lies_in, named_places

T = TypeVar("T")

SEAL = 32
"""Bytes of the seal before each answer, and of the key that a run makes."""

DAY = 86_400
"""Seconds."""

DAYS = 60
"""How long an unused answer is kept."""

LOCK_TIMEOUT = 10.0
"""Seconds to wait while another run writes."""

BETWEEN_COMMITS = 1.0
"""Seconds after which answers are written, so that a run that is killed loses few."""

LARGEST = 1 << 26
"""Bytes of the largest value that is read."""

PATIENCE = 10_000_000
"""Instructions of the database after which a statement is given up: a strange file may answer without end."""

SECRET = "PODPROOF_CACHE_SECRET"

TABLE = "CREATE TABLE answers (key BLOB PRIMARY KEY, answer BLOB NOT NULL, day INTEGER NOT NULL)"


def default_folder() -> Path:
    """The folder for the caches of the user on this system."""
    from platformdirs import user_cache_path

    return user_cache_path("podproof", appauthor=False)


class Cache:
    """Answers by key; without a folder (`--no-cache`) it keeps nothing."""

    def __init__(self, where: Path | None, note: Callable[[str], None]) -> None:
        self._note, self._day, self._written = note, int(time()) // DAY, monotonic()
        self._open: sqlite3.Connection | None = None
        self._file, self._secret = Path(), b""
        if where is not None:
            self._file = where / "answers.sqlite"
            self._secret = self._attempt(lambda: _secret(where)) or b""
        if self._secret:
            self._open = self._attempt(lambda: _open_file(self._file)) or self._attempt(self._recreate)

    def get(self, key: bytes) -> bytes | None:
        """The answer, if the cache has it undamaged."""
        row = self._execute("SELECT answer, day FROM answers WHERE key = ?", key)
        if row is None:
            return None
        sealed, day = row
        if not isinstance(sealed, bytes) or not compare_digest(self._seal(key, sealed[SEAL:]), sealed[:SEAL]):
            self._note(f"an entry of the cache {self._file} is damaged and will be decided again")
            return None
        if day != self._day:
            self._execute("UPDATE answers SET day = ? WHERE key = ?", self._day, key)
        return sealed[SEAL:]

    def put(self, key: bytes, answer: bytes) -> None:
        """Keep an answer."""
        sealed = self._seal(key, answer) + answer
        self._execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", key, sealed, self._day)
        if monotonic() - self._written > BETWEEN_COMMITS:
            self.keep()

    def keep(self) -> None:
        """Write the answers so far, so that other runs see them, too."""
        self._written = monotonic()
        if self._open is not None:
            self._attempt(self._open.commit)

    def close(self) -> None:
        """Write everything, and delete answers that were not used for a long time."""
        self._execute("DELETE FROM answers WHERE day < ?", self._day - DAYS)
        self.keep()
        if self._open is not None:
            self._open.close()

    def _seal(self, key: bytes, answer: bytes) -> bytes:
        """The seal that binds an answer to its question (BLAKE2 with a key, RFC 7693)."""
        return blake2b(len(key).to_bytes(8) + key + answer, key=self._secret, digest_size=SEAL).digest()

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


def open_cache(folder: Path | None, checked: Iterable[str], note: Callable[[str], None]) -> Cache:
    """The cache in the folder; one that keeps nothing, with a note, if the folder lies in what is checked."""
    if folder is not None and not _is_trusted(folder, checked):
        hint = f"name a folder outside, or set {SECRET}"
        note(f"the cache {folder} is inside the checked folder, so it is not trusted; {hint}")
        folder = None
    return Cache(folder, note)


def _is_trusted(folder: Path, checked: Iterable[str]) -> bool:
    """Whether what lies in the folder is this user's: the secret decides it, or no checked folder holds it."""
    trees = [os.getcwd(), *filter(os.path.isdir, named_places(checked))]
    return bool(os.environ.get(SECRET)) or not any(lies_in(str(folder), tree) for tree in trees)


def _secret(folder: Path) -> bytes:
    """The key of the seals: from the secret of the runner, else from the file beside the table, made if missing."""
    if secret := os.environ.get(SECRET):
        return blake2b(secret.encode("utf-8", "surrogateescape"), digest_size=SEAL).digest()
    file = folder / "key"
    if not file.exists():
        _make(file, _write_key)
    with open(file, "rb") as kept:
        if len(key := kept.read(SEAL)) == SEAL:
            return key
    raise OSError(f"{file} holds no key: delete it")


def _write_key(file: Path) -> None:
    with open(file, "wb", opener=partial(os.open, mode=0o600)) as new:
        new.write(os.urandom(SEAL))


def _make(file: Path, write: Callable[[Path], None]) -> None:
    """Make the file whole under another name and link it, because another run may make its own at the same time."""
    from tempfile import TemporaryDirectory  # here, because a folder needs it once

    file.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=file.parent, prefix="new-") as folder, suppress(FileExistsError):
        write(new := Path(folder) / file.name)
        os.link(new, file)


def _write_table(file: Path) -> None:
    with closing(sqlite3.connect(file)) as new:
        new.execute("PRAGMA journal_mode = WAL")
        new.execute(TABLE)


def _open_file(file: Path) -> sqlite3.Connection:
    if not file.exists():
        _make(file, _write_table)
    connection = sqlite3.connect(file, timeout=LOCK_TIMEOUT)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST)
    connection.set_progress_handler(lambda: 1, PATIENCE)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("SELECT key, answer, day FROM answers LIMIT 0")
    return connection
