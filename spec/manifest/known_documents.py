"""Documents of texts that are read twice, kept between the two readings."""

import pickle
from collections.abc import Iterator
from contextlib import suppress
from hashlib import blake2b

from podproof.spec.manifest.syntax import Node, documents

LARGEST = 1 << 16
"""Characters of the largest text that is kept; the documents of a larger one are never all in memory."""

MOST = 1 << 26
"""Bytes that all kept documents may take."""


class KnownDocuments:
    """Parses texts, and keeps what it has read of each until it is asked again.

    The trees are kept packed: a packed tree takes a tenth of the memory, and is unpacked in half the time that parsing
    takes. What is packed never leaves this process.
    """

    def __init__(self) -> None:
        self._packed: dict[bytes, bytes] = {}
        self._bytes = 0

    def first(self, text: str) -> Iterator[Node]:
        """Yield each document of the text as a tree, and keep them; raise `Malformed` as `documents` does."""
        found = list[Node]()
        for each in documents(text):
            if len(text) <= LARGEST:
                found.append(each)
            yield each
        if found:
            self._keep(text, found)

    def again(self, text: str) -> Iterator[Node]:
        """Yield the documents of the text once more, which are then forgotten; parse it if they were not kept."""
        packed = self._packed.pop(_key(text), None) if self._packed else None
        if packed is None:
            return documents(text)
        self._bytes -= len(packed)
        return iter(pickle.loads(packed))

    def _keep(self, text: str, found: list[Node]) -> None:
        with suppress(RecursionError):  # a tree that is nested so deeply is parsed again
            packed = pickle.dumps(found, pickle.HIGHEST_PROTOCOL)
            key = _key(text)
            if self._bytes + len(packed) <= MOST and key not in self._packed:
                self._packed[key] = packed
                self._bytes += len(packed)


def _key(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=32).digest()
