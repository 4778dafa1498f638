"""The command line: one verb each; it alone knows both the specification and the checker.

Exit codes: 0 all laws hold, 1 a law is broken, 2 misuse or unreadable input, 3 something not decided within a bound.
Results go to stdout, messages and progress to stderr.
"""

import sys
from collections.abc import Sequence

from checker.cli.arguments import parser

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and answer its exit code."""
    arguments = parser().parse_args(argv)
    try:
        return int(arguments.run(arguments))
    except BrokenPipeError:
        sys.stderr.close()  # the reader has gone, as `head` does: nothing more to say, and nobody to say it to
        return 0
    except KeyboardInterrupt:
        print("podproof: interrupted", file=sys.stderr)
        return 130
