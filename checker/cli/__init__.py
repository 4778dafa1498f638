"""The command line: one verb each; it alone knows both the specification and the checker.

Exit codes: 0 all laws hold, 1 a law is violated, 2 misuse or unreadable input, 3 something not decided within a bound;
as shells have it, 130 if it is interrupted, 143 if it is terminated, and 141 if the reader of its output leaves.
Results go to stdout, messages and progress to stderr.
"""

import io
import os
import signal
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import current_thread, main_thread

from podproof.checker.cli.messages import tell
from podproof.checker.errors import Error

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and answer its exit code."""
    _make_writable()
    with interrupted_by_sigterm() as ended:
        code = _run(argv)
    return 128 + signal.SIGTERM if ended and code == INTERRUPTED else code


INTERRUPTED = 128 + signal.SIGINT


@contextmanager
def interrupted_by_sigterm() -> Iterator[list[int]]:
    """Let SIGTERM end the block like Ctrl-C, so that what is finished is kept; what came is in the list."""
    came: list[int] = []

    def interrupt(number: int, frame: object) -> None:
        came.append(number)
        raise KeyboardInterrupt

    if current_thread() is not main_thread():
        yield came
        return
    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield came
    finally:
        signal.signal(signal.SIGTERM, before)


def _run(argv: Sequence[str] | None) -> int:
    arguments = Namespace()
    try:
        from podproof.checker.cli.arguments import parser  # here, so that an interrupt of the import is caught as well
        from podproof.checker.cli.file_names import separated

        arguments = parser().parse_args(separated(sys.argv[1:] if argv is None else argv))
        code = int(arguments.run(arguments))
        sys.stdout.flush()
        return code
    except Error as error:
        verb = getattr(arguments, "verb", "")
        tell(f"podproof{' ' * bool(verb)}{verb}: {line}" for line in error.lines)
        return 2
    except MemoryError as error:
        tell([f"podproof: not decided: {error or 'the memory is too small'}"])
        return 3
    except BrokenPipeError:
        _let_go()
        return 141
    except OSError as error:
        _let_go()
        tell([f"podproof: {error.strerror or error}{f': {error.filename}' if error.filename else ''}"])
        return 2
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process is ending: a second Ctrl-C has no effect
        print("podproof: interrupted", file=sys.stderr)
        return INTERRUPTED


def _make_writable() -> None:
    """Let every text be written, whatever the terminal knows, even where a stream is closed."""
    sys.stdout, sys.stderr = sys.stdout or io.StringIO(), sys.stderr or io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that knows no × shows a question mark


def _let_go() -> None:
    """Write what is still to be written, or let it go nowhere: the interpreter tries once more when it ends."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
