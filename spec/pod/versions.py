"""Versions of Kubernetes, down to the patch, and ranges of them."""

import re
from typing import NamedTuple

VERSION = re.compile(r"v?1\.(\d{1,3})(?:\.(\d{1,3}|x))?")

WITHOUT_END = 1_000
"""Stands for a patch or a minor version that is later than all others."""


class Version(NamedTuple):
    """A version of Kubernetes 1.x: `1.36.2`, or `1.36` for any patch version of it."""

    minor: int
    patch: int | None = None

    def __str__(self) -> str:
        return f"1.{self.minor}" if self.patch is None else f"1.{self.minor}.{self.patch}"


class VersionSpan(NamedTuple):
    """The minor versions from the first to the last one, each with any patch version."""

    first: int
    last: int

    @property
    def versions(self) -> list[Version]:
        """Each of them, the oldest first."""
        return [Version(minor) for minor in range(self.first, self.last + 1)]

    def __str__(self) -> str:
        if self.first == self.last:
            return f"1.{self.first}"
        return f"1.{self.first} {'and' if self.last == self.first + 1 else 'to'} 1.{self.last}"


def span(text: str) -> VersionSpan | None:
    """The versions that `1.34-1.36` names; None for another text."""
    first, last = map(version, text.split("-")) if text.count("-") == 1 else (None, None)
    if first is None or last is None or (first.patch, last.patch) != (None, None) or first > last:
        return None
    return VersionSpan(first.minor, last.minor)


def version(text: str) -> Version | None:
    """The version that `1.36.2`, `v1.36.2`, `1.36` or `1.36.x` names; None for another text."""
    parsed = VERSION.fullmatch(text)
    if not parsed:
        return None
    return Version(int(parsed[1]), int(parsed[2]) if parsed[2] not in (None, "x") else None)


class Range(NamedTuple):
    """The versions from the first to the last one, as pairs of a minor and a patch version."""

    first: tuple[int, int]
    last: tuple[int, int]

    @property
    def is_open(self) -> bool:
        """Whether no later version is known to end it."""
        return self.last[0] == WITHOUT_END

    def __str__(self) -> str:
        first, last = (f"1.{minor}.{'x' if patch == WITHOUT_END else patch}" for minor, patch in self)
        if self.is_open and self.first == (0, 0):
            return "every version"
        if self.is_open:
            return f"{first} and later, not fixed there yet"
        if self.first == (0, 0):
            minor, patch = self.last
            return f"before 1.{minor + 1}" if patch == WITHOUT_END else f"up to {last}"
        if self == Range((self.first[0], 0), (self.first[0], WITHOUT_END)):
            return last
        return first if first == last else f"{first} to {last}"


class Versions(NamedTuple):
    """Ranges of versions, written `-1.9, 1.22.0-1.22.4, 1.23.0, 1.35-`.

    A range without its first version has every earlier one, and one without its last version every later one.  A bound
    without a patch version includes all patch versions of its minor version.
    """

    ranges: tuple[Range, ...] = ()

    @classmethod
    def parse(cls, text: str) -> "Versions":
        """The ranges that the text lists; raises `ValueError` for any other text."""
        return cls(tuple(_range(part.strip()) for part in text.split(",")) if text else ())

    def include(self, asked: Version) -> bool:
        """Whether the version is among these; of a version without a patch version, whether some patch of it is."""
        first, last = (asked.patch, asked.patch) if asked.patch is not None else (0, WITHOUT_END)
        return any(each.first <= (asked.minor, last) and (asked.minor, first) <= each.last for each in self.ranges)

    def include_newest(self, asked: Version) -> bool:
        """Whether the version is among these; of a version without a patch version, whether its newest patch is."""
        patch = WITHOUT_END if asked.patch is None else asked.patch
        return any(each.first <= (asked.minor, patch) <= each.last for each in self.ranges)

    def around(self, asked: Version) -> "Versions":
        """Those of the ranges that reach into the minor version."""
        minor = asked.minor
        return Versions(tuple(each for each in self.ranges if each.first[0] <= minor <= each.last[0]))

    def __str__(self) -> str:
        return ", ".join(map(str, self.ranges))


def _range(text: str) -> Range:
    first, dash, last = text.partition("-")
    return Range(_bound(first, 0), _bound(last if dash else first, WITHOUT_END))


def _bound(text: str, patch: int) -> tuple[int, int]:
    """The bound as a pair; without a patch version it has the given one."""
    if not text:
        return (0, 0) if patch == 0 else (WITHOUT_END, WITHOUT_END)
    found = version(text)
    if found is None:
        raise ValueError(f"{text!r} is not a version of Kubernetes: write it like 1.36 or 1.36.2")
    return found.minor, patch if found.patch is None else found.patch
