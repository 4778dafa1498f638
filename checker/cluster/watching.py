"""Watches as streams of lines; each reads the history of its resource at its own pace."""

import asyncio
from collections.abc import AsyncIterator, Callable
from random import Random

from podproof.checker.cluster.listing import Watched, WatchedPart, bookmark, initial
from podproof.checker.cluster.options import ListOptions
from podproof.checker.cluster.resources import PODS
from podproof.checker.cluster.statuses import ApiError, Object
from podproof.checker.cluster.storage import Storage, StoredChange, change_line, encode

MOST_AT_ONCE = 200
"""The most changes that are written to a client at once."""

MOST_BEHIND = 1000
"""How many versions a watch may be behind before the Pods wait for it."""

PATIENCE_SECONDS = 2.0
"""How long the Pods wait for a watch whose client does not read."""

BOOKMARK_SECONDS = 10.0
"""How long a watch that wants bookmarks is silent at most."""

LONGEST_SECONDS = 1800.0
"""When a watch ends that gives no time."""

Columns = Callable[[Object, bool], Object]
"""The object of a line in the form that the client asks for, with the heads of columns or without."""


class Watches:
    """All watches of a cluster: wakes them at changes, and ends them to test their clients.

    With `breaks`, all watches end after each so many changes of Pods, by turns of `seed` with 410 Gone or without an
    error.
    """

    def __init__(self, storage: Storage, breaks: int = 0, seed: int = 0) -> None:
        self.storage, self.breaks = storage, breaks
        self._random, self._changes, self._generation = Random(seed), 0, 0
        self._open: dict[_Stream, asyncio.Event] = {}
        storage.listeners.append(self._follow)

    @property
    def number(self) -> int:
        """How many watches are open."""
        return len(self._open)

    def is_behind(self, now: float, most: int = MOST_BEHIND) -> bool:
        """Whether some client that reads has not been shown all but the latest changes."""
        reached = self.storage.version - most
        return any(each.version < reached and now - each.read_at < PATIENCE_SECONDS for each in self._open)

    def drop(self) -> None:
        """End every watch without an error, as a broken connection does."""
        self._generation += 1
        self._wake()

    def expire(self) -> None:
        """Forget the history: every watch ends with 410 Gone, and no client can begin where it was."""
        self.storage.expire()
        self._wake()

    def _follow(self, change: StoredChange) -> None:
        self._wake()
        if self.breaks and change.resource == PODS.storage:
            self._changes += 1
            if self._changes % self.breaks == 0:
                self._random.choice((self.drop, self.expire))()

    def _wake(self) -> None:
        for each in self._open.values():
            each.set()

    async def lines(self, part: WatchedPart, options: ListOptions, columns: Columns | None) -> AsyncIterator[bytes]:
        """The lines of a watch; an error is a line, too, because the response has begun."""
        stream = _Stream(part, self.storage, options, columns)
        woken = self._open[stream] = asyncio.Event()
        loop, generation = asyncio.get_running_loop(), self._generation
        end = loop.time() + (options.timeout or LONGEST_SECONDS)
        try:
            for chunk in stream.begin():
                yield chunk
            while generation == self._generation and (left := end - loop.time()) > 0:
                woken.clear()
                stream.read_at = loop.time()
                if chunk := stream.next():
                    yield chunk
                    await asyncio.sleep(0)
                elif not await _is_woken(woken, min(left, BOOKMARK_SECONDS)) and options.bookmarks:
                    yield stream.bookmark()
        except ApiError as error:
            yield change_line("ERROR", encode(error.status))
        finally:
            del self._open[stream]


async def _is_woken(woken: asyncio.Event, seconds: float) -> bool:
    try:
        async with asyncio.timeout(seconds):
            await woken.wait()
    except TimeoutError:
        return False
    return True


class _Stream:
    """One watch: its position in the history, and the form of its lines."""

    def __init__(self, part: WatchedPart, storage: Storage, options: ListOptions, columns: Columns | None) -> None:
        self.part, self.storage, self.options, self.columns = part, storage, options, columns
        self.history = storage.history(part.resource.storage)
        self.version, self.read_at, self._has_heads = storage.version, 0.0, False

    def begin(self) -> list[bytes]:
        """The lines about what exists, for a watch that gives no version; else only the position is set."""
        asked = int(self.options.version or 0)
        self.storage.check(asked)
        if asked and not self.options.initial_events:
            self.version = asked
            return []
        self.version = self.storage.version
        lines = [self._line(each) for each in initial(self.part, self.storage)]
        return [*lines, self.bookmark(True)] if self.options.initial_events else lines

    def next(self) -> bytes:
        """The lines about the next changes; raises `ApiError` (410) if the client was too slow for the history."""
        changes, lines = self.history.after(self.version, MOST_AT_ONCE), []
        for change in changes:
            self.version = change.version
            if shown := self.part.shown(change):
                lines.append(self._line(shown))
        if not changes:
            self.version = max(self.version, self.storage.version)
        return b"".join(lines)

    def bookmark(self, ends_initial: bool = False) -> bytes:
        """The line that says up to where everything was shown."""
        return change_line("BOOKMARK", encode(bookmark(self.part.resource, self.version, ends_initial)))

    def _line(self, shown: Watched) -> bytes:
        if self.columns is None:
            return change_line(shown.type, shown.data or encode(shown.item))
        data = encode(self.columns(shown.item, not self._has_heads))
        self._has_heads = True
        return change_line(shown.type, data)
