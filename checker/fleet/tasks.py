"""What runs in a process of Dask: a function, once the process is prepared for the run that asks."""

import sys
from collections.abc import Callable
from threading import Lock
from typing import Any, NamedTuple

from podproof.checker.gate.fingerprints import sources

_lock = Lock()
_prepared: list[bytes] = [b""]
"""The run for which this process is prepared."""


class OtherVersion(Exception):
    """This process has other sources than the process that asks it."""


class Preparation(NamedTuple):
    """What a process does before the first task of a run: the token of the run, the sources of who asks, a function."""

    token: bytes
    sources: bytes
    prepare: Callable[..., None]
    arguments: tuple[Any, ...]


def identity() -> bytes:
    """The fingerprint of the sources in this process."""
    return sources()


def address() -> str:
    """The address of this worker; empty outside of a task of Dask."""
    distributed = sys.modules.get("distributed")
    try:
        return str(distributed.get_worker().address) if distributed else ""
    except ValueError:
        return ""


def call(preparation: Preparation, function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    """The result of the function; one at a time, because the threads of a process share its state."""
    if sources() != preparation.sources:
        raise OtherVersion
    with _lock:
        if _prepared[0] != preparation.token:
            preparation.prepare(*preparation.arguments)
            _prepared[0] = preparation.token
        return function(*arguments)
