"""Run a program of this machine over a tree that nobody trusts."""

import os
import re
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Timer

from podproof.spec.manifest.sources import LARGEST
from podproof.spec.tree import is_below

SECONDS = 120
"""How long a program may run."""

MEMORY = 4 * 2**30
"""Bytes of address space that a program may have."""

SHOWN = 160
"""The largest number of characters of a program's message that is shown."""

NO_NETWORK = "http://127.0.0.1:9"
"""A proxy that refuses every connection: port 9 discards."""

PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")


class ProgramFailed(Exception):
    """A program gave no answer; the text says why."""


def find_program(names: Sequence[str], tree: str) -> str | None:
    """The first of these programs on the path, without its relative folders and what lies in the tree."""
    folders = [each for each in os.environ.get("PATH", "").split(os.pathsep) if os.path.isabs(each)]
    for name in names:
        for path in (os.path.join(folder, name) for folder in folders):
            if os.path.isfile(path) and os.access(path, os.X_OK) and not _is_in(path, tree):
                return path
    return None


def _is_in(path: str, tree: str) -> bool:
    return is_below(path, tree) or is_below(os.path.dirname(path), tree)


def run_program(command: Sequence[str], scratch: Path) -> str:
    """What the program prints; its home, its temporary files and its working directory are in `scratch`."""
    with tempfile.TemporaryFile(dir=scratch) as errors:
        process = subprocess.Popen(
            command,
            cwd=scratch,
            env=_environment(scratch),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            start_new_session=True,
        )
        _limit(process.pid)
        timer = Timer(SECONDS, _kill, [process])
        timer.start()
        try:
            assert process.stdout is not None
            with process.stdout:
                content = process.stdout.read(LARGEST + 1)
            if len(content) <= LARGEST:
                process.wait()
        finally:
            is_late = timer.finished.is_set()
            timer.cancel()
            _kill(process)
            process.wait()
        if is_late:
            raise ProgramFailed(f"it was stopped after {SECONDS} s")
        if len(content) > LARGEST:
            raise ProgramFailed(f"it printed more than {LARGEST // 2**20} MiB")
        if process.returncode:
            errors.seek(0)
            raise ProgramFailed(_reason(errors.read(LARGEST)))
    return content.decode("utf-8", "replace")


def _environment(scratch: Path) -> dict[str, str]:
    home = str(scratch / "home")
    proxies = {spelling(name): NO_NETWORK for name in PROXIES for spelling in (str.upper, str.lower)}
    return {"PATH": home, "HOME": home, "TMPDIR": home, "LC_ALL": "C.UTF-8", **proxies}


def _limit(pid: int) -> None:
    """Bound the memory of a process, where the system can do that from outside."""
    with suppress(ImportError, AttributeError, OSError):
        import resource

        resource.prlimit(pid, resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (LARGEST, LARGEST))


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """End the process and everything that it has started."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


NOISE = re.compile(r"^.*?\berr=\"|^[Ee]rror: |\"$|accumulating resources: |accumulat\w+ err='|^.* \[-\] ")
"""Parts of a message that say nothing about the mistake."""


def _reason(message: bytes) -> str:
    """The line that calls itself an error, else the last one: Helm adds advice about its own flags."""
    lines = [line.strip() for line in message.decode("utf-8", "replace").splitlines() if line.strip()]
    found = next((line for line in reversed(lines) if line.lower().startswith("error:")), lines[-1] if lines else "")
    return f"it failed: {NOISE.sub('', found)[:SHOWN]}" if found else "it failed without a message"
