"""Fingerprints: an answer depends on its question and on the sources of the checker and the specification."""

from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from platform import python_version

import podproof.checker
import podproof.spec

LIBRARIES = ("python-statemachine", "oxidd", "podproof")


@cache
def sources() -> bytes:
    """The fingerprint of every file of the checker and the specification, and of the libraries that decide."""
    found = blake2b(python_version().encode(), digest_size=20)
    for name in LIBRARIES:
        found.update(f"{name} {_version(name)}\n".encode())
    for package in (podproof.checker, podproof.spec):
        for folder in map(Path, package.__path__):
            for file in sorted(folder.rglob("*.py")):
                found.update(str(file.relative_to(folder)).encode() + b"\0" + file.read_bytes() + b"\0")
    return found.digest()


def of(*parts: object) -> bytes:
    """The fingerprint of the sources and of values whose `repr` is the same in each process."""
    found = blake2b(sources(), digest_size=20)
    for part in parts:
        data = part if isinstance(part, bytes) else repr(part).encode("utf-8", "surrogatepass")
        found.update(f"{len(data)}:".encode() + data)
    return found.digest()


def podproof_version() -> str:
    """The version of this program."""
    found = _version("podproof")
    return "0.0.0" if " " in found else found


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "from source"
