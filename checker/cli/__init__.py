"""The command line: one verb each; it alone knows both the specification and the checker.

Exit codes: 0 all laws hold, 1 a law is violated, 2 misuse or unreadable input, 3 something not decided within a bound;
as shells have it, 130 if it is interrupted, and 141 if the reader of its output leaves before the end.
Results go to stdout, messages and progress to stderr.
"""

import os
import signal
import sys
from collections.abc import Sequence

from podproof.checker.errors import Error

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and answer its exit code."""
    try:
        from podproof.checker.cli.arguments import parser  # here, so that an interrupt of the import is caught as well

        arguments = parser().parse_args(argv)
        code = int(arguments.run(arguments))
        if sys.stdout:
            sys.stdout.flush()
        return code
    except Error as error:
        for line in str(error).splitlines():
            print(f"podproof {arguments.verb}: {line}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        _let_go()
        return 141
    except OSError as error:
        _let_go()
        print(f"podproof: {error.strerror or error}{f': {error.filename}' if error.filename else ''}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process is ending: a second Ctrl-C has no effect
        print("podproof: interrupted", file=sys.stderr)
        return 130


def _let_go() -> None:
    """Write what is still to be written, or let it go nowhere: the interpreter tries once more when it ends."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
