"""Runs of the program in a process of its own, with pipes or at a terminal."""

import os
import pty
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "checker"]


def python(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A run whose output is piped."""
    return subprocess.run(
        [*COMMAND, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        env=os.environ | environment,
        cwd=ROOT,
    )


def shell(line: str) -> subprocess.CompletedProcess[str]:
    """A line of bash in which `podproof` is the program; its code is that of the first part of a pipe that fails."""
    script = f'set -o pipefail\npodproof() {{ "{sys.executable}" -m checker "$@"; }}\n{line}'
    return subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False, timeout=300, cwd=ROOT)


def terminal(*arguments: str, **environment: str) -> tuple[str, str]:
    """What a run writes to stdout and stderr, each of which is a terminal."""
    pairs = [pty.openpty() for _ in range(2)]
    written = os.environ | {"TERM": "xterm", "COLUMNS": "80"} | environment
    process = subprocess.Popen(
        [*COMMAND, *arguments], stdin=subprocess.DEVNULL, stdout=pairs[0][1], stderr=pairs[1][1], env=written, cwd=ROOT
    )
    for _, theirs in pairs:
        os.close(theirs)
    texts = tuple(everything(ours) for ours, _ in pairs)
    process.wait(timeout=300)
    return texts[0], texts[1]


def everything(terminal: int) -> str:
    """What is written to a terminal until its last writer has gone."""
    parts = []
    try:
        while part := os.read(terminal, 65536):
            parts.append(part)
    except OSError:  # so ends a terminal on Linux
        pass
    os.close(terminal)
    return b"".join(parts).decode()
